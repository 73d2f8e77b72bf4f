import { Radio, Stack } from "@mantine/core";
import { useState } from "react";
import type { InboxDetail } from "../../server/wire/rep.ts";
import { Ask } from "../look/Ask.tsx";
import { sentence } from "../look/words.ts";
import { useMe } from "../session/me.ts";
import { useReturn } from "./use-moves.ts";

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly detail: InboxDetail;
}

/** Gives a conversation back to the bot, at a section of the playbook or where the playbook says. */
export function ReturnDialog({ opened, onClose, detail: { conversation, steps } }: DialogProps) {
  const { bot } = useMe().site;
  const [step, setStep] = useState("");
  const giveBack = useReturn(conversation.id, onClose);
  return (
    <Ask
      opened={opened}
      onClose={onClose}
      title={`Give ${conversation.name} back to ${bot}`}
      act="Give back"
      onAct={() => giveBack.mutate(step === "" ? undefined : step)}
      busy={giveBack.isPending}
      error={giveBack.error}
    >
      <Radio.Group label={`Where should ${bot} go on?`} value={step} onChange={setStep}>
        <Stack gap={12} mt={12}>
          <Radio value="" data-autofocus label="After the handoff" description="As the playbook says." />
          {steps.map((name) => (
            <Radio key={name} value={name} label={sentence(name)} />
          ))}
        </Stack>
      </Radio.Group>
    </Ask>
  );
}
