import type { Step } from "../../steps/step.ts";
import type { Template } from "../../texts/template.ts";
import type { FileReader } from "../file-reader.ts";
import { ALWAYS_KNOWN, BUILT_IN_NAMES } from "../names.ts";
import type { Playbook, Section } from "../playbook.ts";
import { checkLook, checkRead, checkTextReads } from "./consents.ts";
import { NameSet } from "./name-set.ts";
import { isFilled, type Known, type Walk, type WalkListener, walkBlock } from "./walk.ts";

/**
 * Follows every path of the talk: sections and steps that none reaches, paths without an end, and texts that may meet
 * an empty value. Topics, `if_stuck` and a wish for a human can come at any time, so what they lead to knows only what
 * every start of the playbook gives.
 */
export function checkFlow(playbook: Playbook, file: FileReader): void {
  const always = alwaysKnown(playbook);
  const asksMayFail = stuckRunsOut(playbook, always);
  const entries = reachedSections(playbook, always, asksMayFail);
  const { problems, used } = file;
  // A step that could not be read may have led anywhere and asked anything.
  const whole = used.unread.length === 0;
  const declared = new Set([
    ...playbook.questions.keys(),
    ...used.given.map(({ name }) => name),
    ...BUILT_IN_NAMES,
  ]);
  const listener: WalkListener = {
    goesTo: () => undefined,
    says: (template, known) => {
      if (whole) checkText(template, known, declared, file);
      checkTextReads(template, known, playbook.questions, file);
    },
    looks: (read, known) => {
      if ("is" in read) checkLook(read, known, playbook.questions, file);
      else checkRead(read.name, read.at, known, playbook.questions, file);
    },
    neverReaches: (step, after) => {
      problems.error("STEP_UNREACHABLE", step.at, `This is never reached: ${whyNot(after)}.`);
    },
  };
  const walk = { playbook, asksMayFail, listener };
  walkRoots(always, walk);
  for (const section of playbook.sections.values()) {
    const known = entries.get(section.name);
    const end = walkBlock(section.steps, known?.with() ?? always.with(declared), walk);
    if (known === undefined) {
      if (whole)
        problems.error("SECTION_UNREACHABLE", section.at, `No path reaches the section "${section.name}".`);
    } else if (end !== undefined && !used.incomplete.has(section.name)) {
      const message = `The talk can run out here: the section "${section.name}" needs "end:" or "goto:" on every path.`;
      problems.error("PATH_WITHOUT_END", section.steps.at(-1)?.at ?? section.at, message);
    }
  }
}

function whyNot(after: Step): string {
  if (after.verb === "end") return "the step above ends the conversation";
  if (after.verb === "goto") return `the step above goes to "${after.section}"`;
  if (after.verb === "skip") return "the step above ends the round";
  return "every way through the step above leads elsewhere";
}

function alwaysKnown({ startWhen, grades }: Playbook): NameSet {
  const [first, ...more] = startWhen.map(({ give }) => give.map(({ ours }) => ours));
  const given = (first ?? []).filter((name) => more.every((names) => names.includes(name)));
  return NameSet.noNames().with([
    ...given,
    ...ALWAYS_KNOWN.filter((name) => name !== "grade" || grades !== undefined),
  ]);
}

const SILENT: WalkListener = {
  goesTo: () => undefined,
  says: () => undefined,
  looks: () => undefined,
  neverReaches: () => undefined,
};

function stuckRunsOut(playbook: Playbook, always: NameSet): boolean {
  if (playbook.ifStuck === undefined) return false;
  const walk = { playbook, asksMayFail: true, listener: SILENT };
  return walkBlock(playbook.ifStuck.do, always.with(), walk) !== undefined;
}

/** The sections that some path reaches, with what is known on all of these paths. */
function reachedSections(
  playbook: Playbook,
  always: NameSet,
  asksMayFail: boolean,
): ReadonlyMap<string, Known> {
  const entries = new Map<string, Known>();
  const waiting = new Set<Section>();
  const goesTo = (name: string, known: Known): void => {
    const section = playbook.sections.get(name);
    if (section === undefined) return;
    const entry = entries.get(name);
    const both = entry === undefined ? known.with() : entry.and(known);
    if (entry?.isSame(both)) return;
    entries.set(name, both);
    waiting.add(section);
  };
  const walk = { playbook, asksMayFail, listener: { ...SILENT, goesTo } };
  goesTo("start", always.with());
  walkRoots(always, walk);
  for (const section of waiting) {
    waiting.delete(section);
    walkBlock(section.steps, (entries.get(section.name) ?? always).with(), walk);
  }
  return entries;
}

/** What can come at any time. */
function walkRoots(always: NameSet, walk: Walk): void {
  const { playbook, listener } = walk;
  for (const topic of playbook.topics) {
    if (topic.reply !== undefined) listener.says(topic.reply, always.with());
    const known = walkBlock(topic.do, always.with(), walk);
    if (topic.goto !== undefined && known !== undefined) listener.goesTo(topic.goto, known);
  }
  for (const { say } of playbook.ifSilent) {
    if (say !== undefined) listener.says(say, always.with());
  }
  if (playbook.ifStuck !== undefined) walkBlock(playbook.ifStuck.do, always.with(), walk);
}

function checkText(
  { parts }: Template,
  known: Known,
  declared: ReadonlySet<string>,
  { problems }: FileReader,
): void {
  for (const part of parts) {
    // A name that nobody knows has been told about already.
    if (typeof part === "string" || isFilled(part, known) || !declared.has(part.path[0] ?? "")) continue;
    const name = part.path.join(".");
    problems.error("TEXT_MAY_BE_EMPTY", part.at, `"${name}" may still be empty when this text is used.`);
  }
}
