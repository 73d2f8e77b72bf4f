import {
  cardName,
  type Lead,
  type Message,
  type RecordedConversation,
  type RecordedLine,
  type Value,
} from "../../engine/index.ts";

/** Writes down a talk in the terminal as the lines of a test. */
export class ChatRecorder {
  readonly #lines: RecordedLine[] = [];
  #said: string[] = [];
  #shown: string[] = [];

  /** What the visitor, a rep, a service or time did; before it stands what the bot has said until then. */
  did(line: RecordedLine): void {
    this.#flush();
    this.#lines.push(line);
  }

  heard(messages: readonly Message[]): void {
    for (const message of messages) {
      const { from, text, cards } = message;
      if (from !== "bot") continue;
      const seen = cardName(message);
      if (seen !== undefined) this.#shown.push(seen);
      else if (text !== undefined && !cards) this.#said.push(text);
    }
  }

  /** The whole talk, with what is known of the visitor at its end. */
  finish(
    head: { readonly playbook: string; readonly name: string; readonly given: RecordedConversation["given"] },
    lead: Lead | undefined,
  ): RecordedConversation {
    this.#flush();
    return { ...head, lines: this.#lines, lead: lead ? leadOf(lead) : {} };
  }

  #flush(): void {
    if (this.#said.length > 0) this.#lines.push({ bot: oneOrAll(this.#said) });
    if (this.#shown.length > 0) this.#lines.push({ show: oneOrAll(this.#shown) });
    this.#said = [];
    this.#shown = [];
  }
}

function oneOrAll(texts: readonly string[]): Value {
  const [first = "", ...more] = texts;
  return more.length === 0 ? first : texts;
}

function leadOf({ outcome, score, grade, receipt, answers }: Lead): Readonly<Record<string, Value>> {
  return {
    ...(outcome !== undefined && { outcome }),
    ...(receipt.length > 0 && { score }),
    ...(grade !== undefined && { grade }),
    ...Object.fromEntries(answers.map(({ name, value }) => [name, value])),
  };
}
