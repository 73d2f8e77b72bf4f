import { Radio, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { InboxDetail } from "../../server/wire/rep.ts";
import { Ask } from "../look/Ask.tsx";
import { useParts } from "../parts.ts";
import { useWords } from "../words/words.ts";
import { asLocalField, snoozeTimes } from "./snooze-times.ts";
import { useSnooze } from "./use-moves.ts";

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly detail: InboxDetail;
}

const CHOICES = ["hour", "tomorrow", "monday", "own"] as const;

/** Sets a conversation aside until a time. */
export function SnoozeDialog({ opened, onClose, detail: { conversation } }: DialogProps) {
  const say = useWords();
  const { clock } = useParts();
  const [choice, setChoice] = useState<(typeof CHOICES)[number]>("hour");
  const [own, setOwn] = useState(() => asLocalField(snoozeTimes(clock.current()).tomorrow));
  const snooze = useSnooze(conversation.id, onClose);
  const act = () => {
    const until = choice === "own" ? Date.parse(own) : snoozeTimes(clock.current())[choice];
    if (Number.isFinite(until)) snooze.mutate(new Date(until).toISOString());
  };
  return (
    <Ask
      opened={opened}
      onClose={onClose}
      title={say("snooze.title", { name: conversation.name })}
      act={say("snooze.act")}
      onAct={act}
      busy={snooze.isPending}
      error={snooze.error}
    >
      <Radio.Group
        label={say("snooze.until")}
        description={say("snooze.before")}
        value={choice}
        onChange={(value) => setChoice(CHOICES.find((known) => known === value) ?? choice)}
      >
        <Stack gap={12} mt={12}>
          {CHOICES.map((known) => (
            <Radio
              key={known}
              value={known}
              data-autofocus={known === choice || undefined}
              label={say(`snooze.${known}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {choice === "own" && (
        <TextInput
          mt={12}
          type="datetime-local"
          label={say("snooze.time")}
          value={own}
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
      )}
    </Ask>
  );
}
