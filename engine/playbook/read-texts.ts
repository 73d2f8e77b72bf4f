import { didYouMean } from "../problems/did-you-mean.ts";
import type { Place, Problem } from "../problems/problem.ts";
import { collectProblems, type ProblemList } from "../problems/problem-list.ts";
import { child, oneOrMany, type SourceEntry, type SourceNode, textOf } from "../problems/source-node.ts";
import { parseTemplate } from "../texts/parse-template.ts";
import { type Slot, type Template, textsIn } from "../texts/template.ts";
import { mapTemplates, type Texts } from "../texts/with-texts.ts";
import type { Playbook } from "./playbook.ts";
import { checkShape } from "./shape.ts";
import { readSource } from "./source.ts";
import { namedByTextsFile } from "./texts-file-name.ts";

/**
 * Reads the texts of a playbook in another language: `texts:` from its own words to the other ones, `choices:` and
 * `called:` by question, `topics:` by topic. A text that is missing or empty is spoken in the playbook's own language;
 * `{ was: …, text: … }` marks one whose original has changed since.
 *
 * @returns all problems, by place; texts are undefined when one of them is an error
 */
export function readTexts(
  text: string,
  file: string,
  playbook: Playbook,
): { readonly texts: Texts | undefined; readonly problems: readonly Problem[] } {
  const problems = collectProblems(file);
  const root = readSource(text, problems);
  if (root === undefined || !checkShape(root, "texts", problems)) {
    return { texts: undefined, problems: problems.sorted() };
  }
  const texts: Texts = {
    language: textOf(child(root, "language")) ?? "",
    texts: readMap(child(root, "texts"), playbook, problems),
    choices: readChoices(child(root, "choices"), playbook, problems),
    called: new Map(
      entriesOf(child(root, "called")).flatMap(({ key, keyAt, value }): [string, string][] => {
        checkKnown(key, keyAt, playbook.questions.keys(), problems);
        const word = textOf(value);
        return word === undefined ? [] : [[key, word]];
      }),
    ),
    topics: new Map(
      entriesOf(child(root, "topics")).map(({ key, keyAt, value }) => {
        const known = playbook.topics.map((topic) => topic.name);
        checkKnown(key, keyAt, known, problems);
        return [key, oneOrMany(value).flatMap((one) => textOf(one) ?? [])];
      }),
    ),
  };
  tellMisnamed(root, file, problems);
  tellMissing(texts, playbook, root, problems);
  return { texts: problems.hasErrors() ? undefined : texts, problems: problems.sorted() };
}

/** The texts of a playbook that its visitors see, each once, with its slots. */
export function textsOf(playbook: Playbook): ReadonlyMap<string, Template> {
  const found = new Map<string, Template>();
  const { questions, sections, topics, ifSilent, ifStuck } = playbook;
  mapTemplates({ questions, sections, topics, ifSilent, ifStuck }, (template) => {
    for (const one of textsIn(template)) if (!isAddress(one.source)) found.set(one.source, one);
    return template;
  });
  return found;
}

/** Links and values alone read the same in every language. */
function isAddress(source: string): boolean {
  return /^https?:\/\/\S*$/.test(source) || /^\{\{[^}]*\}\}$/.test(source);
}

function readMap(node: SourceNode | undefined, playbook: Playbook, problems: ProblemList): Texts["texts"] {
  const known = textsOf(playbook);
  const texts = new Map<string, Template>();
  for (const { key, keyAt, value } of entriesOf(node)) {
    const original = known.get(key);
    if (original === undefined) {
      const message = `The playbook has no text "${key}".${didYouMean(key, known.keys())}`;
      problems.warning("TRANSLATION_UNUSED", keyAt, message);
      continue;
    }
    const said = value.kind === "map" ? child(value, "text") : value;
    const source = textOf(said);
    if (said === undefined || source === undefined || source === "") continue;
    if (value.kind === "map") {
      problems.warning("TRANSLATION_OUT_OF_DATE", keyAt, `The original has changed: "${key}".`);
    }
    const { template, faults } = parseTemplate(source, said.at, said.slotsAt);
    for (const { code, at, message } of faults) problems.error(code, at, message);
    checkSlots(template, original, said.at, problems);
    texts.set(key, template);
  }
  return texts;
}

function checkSlots(text: Template, original: Template, at: Place, problems: ProblemList): void {
  const [theirs, ours] = [slotNames(text), slotNames(original)];
  if (theirs === ours) return;
  const message = `The original shows ${ours || "no answers"}, this text shows ${theirs || "none"}.`;
  problems.error("TRANSLATION_SLOTS", at, message);
}

function slotNames({ parts }: Template): string {
  const slots = parts.filter((part): part is Slot => typeof part !== "string");
  return [...new Set(slots.map(({ path }) => path.join(".")))].toSorted().join(", ");
}

function readChoices(
  node: SourceNode | undefined,
  playbook: Playbook,
  problems: ProblemList,
): Texts["choices"] {
  return new Map(
    entriesOf(node).map(({ key, keyAt, value }) => {
      checkKnown(key, keyAt, playbook.questions.keys(), problems);
      const labels = playbook.questions.get(key)?.choices.map(({ label }) => label);
      const choices = entriesOf(value).flatMap((choice): [string, { label: string; also: string[] }][] => {
        if (labels) checkKnown(choice.key, choice.keyAt, labels, problems);
        const label = textOf(choice.value.kind === "map" ? child(choice.value, "label") : choice.value);
        const also = oneOrMany(child(choice.value, "also")).flatMap((word) => textOf(word) ?? []);
        return label === undefined ? [] : [[choice.key, { label, also }]];
      });
      return [key, new Map(choices)];
    }),
  );
}

function checkKnown(
  key: string,
  at: SourceEntry["keyAt"],
  known: Iterable<string>,
  problems: ProblemList,
): void {
  const all = [...known];
  if (all.includes(key)) return;
  problems.warning("TRANSLATION_UNUSED", at, `The playbook has no "${key}".${didYouMean(key, all)}`);
}

/** Copied from another file and not yet changed, texts would be said in the wrong language. */
function tellMisnamed(root: SourceNode, file: string, problems: ProblemList): void {
  const named = namedByTextsFile(file);
  if (named === undefined) return;
  for (const [key, wanted] of [
    ["texts_of", named.playbook],
    ["language", named.language],
  ] as const) {
    const value = child(root, key);
    const said = textOf(value);
    if (value === undefined || said === undefined || said === wanted) continue;
    const message = `"${key}:" says "${said}", and the name of the file says "${wanted}".`;
    problems.error("TRANSLATION_MISNAMED", value.at, message);
  }
}

function tellMissing(
  { texts, language }: Texts,
  playbook: Playbook,
  root: SourceNode,
  problems: ProblemList,
) {
  const missing = [...textsOf(playbook).keys()].filter((source) => !texts.has(source));
  const [first] = missing;
  if (first === undefined) return;
  const message = `${missing.length} texts are not in "${language}" yet, the first is "${first}".`;
  problems.warning("TRANSLATION_MISSING", root.at, message);
}

function entriesOf(node: SourceNode | undefined): readonly SourceEntry[] {
  return [...(node?.entries.values() ?? [])];
}
