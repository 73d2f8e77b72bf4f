import type { Condition } from "../../conditions/condition.ts";
import { didYouMean } from "../../problems/did-you-mean.ts";
import type { Place, Problem } from "../../problems/problem.ts";
import { collectProblems, type ProblemList } from "../../problems/problem-list.ts";
import type { RunStep, Step } from "../../steps/step.ts";
import type { Playbook } from "../playbook.ts";
import type { Services } from "../service.ts";
import type { Site } from "../site.ts";
import { allSteps } from "./all-steps.ts";
import { missingServices } from "./missing-services.ts";

/** The other files of a site, as far as they are there. */
export interface Beside {
  /** Undefined without a `site.yml`: then the teams that playbooks name are open. */
  readonly site?: Site | undefined;
  /** Undefined without a `services.yml`: then every call takes its `if_fails`. */
  readonly services?: Services | undefined;
}

/**
 * What is wrong with playbooks that are right each for itself: teams, purposes, services and playbooks that are not there, and
 * playbooks that run one another in a circle. Pure.
 *
 * @returns by playbook in the given order, then by place
 */
export function checkTogether(playbooks: readonly Playbook[], beside: Beside = {}): readonly Problem[] {
  const library = new Map(playbooks.map((playbook) => [playbook.name, playbook]));
  const runs = new Map(playbooks.map((playbook) => [playbook.name, runsOf(playbook)]));
  return playbooks.flatMap((playbook) => {
    const problems = collectProblems(playbook.file);
    for (const run of runs.get(playbook.name) ?? []) checkRun(run, playbook, { library, runs, problems });
    if (beside.site !== undefined) {
      checkTeams(playbook, beside.site, problems);
      checkPurposes(playbook, beside.site, problems);
    }
    return [...problems.sorted(), ...missingServices(playbook, beside.services ?? new Map())].toSorted(
      (one, other) => one.at.line - other.at.line || one.at.column - other.at.column,
    );
  });
}

function runsOf(playbook: Playbook): readonly RunStep[] {
  return [...allSteps(playbook)].flatMap(({ step }) => (step.verb === "run" ? [step] : []));
}

interface Around {
  readonly library: ReadonlyMap<string, Playbook>;
  readonly runs: ReadonlyMap<string, readonly RunStep[]>;
  readonly problems: ProblemList;
}

function checkRun(run: RunStep, from: Playbook, { library, runs, problems }: Around): void {
  const other = library.get(run.playbook);
  if (other === undefined) {
    const near = didYouMean(run.playbook, library.keys());
    problems.warning(
      "PLAYBOOK_MISSING",
      run.at,
      `There is no playbook "${run.playbook}" here, or it has errors.${near}`,
    );
    return;
  }
  if (!other.sections.has(run.from)) {
    const near = didYouMean(run.from, other.sections.keys());
    const message = `"${other.name}" has no section called "${run.from}".${near}`;
    problems.error("SECTION_UNKNOWN", run.at, message);
  }
  const way = wayBack(other.name, from.name, runs);
  // A playbook that runs itself was told about when it was read.
  if (way === undefined || other === from) return;
  const round = [from.name, ...way].join(" → ");
  problems.error("RUN_CIRCLE", run.at, `These playbooks run one another in a circle: ${round}.`);
}

/** The playbooks from one to another, both included, by the fewest runs; undefined when none leads there. */
function wayBack(from: string, to: string, runs: Around["runs"]): readonly string[] | undefined {
  const before = new Map<string, string | undefined>([[from, undefined]]);
  for (const name of before.keys()) {
    if (name === to) return pathTo(name, before);
    for (const { playbook } of runs.get(name) ?? []) if (!before.has(playbook)) before.set(playbook, name);
  }
  return undefined;
}

function pathTo(name: string, before: ReadonlyMap<string, string | undefined>): readonly string[] {
  const path: string[] = [];
  for (let at: string | undefined = name; at !== undefined; at = before.get(at)) path.unshift(at);
  return path;
}

function checkTeams(playbook: Playbook, { teams }: Site, problems: ProblemList): void {
  for (const { name, at } of teamsNamed(playbook)) {
    if (name === "" || teams.has(name)) continue;
    const near = didYouMean(name, teams.keys());
    problems.warning("TEAM_UNKNOWN", at, `site.yml has no team called "${name}".${near}`);
  }
}

/** A consent for a purpose that the site does not name is a proof that nobody will look for. */
function checkPurposes({ questions }: Playbook, { consent }: Site, problems: ProblemList): void {
  if (consent.purposes.size === 0) return;
  for (const { purposes = [], at } of questions.values()) {
    for (const name of purposes) {
      if (consent.purposes.has(name)) continue;
      const near = didYouMean(name, consent.purposes.keys());
      problems.warning("PURPOSE_UNKNOWN", at, `site.yml has no purpose called "${name}".${near}`);
    }
  }
}

interface NamedTeam {
  readonly name: string;
  readonly at: Place;
}

function teamsNamed(playbook: Playbook): readonly NamedTeam[] {
  const ofSteps = [...allSteps(playbook)].flatMap(({ step }) => teamsOf(step));
  const ofRules = [...playbook.startWhen, ...(playbook.notWhen ?? [])].flatMap(({ open = [] }) => open);
  return [...ofRules, ...ofSteps, ...playbook.score.flatMap(({ when }) => teamsIn(when))];
}

function teamsOf(step: Step): readonly NamedTeam[] {
  if (step.verb === "handoff" || step.verb === "tell") return [{ name: step.team, at: step.at }];
  if (step.verb === "if") return teamsIn(step.when);
  return step.verb === "choose" ? step.branches.flatMap(({ when }) => teamsIn(when)) : [];
}

function teamsIn(condition: Condition): readonly NamedTeam[] {
  switch (condition.is) {
    case "test": {
      if (condition.name !== "open" && condition.name !== "online") return [];
      const values: readonly unknown[] = Array.isArray(condition.value) ? condition.value : [condition.value];
      return values.flatMap((name) => (typeof name === "string" ? [{ name, at: condition.at }] : []));
    }
    case "not":
      return teamsIn(condition.of);
    case "formula":
      return [];
    default:
      return condition.of.flatMap(teamsIn);
  }
}
