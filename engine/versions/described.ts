import { conditionText } from "../explore/condition-text.ts";
import type { SentValue } from "../steps/step.ts";
import { type Template, textsIn } from "../texts/template.ts";

/** What of a playbook a change is about, in the order in which it is told. */
export const CHANGE_GROUPS = [
  "playbook",
  "start",
  "steps",
  "questions",
  "topics",
  "silence",
  "score",
  "lead",
  "promises",
] as const;
export type ChangeGroup = (typeof CHANGE_GROUPS)[number];

/** One thing that is said of something, in words: "asks", "How many are you?". */
export interface Part {
  readonly label: string;
  readonly text: string;
  /** Of a text in another language than the playbook's own. */
  readonly language?: string;
}

/** A step, a question, a rule: as people call it, with all that visitors or reps would notice of it. */
export interface Described {
  readonly group: ChangeGroup;
  /** The same thing has the same key in two versions. */
  readonly key: string;
  readonly name: string;
  /** Where people find it; empty for what is nowhere in the talk. */
  readonly where: string;
  /** The list of steps that it stands in; undefined where order means nothing. */
  readonly block?: string;
  readonly parts: readonly Part[];
}

/** A part that is there only where it says something. */
export function part(label: string, text: string | number | undefined): readonly Part[] {
  return text === undefined || text === "" ? [] : [{ label, text: String(text) }];
}

/** A part that is either so or left out. */
export function flag(label: string, isSo: boolean): readonly Part[] {
  return part(label, isSo ? "yes" : undefined);
}

/** A text in each of its tones and languages. */
export function textParts(label: string, template: Template | undefined): readonly Part[] {
  if (template === undefined) return [];
  const tones = [undefined, ...Object.keys(template.tones ?? {})];
  return textsIn(template).flatMap((toned, index) => {
    const tone = tones[index];
    const spoken = tone === undefined ? label : `${label} (${tone})`;
    const others = Object.entries(toned.inLanguage ?? {}).map(
      ([language, { source }]): Part => ({ label: `${spoken} (${language})`, text: source, language }),
    );
    return [...part(spoken, toned.source), ...others];
  });
}

export const whenPart = (label: string, when: Parameters<typeof conditionText>[0]): readonly Part[] =>
  part(label, conditionText(when));

/** What is sent, as its file has it. */
export function sentText(sent: SentValue): string {
  if ("value" in sent) return String(sent.value);
  if ("template" in sent) return sent.template.source;
  if ("list" in sent) return `[${sent.list.map(sentText).join(", ")}]`;
  return `{ ${sent.map.map(({ name, value }) => `${name}: ${sentText(value)}`).join(", ")} }`;
}
