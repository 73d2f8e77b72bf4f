import { Radio, Stack } from "@mantine/core";
import { useState } from "react";
import type { CloseOutcome, InboxDetail } from "../../server/wire/rep.ts";
import { Ask } from "../look/Ask.tsx";
import { outcomeWords } from "../look/words.ts";
import { useClose } from "./use-moves.ts";

const outcomes = Object.keys(outcomeWords) as readonly CloseOutcome[];

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly detail: InboxDetail;
}

/** Closes a conversation with what came of it. */
export function CloseDialog({ opened, onClose, detail: { conversation } }: DialogProps) {
  const [outcome, setOutcome] = useState<CloseOutcome>("qualified");
  const close = useClose(conversation.id, onClose);
  return (
    <Ask
      opened={opened}
      onClose={onClose}
      title={`Close the conversation with ${conversation.name}`}
      act="Close it"
      onAct={() => close.mutate(outcome)}
      busy={close.isPending}
      error={close.error}
    >
      <Radio.Group
        label="What came of it?"
        value={outcome}
        onChange={(chosen) => setOutcome(outcomes.find((known) => known === chosen) ?? outcome)}
      >
        <Stack gap={12} mt={12}>
          {outcomes.map((known) => (
            <Radio
              key={known}
              value={known}
              data-autofocus={known === outcome || undefined}
              label={outcomeWords[known].name}
              description={outcomeWords[known].when}
            />
          ))}
        </Stack>
      </Radio.Group>
    </Ask>
  );
}
