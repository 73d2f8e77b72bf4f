import { Button, Checkbox, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate, useParams } from "react-router";
import { peopleQuery } from "../api/queries.ts";
import { useParts } from "../parts.ts";
import { Described, isFixed, LinesSetting, SelectSetting, TakeBack, TextSetting, textOf } from "./Fields.tsx";
import { HoursField } from "./HoursField.tsx";
import { HoursTry } from "./HoursTry.tsx";
import { SettingsPage, WithForm } from "./SettingsPage.tsx";
import type { SettingsForm } from "./use-settings-form.ts";
import { zones } from "./zones.ts";

/** One team: who is in it, when it is there, and how soon it answers. */
export function Team() {
  const { team = "" } = useParams();
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(team)) return <Navigate to="/settings/teams" replace />;
  return (
    // Another team begins with no changes.
    <SettingsPage key={team} title={`Team ${team}`}>
      <WithForm>{(form) => <TeamFields form={form} team={team} />}</WithForm>
    </SettingsPage>
  );
}

function TeamFields({ form, team }: { readonly form: SettingsForm; readonly team: string }) {
  const of = (key: string) => `teams.${team}.${key}`;
  const holidays = form.value(of("holidays"));
  const zone = textOf(form.value(of("time_zone"))) || textOf(form.value("time_zone"));
  return (
    <>
      <Members form={form} name={of("people")} />
      <TextSetting
        form={form}
        name={of("first_answer")}
        label="First answer within"
        description="The team's own aim, counted in its hours, like 2 minutes. The board shows what misses it. Empty: none."
        placeholder="2 minutes"
      />
      <LinesSetting
        form={form}
        name={of("supervisor")}
        label="Supervisors"
        description="Addresses of those who are told when nobody answers, one a line. Empty: the admins."
        placeholder="bea@example.com"
        rows={2}
      />
      <LimitField form={form} name={of("limit")} />
      <HoursField form={form} name={of("hours")} />
      <LinesSetting
        form={form}
        name={of("holidays")}
        label="Holidays"
        description="Days on which it is closed, one a line, like 2026-12-25."
        placeholder="2026-12-25"
      />
      <SelectSetting
        form={form}
        name={of("time_zone")}
        label="Time zone"
        none="As the site"
        options={zones()}
      />
      <HoursTry
        hours={form.value(of("hours"))}
        holidays={Array.isArray(holidays) ? holidays.map(String) : []}
        zone={zone}
      />
      <RemoveTeam form={form} team={team} />
    </>
  );
}

/** People of the console, and addresses in the team that have no account. */
function Members({ form, name }: { readonly form: SettingsForm; readonly name: string }) {
  const people = useQuery(peopleQuery(useParts().api));
  const value = form.value(name);
  const members = (Array.isArray(value) ? value : value === null ? [] : [value]).map((one) =>
    String(one).toLowerCase(),
  );
  const accounts = (people.data ?? []).filter(({ role }) => role === "admin" || role === "rep");
  const strangers = members.filter((email) => people.data && !people.data.some((one) => one.email === email));
  const field = { form, name, label: "People", description: "Nobody chosen: everybody who may answer." };
  return (
    <div className="setting">
      <Checkbox.Group
        label="People"
        description={<Described {...field} />}
        value={members}
        onChange={(emails) => form.change(name, emails.length > 0 ? emails : null)}
        error={form.error(name)}
      >
        <Stack gap={10} mt={8}>
          {accounts.map(({ id, email, name: called }) => (
            <Checkbox key={id} value={email} label={called} description={email} disabled={isFixed(field)} />
          ))}
          {strangers.map((email) => (
            <Checkbox
              key={email}
              value={email}
              label={email}
              description="Has no account here."
              disabled={isFixed(field)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <TakeBack {...field} />
    </div>
  );
}

function LimitField({ form, name }: { readonly form: SettingsForm; readonly name: string }) {
  const numbers: SettingsForm = {
    ...form,
    change: (key, value) =>
      form.change(key, typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value),
  };
  return (
    <TextSetting
      form={numbers}
      name={name}
      label="Conversations for each person at a time"
      description="A whole number. Empty: as many as come."
      placeholder="3"
      maxLength={3}
    />
  );
}

/** A team goes when nothing is set of it; what site.yml sets stays. */
function RemoveTeam({ form, team }: { readonly form: SettingsForm; readonly team: string }) {
  const navigate = useNavigate();
  const own = form.all.filter(({ key, source }) => key.startsWith(`teams.${team}.`) && source === "console");
  const inFile = form.all.some(({ key, source }) => key.startsWith(`teams.${team}.`) && source === "file");
  if (own.length === 0 || inFile) return null;
  return (
    <p className="meta">
      To remove the team, take all of it back and save.{" "}
      <Button
        size="xs"
        variant="subtle"
        onClick={() => {
          form.removeAll(
            own.map(({ key }) => key),
            () => void navigate("/settings/teams"),
          );
        }}
      >
        Remove the team
      </Button>
    </p>
  );
}
