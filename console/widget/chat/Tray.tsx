/** @jsxImportSource preact */

import { PickMany, type Quick, QuickReplies } from "./Choices.tsx";
import type { Say } from "./client.ts";
import type { Outgoing } from "./keep.ts";
import { type OpenQuestion, shortQuestion } from "./question.ts";
import type { Texts } from "./texts.ts";

interface TrayProps {
  readonly question: OpenQuestion;
  readonly outgoing: readonly Outgoing[];
  readonly onSay: (say: Say, label: string) => void;
  readonly texts: Texts;
}

/** The open question's buttons. They stay while the talk goes elsewhere and comes back. */
export function Tray({ question, outgoing, onSay, texts }: TrayProps) {
  const { message, input, choices, elsewhere } = question;
  const quick = quickReplies(question, onSay, texts);
  const skip: readonly Quick[] =
    input?.optional === true ? [words("skip", texts.skip, texts.skipWords, onSay)] : [];
  if (outgoing.some((item) => isTapped(item, quick))) return null;
  const text = message.text ?? input?.label ?? "";
  const many = input?.pick === "many";
  return (
    <>
      {elsewhere && (
        <p class="still" dir="auto">
          {texts.stillOpen} <strong>{shortQuestion(text)}</strong>
        </p>
      )}
      {many && (
        <PickMany
          key={message.seq}
          name={text}
          choices={choices}
          more={skip}
          onSend={(ids, label) => onSay({ choices: [...ids] }, label)}
          texts={texts}
        />
      )}
      {!many && quick.length + skip.length > 0 && (
        <QuickReplies key={message.seq} name={text} quick={[...quick, ...skip]} />
      )}
    </>
  );
}

function quickReplies(
  { input, choices }: OpenQuestion,
  onSay: TrayProps["onSay"],
  texts: Texts,
): readonly Quick[] {
  if (choices.length > 0) {
    return choices.map(({ id, label }) => ({ key: id, label, act: () => onSay({ choice: id }, label) }));
  }
  if (input?.kind === "yes_no" || input?.kind === "consent") {
    return [words("yes", texts.yes, texts.yes, onSay), words("no", texts.no, texts.no, onSay)];
  }
  if (input?.kind !== "rating") return [];
  const { from = 1, to = 5 } = input;
  return Array.from({ length: Math.min(to - from + 1, 11) }, (_, step) => {
    const value = String(from + step);
    return words(value, value, value, onSay);
  });
}

function words(key: string, label: string, text: string, onSay: TrayProps["onSay"]): Quick {
  return { key, label, act: () => onSay({ text }, text) };
}

/** A tapped answer is on its way: a second tap would be a second answer. */
function isTapped({ body, label, state }: Outgoing, quick: readonly Quick[]): boolean {
  if (state === "refused") return false;
  return body.text === undefined || quick.some((one) => one.label === label);
}
