import { Checkbox, Stack, TextInput } from "@mantine/core";
import { EVENTS } from "./webhook-words.ts";

export interface WebhookDraft {
  readonly url: string;
  readonly on: readonly string[];
}

interface WebhookFormProps {
  readonly draft: WebhookDraft;
  readonly onChange: (draft: WebhookDraft) => void;
  /** Whether what is missing is told. */
  readonly tried: boolean;
}

/** Where a webhook leads and what it is told. */
export function WebhookForm({ draft, onChange, tried }: WebhookFormProps) {
  return (
    <Stack gap={16}>
      <TextInput
        label="Address"
        description="Where Parley posts to, with https://."
        placeholder="https://crm.example.com/hook"
        autoComplete="off"
        maxLength={2000}
        value={draft.url}
        onChange={(event) => onChange({ ...draft, url: event.currentTarget.value.trim() })}
        error={tried && !/^https?:\/\/./.test(draft.url) && "Write an address that begins with https://."}
      />
      <Checkbox.Group
        label="Is told when"
        value={[...draft.on]}
        onChange={(on) => onChange({ ...draft, on })}
        error={tried && draft.on.length === 0 && "Choose at least one."}
      >
        <Stack gap={10} mt={8}>
          {EVENTS.map(({ event, when }) => (
            <Checkbox key={event} value={event} label={when} description={event} />
          ))}
        </Stack>
      </Checkbox.Group>
    </Stack>
  );
}

export function isWhole({ url, on }: WebhookDraft): boolean {
  return /^https?:\/\/./.test(url) && on.length > 0;
}
