import { Button, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import type { CloseOutcome, InboxDetail } from "../../server/wire/rep.ts";
import { Ask } from "../look/Ask.tsx";
import { outcomeWords } from "../look/words.ts";
import { useWords } from "../words/words.ts";
import { useClose } from "./use-moves.ts";

const outcomes = Object.keys(outcomeWords) as readonly CloseOutcome[];

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly detail: InboxDetail;
  /** Opens the next conversation of the list; undefined: there is none. */
  readonly onNext: (() => void) | undefined;
}

/** Closes a conversation with what came of it. */
export function CloseDialog({ opened, onClose, detail: { conversation }, onNext }: DialogProps) {
  const say = useWords();
  const [outcome, setOutcome] = useState<CloseOutcome>("qualified");
  const close = useClose(conversation.id, onClose);
  const closeAndNext = () => close.mutate(outcome, { onSuccess: () => onNext?.() });
  return (
    <Ask
      opened={opened}
      onClose={onClose}
      title={say("close.title", { name: conversation.name })}
      act={say(onNext ? "close.next" : "close.act")}
      onAct={closeAndNext}
      also={
        onNext && (
          <Button variant="default" onClick={() => close.mutate(outcome)}>
            {say("close.act")}
          </Button>
        )
      }
      busy={close.isPending}
      error={close.error}
    >
      <Radio.Group
        label={say("close.what")}
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
