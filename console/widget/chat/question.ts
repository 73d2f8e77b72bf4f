import type { Message, Status } from "../../../server/wire/message.ts";

type Input = NonNullable<Message["input"]>;
type Choice = NonNullable<Message["choices"]>[number];

/** The question, or the bare buttons, that the visitor may answer now. */
export interface OpenQuestion {
  readonly message: Message;
  readonly input: Input | undefined;
  readonly choices: readonly Choice[];
  /** The talk has gone on to something else since it was put. */
  readonly elsewhere: boolean;
  /** The answer that was not accepted, when the bot has just asked again. */
  readonly refused: string | undefined;
}

/**
 * The open question of a log. At the end, and while a person has the talk, questions are closed;
 * bare buttons stay, except beside a person.
 */
export function openQuestion(log: readonly Message[], status: Status): OpenQuestion | undefined {
  const index = log.findLastIndex(({ from, input, choices }) => from === "bot" && (input ?? choices?.length));
  const message = log[index];
  if (message === undefined || status === "human") return undefined;
  if (message.input !== undefined && status !== "bot") return undefined;
  const later = log.slice(index + 1);
  if (later.some((one) => isAnswerTo(message, one))) return undefined;
  return {
    message,
    input: message.input,
    choices: message.choices ?? [],
    elsewhere: later.some(({ from }) => from === "bot"),
    refused: refusedBefore(log, index),
  };
}

function isAnswerTo({ choices }: Message, { from, text, change }: Message): boolean {
  if (from !== "visitor") return false;
  return change !== undefined || (choices ?? []).some(({ label }) => label === text);
}

/** What the visitor said before the same question was put again, where it looks like an answer to it. */
function refusedBefore(log: readonly Message[], index: number): string | undefined {
  const said = log.slice(0, index).findLastIndex(({ from }) => from === "visitor");
  const asked = log.slice(0, Math.max(said, 0)).findLast(({ input }) => input !== undefined)?.input;
  const { text = "", change } = log[said] ?? {};
  const same = asked !== undefined && asked.question === log[index]?.input?.question;
  return same && change === undefined && fieldOf(asked.kind)?.attempt.test(text) ? text : undefined;
}

/** The last sentence of a question: enough to know which one is still open. */
export function shortQuestion(text: string): string {
  const sentences = text.match(/[^.!?]+[.!?]*/g) ?? [text];
  return (sentences.at(-1) ?? text).trim();
}

/** For each message that a "Change" button belongs to: the word for the question that it answered. Later answers win. */
export function changeable(log: readonly Message[]): ReadonlyMap<number, Input | undefined> {
  const bySeq = new Map<number, Input | undefined>();
  const seqByChange = new Map<string, number>();
  let asked: Input | undefined;
  for (const { seq, input, change } of log) {
    if (input !== undefined) asked = input;
    if (change === undefined) continue;
    const old = seqByChange.get(change);
    if (old !== undefined) bySeq.delete(old);
    seqByChange.set(change, seq);
    bySeq.set(seq, asked);
  }
  return bySeq;
}

/** What the composer becomes for a kind of answer; undefined: free text. */
export function fieldOf(kind: string | undefined): Field | undefined {
  return kind === undefined ? undefined : FIELDS[kind];
}

export interface Field {
  readonly type: "text" | "email" | "tel" | "url";
  readonly mode: "text" | "email" | "numeric" | "decimal" | "tel" | "url";
  readonly autocomplete: string;
  /** Has a visible label, and its answer folds to one line. */
  readonly labelled: boolean;
  /** What an answer of this kind holds at least: words without it were not meant as one. */
  readonly attempt: RegExp;
}

const EMAIL: Field = { type: "email", mode: "email", autocomplete: "email", labelled: true, attempt: /@/ };
const NUMBER: Field = {
  type: "text",
  mode: "numeric",
  autocomplete: "off",
  labelled: false,
  attempt: /^[^?]{0,20}\d[^?]{0,20}$/,
};
const FIELDS: Readonly<Record<string, Field | undefined>> = {
  email: EMAIL,
  work_email: EMAIL,
  number: NUMBER,
  money: { ...NUMBER, mode: "decimal" },
  phone: { ...NUMBER, type: "tel", mode: "tel", autocomplete: "tel", labelled: true },
  url: { type: "url", mode: "url", autocomplete: "url", labelled: true, attempt: /\./ },
  name: { type: "text", mode: "text", autocomplete: "name", labelled: false, attempt: /^$/ },
};
