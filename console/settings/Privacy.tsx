import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Exported, WireErased } from "../../server/wire/privacy.ts";
import { Trouble } from "../account/Trouble.tsx";
import { keys, noteLogOut, refresh } from "../api/queries.ts";
import { Ask } from "../look/Ask.tsx";
import { Icon } from "../look/Icon.tsx";
import { saveJson } from "../look/save-json.ts";
import { useParts } from "../parts.ts";
import { ChoiceSetting, LongTextSetting, TextSetting } from "./Fields.tsx";
import { SettingsPage, WithForm } from "./SettingsPage.tsx";

/** How long things are kept, what is asked first, and what is kept of one person. */
export function Privacy() {
  return (
    <SettingsPage title="Privacy">
      <WithForm>
        {(form) => (
          <>
            <TextSetting
              form={form}
              name="retention.leads"
              label="Keep qualified leads for"
              description="After the last change, like 12 months, or forever. Then they are erased, with their conversations."
            />
            <TextSetting
              form={form}
              name="retention.unqualified"
              label="Keep all other conversations for"
              description="Like 90 days, or forever."
            />
            <ChoiceSetting
              form={form}
              name="consent.required"
              label="Consent before the chat"
              options={[
                {
                  value: "false",
                  label: "Not asked for",
                  description: "Playbooks may still ask for their own purposes.",
                },
                {
                  value: "true",
                  label: "Required",
                  description: "Nothing is sent or kept before the visitor agrees.",
                },
              ]}
            />
            <LongTextSetting
              form={form}
              name="consent.text"
              label="Words of the consent"
              description="Empty: Parley's own words, in the visitor's language."
            />
            <ChoiceSetting
              form={form}
              name="confirm_addresses"
              label="Confirm addresses by mail"
              options={[
                { value: "false", label: "No" },
                {
                  value: "true",
                  label: "Yes",
                  description: "Leads of one address join only once it was confirmed. Needs mail.",
                },
              ]}
            />
          </>
        )}
      </WithForm>
      <OnePerson />
    </SettingsPage>
  );
}

/** What somebody may ask for, by their address. */
function OnePerson() {
  const { api, client } = useParts();
  const [email, setEmail] = useState("");
  const [asking, setAsking] = useState(false);
  const whose = { email: email.trim() };
  const isAddress = /^[^\s@]+@[^\s@]+$/.test(whose.email);
  const save = useMutation<Exported, Error>({
    mutationFn: () => api.exportData(whose),
    onSuccess: (data) => saveJson("export.json", data),
    onError: (error) => noteLogOut(client, error),
  });
  const erase = useMutation<WireErased, Error>({
    mutationFn: () => api.eraseData(whose),
    onSuccess: () => {
      setAsking(false);
      for (const key of [keys.leads, keys.conversations]) client.removeQueries({ queryKey: key });
      refresh(client, keys.inbox);
    },
    onError: (error) => noteLogOut(client, error),
  });
  return (
    <section className="settings-part" aria-label="One person">
      <h2>When somebody asks</h2>
      <p>
        What you have of a person, or that it goes: all leads that gave the address, and their conversations.
      </p>
      <TextInput
        label="E-mail address"
        type="email"
        autoComplete="off"
        value={email}
        onChange={(event) => {
          setEmail(event.currentTarget.value);
          erase.reset();
          save.reset();
        }}
      />
      <div className="row-buttons">
        <Button
          variant="default"
          disabled={!isAddress}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          Export as JSON
        </Button>
        <Button
          variant="default"
          {...(isAddress && { c: "var(--parley-danger)" })}
          disabled={!isAddress}
          onClick={() => setAsking(true)}
        >
          Erase…
        </Button>
      </div>
      <Trouble error={save.error} />
      {erase.data && (
        <p role="status" className="notice notice-good">
          <Icon name="check" />
          <span>{erasedInWords(erase.data)}</span>
        </p>
      )}
      <Ask
        opened={asking}
        onClose={() => setAsking(false)}
        title="Erase this person's data?"
        act="Erase for good"
        onAct={() => erase.mutate()}
        busy={erase.isPending}
        error={erase.error}
      >
        <p>
          Every lead that gave <b>{whose.email}</b> goes, with its conversation, files and notes. Nothing can
          be brought back.
        </p>
      </Ask>
    </section>
  );
}

function erasedInWords({ conversations: count }: WireErased): string {
  if (count === 0) return "There was nothing of this address.";
  return count === 1 ? "Erased, with one conversation." : `Erased, with ${count} conversations.`;
}
