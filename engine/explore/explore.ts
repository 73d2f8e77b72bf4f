import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { valuesOf } from "../compile/values.ts";
import type { Grade } from "../lead/lead.ts";
import { gradeOf, receiptOf, scoreOf } from "../lead/score.ts";
import type { Services } from "../playbook/service.ts";
import type { Site } from "../playbook/site.ts";
import { brokenBy } from "./broken-promises.ts";
import { conversationOf } from "./conversation-of.ts";
import { deadEnds, emptyFallbacks } from "./dead-ends.ts";
import type { Finding } from "./finding.ts";
import { neverWalked, sameOnAllSides } from "./never.ts";
import type { Suspicion } from "./suspicion.ts";
import { makeArrivalChecks } from "./suspicious-arrival.ts";
import { type Arrival, type Spot, type Walked, type WalkLimits, walkAll } from "./walk.ts";

/** What came of walking a playbook on all paths. */
export interface Exploration {
  readonly playbook: string;
  /** Different places, and ways tried between them. */
  readonly places: number;
  readonly ways: number;
  /** Keys of steps and sides of branches that were walked. */
  readonly visited: Walked["visited"];
  /** Why it is not the whole playbook; empty: it is, by the classes of answers that docs/proofs.md names. */
  readonly limits: readonly string[];
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly spots: readonly Spot[];
}

export interface ExploreWorld {
  readonly site: Site;
  readonly services: Services;
}

/** Enough for playbooks of many questions; a walk of this size takes about a minute. */
export const MOST_SPOTS = 20_000;

/**
 * Walks all paths of a playbook by classes of answers and says what is wrong on them: broken promises, dead ends, handoffs
 * that lead nowhere, what is never reached, texts with nothing in them. Pure: the same arguments find the same.
 */
export function explore(
  compiled: CompiledPlaybook,
  world: ExploreWorld,
  limits: WalkLimits = { mostSpots: MOST_SPOTS },
): Exploration {
  const suspicions = new Map<string, Suspicion>();
  const suspect = (found: readonly Suspicion[]): void => {
    for (const one of found) {
      const key = `${one.code} ${one.about}`;
      if (!suspicions.has(key)) suspicions.set(key, one);
    }
  };
  const grades = makeGrades(compiled);
  const checkArrival = makeArrivalChecks(compiled);
  const walked = walkAll(compiled, world, limits, (arrival) => {
    suspect(brokenBy(compiled, arrival));
    suspect(checkArrival(arrival));
    grades.see(arrival);
  });
  const isWhole = walked.limits.length === 0;
  if (isWhole) {
    suspect(deadEnds(compiled, walked.spots));
    if (limits.errorsOnly !== true) {
      suspect(neverWalked(compiled, walked.visited));
      suspect(unreached(compiled, world, limits, grades));
    }
  }
  suspect(emptyFallbacks(compiled, walked.spots, isWhole));
  suspect(sameOnAllSides(compiled));
  return {
    playbook: compiled.playbook.name,
    places: walked.spots.length,
    ways: walked.tried,
    visited: walked.visited,
    limits: walked.limits,
    findings: shownAll(
      compiled,
      world,
      [...suspicions.values()].filter(({ severity }) => limits.errorsOnly !== true || severity === "error"),
    ),
    spots: walked.spots,
  };
}

function shownAll(
  compiled: CompiledPlaybook,
  { site, services }: ExploreWorld,
  suspicions: readonly Suspicion[],
) {
  const changing = [...services.values()].filter(({ changes }) => changes).map(({ name }) => name);
  const rank = { error: 0, warning: 1 };
  return suspicions
    .toSorted((one, other) => rank[one.severity] - rank[other.severity] || one.at.line - other.at.line)
    .map(({ code, severity, message, at, here }): Finding => {
      const shown = here && conversationOf(compiled, { site, changing }, here, message);
      return { code, severity, message, at, shown };
    });
}

interface Grades {
  see(arrival: Arrival): void;
  readonly seen: ReadonlySet<Grade>;
}

function makeGrades({ playbook }: CompiledPlaybook): Grades {
  const seen = new Set<Grade>();
  const { grades } = playbook;
  return {
    seen,
    see({ at }) {
      if (grades === undefined || seen.size === 3) return;
      const receipt = receiptOf(playbook.score, valuesOf(playbook, at.position.context));
      seen.add(gradeOf(scoreOf(receipt), grades));
    },
  };
}

/** Places with other scores were one place where nothing reads the score, so it is walked once more, told apart by it. */
function unreached(
  compiled: CompiledPlaybook,
  world: ExploreWorld,
  limits: WalkLimits,
  { seen }: Grades,
): readonly Suspicion[] {
  const { playbook } = compiled;
  const [rule] = playbook.score;
  if (playbook.grades === undefined || rule === undefined || (seen.has("hot") && seen.has("warm"))) return [];
  const again = makeGrades(compiled);
  const walked: Walked = walkAll(compiled, world, { ...limits, keepScore: true }, again.see);
  if (walked.limits.length > 0) return [];
  return (["hot", "warm"] as const)
    .filter((grade) => !again.seen.has(grade) && !seen.has(grade))
    .map(
      (grade): Suspicion => ({
        code: "GRADE_NEVER_REACHED",
        severity: "warning",
        about: grade,
        message: `No conversation ever comes to the grade "${grade}": no answers together give such a score.`,
        at: rule.at,
        here: undefined,
      }),
    );
}
