import { Checkbox, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { InboxDetail, LeadView } from "../../server/wire/rep.ts";
import type { EditAnswer, SteerQuestion } from "../../server/wire/steer.ts";
import { makeId } from "../api/make-id.ts";
import { keepSteered, noteLogOut } from "../api/queries.ts";
import { Ask } from "../look/Ask.tsx";
import { sentence, valueInWords } from "../look/words.ts";
import { useParts } from "../parts.ts";

interface EditDialogProps {
  readonly conversation: string;
  readonly questions: readonly SteerQuestion[];
  readonly answers: LeadView["answers"];
  readonly onClose: () => void;
}

/** A rep writes down an answer. The score follows, and the fact says who wrote it. */
export function EditDialog({ conversation, questions, answers, onClose }: EditDialogProps) {
  const { api, client } = useParts();
  const [name, setName] = useState(questions[0]?.question ?? "");
  const [text, setText] = useState(() => answerTo(answers, name));
  const question = questions.find((one) => one.question === name);
  // Made once for what is sent, so that a try that got no answer may be repeated.
  const [id, setId] = useState(makeId);
  const save = useMutation<InboxDetail, Error, EditAnswer>({
    mutationFn: (answer) => api.editAnswer(conversation, answer),
    onSuccess: (detail) => {
      keepSteered(client, detail);
      onClose();
    },
    onError: (error) => noteLogOut(client, error),
  });
  const write = (next: string) => {
    setText(next);
    setId(makeId());
  };
  const choose = (next: string) => {
    setName(next);
    write(answerTo(answers, next));
    save.reset();
  };
  return (
    <Ask
      opened
      onClose={onClose}
      title="Write down an answer"
      act="Save"
      onAct={() => save.mutate({ id, question: name, text })}
      busy={save.isPending}
      error={save.error}
    >
      <Stack gap={16}>
        <NativeSelect
          label="Which answer?"
          data-autofocus
          value={name}
          onChange={(event) => choose(event.currentTarget.value)}
          data={questions.map((one) => ({ value: one.question, label: sentence(one.called) }))}
        />
        {question && <Answer question={question} text={text} onWrite={write} />}
        <p className="meta">
          The score is worked out anew, and the log keeps that you wrote it. Left empty, it is not known.
        </p>
      </Stack>
    </Ask>
  );
}

interface AnswerProps {
  readonly question: SteerQuestion;
  readonly text: string;
  readonly onWrite: (text: string) => void;
}

function Answer({ question: { called, choices, pick }, text, onWrite }: AnswerProps) {
  if (choices === undefined) {
    return (
      <TextInput
        label={sentence(called)}
        value={text}
        maxLength={4000}
        dir="auto"
        onChange={(event) => onWrite(event.currentTarget.value)}
      />
    );
  }
  if (pick === "many") {
    const picked = text.split(", ").filter((one) => choices.includes(one));
    return (
      <Checkbox.Group
        label={sentence(called)}
        value={picked}
        onChange={(next) => onWrite(choices.filter((one) => next.includes(one)).join(", "))}
      >
        <Stack gap={8} mt={8}>
          {choices.map((one) => (
            <Checkbox key={one} value={one} label={one} />
          ))}
        </Stack>
      </Checkbox.Group>
    );
  }
  return (
    <NativeSelect
      label={sentence(called)}
      value={choices.includes(text) ? text : ""}
      onChange={(event) => onWrite(event.currentTarget.value)}
      data={[{ value: "", label: "Not known" }, ...choices.map((one) => ({ value: one, label: one }))]}
    />
  );
}

function answerTo(answers: LeadView["answers"], name: string): string {
  const found = answers.find((one) => one.name === name);
  if (found === undefined) return "";
  if (typeof found.value === "number") return String(found.value);
  return valueInWords(found.value);
}
