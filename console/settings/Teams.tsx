import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { SelectSetting, TextSetting, textOf } from "./Fields.tsx";
import { hoursInWords } from "./hours-text.ts";
import { SettingsPage, WithForm } from "./SettingsPage.tsx";
import type { SettingsForm } from "./use-settings-form.ts";
import { zones } from "./zones.ts";

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;

/** Teams, and what holds where a playbook or a team says nothing. */
export function Teams() {
  return (
    <SettingsPage
      title="Teams and hours"
      about="Who answers visitors, when, and how soon. Playbooks hand over to a team by its name."
    >
      <WithForm>
        {(form) => (
          <>
            <TeamList form={form} />
            <section className="settings-part" aria-label="For everybody">
              <h2>For everybody</h2>
              <SelectSetting
                form={form}
                name="time_zone"
                label="Time zone"
                description="Of the site, and of teams without one of their own."
                options={zones()}
              />
              <SelectSetting
                form={form}
                name="defaults.human.team"
                label="Team for “I want a human”"
                description="Where a playbook names none."
                none="Everybody"
                options={form.teams}
              />
              <TextSetting
                form={form}
                name="defaults.human.answer_within"
                label="Promise to visitors who wait"
                description="Where a playbook promises nothing else, like 5 minutes. Then the bot goes on."
              />
            </section>
          </>
        )}
      </WithForm>
    </SettingsPage>
  );
}

function TeamList({ form }: { readonly form: SettingsForm }) {
  const names = form.teams;
  return (
    <section className="settings-part" aria-label="Teams">
      <h2>Teams</h2>
      {names.length === 0 && <p>No teams yet: everybody who may answer is asked, at all hours.</p>}
      <ul>
        {names.map((name) => (
          <li key={name} className="team-card">
            <p>
              <b dir="auto">{name}</b>
              <span className="meta">{inWords(form, name)}</span>
            </p>
            <Button
              component={Link}
              to={`/settings/teams/${name}`}
              variant="default"
              size="xs"
              aria-label={`Open ${name}`}
            >
              Open
            </Button>
          </li>
        ))}
      </ul>
      <AddTeam known={names} />
    </section>
  );
}

function inWords(form: SettingsForm, name: string): string {
  const people = form.value(`teams.${name}.people`);
  const count = Array.isArray(people) ? people.length : people === null ? 0 : 1;
  const who = count === 0 ? "Everybody" : count === 1 ? "1 person" : `${count} people`;
  const soon = textOf(form.value(`teams.${name}.first_answer`));
  const hours = hoursInWords(form.value(`teams.${name}.hours`));
  return [who, hours, soon === "" ? "" : `first answer within ${soon}`]
    .filter((part) => part !== "")
    .join(" · ");
}

function AddTeam({ known }: { readonly known: readonly string[] }) {
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [tried, setTried] = useState(false);
  const wrong = known.includes(name)
    ? "There is a team of this name."
    : "A word of letters, digits, - and _.";
  const isGood = NAME.test(name) && !known.includes(name);
  const add = () => {
    setTried(true);
    if (isGood) void navigate(`/settings/teams/${name}`);
  };
  return (
    <div className="add-row">
      <TextInput
        label="Another team"
        placeholder="support"
        maxLength={40}
        value={name}
        onChange={(event) => setName(event.currentTarget.value.trim())}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          // It lies in the form of the page, which is not meant.
          event.preventDefault();
          add();
        }}
        error={tried && !isGood && wrong}
      />
      <Button variant="default" onClick={add}>
        Add
      </Button>
    </div>
  );
}
