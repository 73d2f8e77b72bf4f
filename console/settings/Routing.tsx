import { ChoiceSetting, TextSetting } from "./Fields.tsx";
import { SettingsPage, WithForm } from "./SettingsPage.tsx";
import type { SettingsForm } from "./use-settings-form.ts";

/** How people are looked for when a visitor is to have one: whom first, for how long, and then whom. */
export function Routing() {
  return (
    <SettingsPage
      title="Routing"
      about="When a visitor is to have a person, one person is asked, then the team, then everybody. When nobody comes in the promised time, the playbook goes on."
    >
      <WithForm>
        {(form) => (
          <>
            <Whom form={form} />
            <Rungs form={form} />
            <Owners form={form} />
          </>
        )}
      </WithForm>
    </SettingsPage>
  );
}

interface PartProps {
  readonly form: SettingsForm;
}

function Whom({ form }: PartProps) {
  return (
    <>
      <ChoiceSetting
        form={form}
        name="handoff.owner_first"
        label="Who had the account before"
        options={[
          { value: "true", label: "Is asked first", description: "If they are there and have room." },
          { value: "false", label: "Is asked like all others" },
        ]}
      />
      <ChoiceSetting
        form={form}
        name="handoff.route_by"
        label="Among those who speak the language and know the subject"
        options={[
          { value: "turn", label: "By turns", description: "Whoever was not asked for the longest time." },
          { value: "fewest", label: "The least busy", description: "Whoever has the fewest conversations." },
        ]}
      />
    </>
  );
}

function Rungs({ form }: PartProps) {
  return (
    <>
      <TextSetting
        form={form}
        name="handoff.person_for"
        label="1. One person is asked for"
        description="Like 30 seconds. Then the whole team is asked."
      />
      <TextSetting
        form={form}
        name="handoff.team_for"
        label="2. The team is asked for"
        description="Like 1 minute. Then everybody who may answer is asked, until the promise runs out."
      />
      <ChoiceSetting
        form={form}
        name="handoff.mail"
        label="People who have the console closed"
        options={[
          { value: "true", label: "Are told by mail", description: "In their hours only. Needs mail." },
          { value: "false", label: "Are not told" },
        ]}
      />
    </>
  );
}

function Owners({ form }: PartProps) {
  return (
    <>
      <TextSetting
        form={form}
        name="handoff.reply_within"
        label="A person has to answer within"
        description="Whoever lets the visitor wait for longer loses the conversation, and others are asked."
      />
      <TextSetting
        form={form}
        name="handoff.transfer_within"
        label="A colleague has to accept a transfer within"
        description="Else it comes back to whoever passed it on."
      />
    </>
  );
}
