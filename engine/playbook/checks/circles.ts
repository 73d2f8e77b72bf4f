import type { Block, CompoundStep, GotoStep, Step } from "../../steps/step.ts";
import type { FileReader } from "../file-reader.ts";
import type { Playbook } from "../playbook.ts";

/** A section as it is come into: with its questions asked anew, or with their answers kept. */
interface Visit {
  readonly section: string;
  readonly keeps: boolean;
}

/** Circles of `goto` in which nothing waits would go round until they are cut off. */
export function checkCircles(playbook: Playbook, { problems }: FileReader): void {
  const leads = waitlessGotos(playbook);
  const done = new Set<string>();
  for (const start of leads.keys()) {
    if (done.has(start)) continue;
    for (const { goto, round } of circlesFrom(start, leads, done)) {
      const message = `This goes round in a circle in which nothing waits: ${round}.`;
      problems.error("GOTO_CIRCLE", goto.at, message);
    }
  }
}

interface Circle {
  readonly goto: GotoStep;
  /** The sections on the way, for people. */
  readonly round: string;
}

type Leads = ReadonlyMap<string, readonly GotoStep[]>;

/**
 * Walks depth first without calling itself, as a file can hold thousands of sections. A goto back to a visit that is
 * still open closes a circle.
 */
function* circlesFrom(start: string, leads: Leads, done: Set<string>): Generator<Circle> {
  const open = [{ visit: start, next: 0 }];
  const depth = new Map([[start, 0]]);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const goto = leads.get(top.visit)?.[top.next];
    top.next += 1;
    if (goto === undefined) {
      done.add(top.visit);
      depth.delete(top.visit);
      open.pop();
      continue;
    }
    const visit = nameOf(visitOf(goto));
    const from = depth.get(visit);
    if (from !== undefined) yield { goto, round: shownRound(open, from) };
    else if (!done.has(visit)) {
      depth.set(visit, open.length);
      open.push({ visit, next: 0 });
    }
  }
}

function shownRound(open: readonly { readonly visit: string }[], from: number): string {
  const length = open.length - from;
  const shown =
    length > 8 ? [...open.slice(from, from + 4), { visit: "…" }, ...open.slice(-3)] : open.slice(from);
  const names = shown.map(({ visit }) => visit.split("/")[0] ?? "");
  return [...names, names[0] ?? ""].join(" → ");
}

const nameOf = ({ section, keeps }: Visit): string => `${section}/${keeps ? "keeps" : "asks"}`;
const visitOf = (goto: GotoStep): Visit => ({ section: goto.section, keeps: goto.keepAnswers });

/** For each way into a section, the gotos that are reached from there without waiting. */
function waitlessGotos(playbook: Playbook): ReadonlyMap<string, readonly GotoStep[]> {
  const leads = new Map<string, readonly GotoStep[]>();
  for (const section of playbook.sections.values()) {
    for (const keeps of [false, true]) {
      const gotos: GotoStep[] = [];
      passes(section.steps, { asksWait: !keeps, gotos });
      leads.set(nameOf({ section: section.name, keeps }), gotos);
    }
  }
  return leads;
}

interface Pass {
  readonly asksWait: boolean;
  readonly gotos: GotoStep[];
}

/** Whether a block can be passed without waiting; gathers the gotos met on the way. */
function passes(block: Block, pass: Pass): boolean {
  return block.every((step) => passesStep(step, pass));
}

function passesStep(step: Step, pass: Pass): boolean {
  switch (step.verb) {
    case "say":
    case "say_one_of":
    case "show":
    case "set":
    case "tell":
    case "tag":
      return true;
    case "ask":
      return !pass.asksWait;
    case "goto":
      pass.gotos.push(step);
      return false;
    case "choose":
      return passesAny([...step.branches.map((branch) => branch.do), step.otherwise], pass);
    case "if":
      return passesAny([step.then, step.else], pass);
    case "handoff":
      // With the team closed nobody comes at once.
      return passes(step.ifNobody, pass);
    case "split":
    case "for_each":
    case "repeat":
      return passesLoop(step, pass);
    case "end":
    case "change_answer":
    case "run":
    case "call":
    case "skip":
    case "wait":
    case "ask_again":
    case "book":
      return false;
  }
}

function passesLoop(step: CompoundStep, pass: Pass): boolean {
  const through = passesAny(step.inside, pass);
  // A loop may have no round at all.
  return through || step.verb !== "split";
}

function passesAny(blocks: readonly Block[], pass: Pass): boolean {
  // All are tried: each may hold a goto.
  return blocks.map((block) => passes(block, pass)).includes(true);
}
