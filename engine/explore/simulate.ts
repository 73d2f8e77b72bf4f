import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Context } from "../machine/context.ts";
import type { Services } from "../playbook/service.ts";
import type { Site } from "../playbook/site.ts";
import { Rehearsal, RehearsalError } from "../testing/rehearsal.ts";
import type { Act } from "./act.ts";
import { type Chance, type Chances, makeChances } from "./acts-at.ts";
import { clockOf, performed } from "./perform.ts";
import { seededRandom } from "./random.ts";
import { type StartPoint, startsOf } from "./starts.ts";

/** What came of all conversations that ended alike. */
export interface Outcome {
  /** The outcome; `parked`, `unfinished` and `failed` in brackets for those that have none. */
  readonly outcome: string;
  readonly conversations: number;
  /** Means over them. */
  readonly acts: number;
  readonly score: number;
}

export interface Simulation {
  readonly conversations: number;
  /** The most frequent first. */
  readonly outcomes: readonly Outcome[];
}

const MOST_ACTS = 200;

/**
 * Lets made-up visitors, colleagues and services act at random on a virtual clock. The same seed gives the same table.
 *
 * @param conversations at least 1
 */
export function simulate(
  compiled: CompiledPlaybook,
  world: { readonly site: Site; readonly services: Services },
  { conversations, seed }: { readonly conversations: number; readonly seed: number },
): Simulation {
  const random = seededRandom(seed);
  const chances = makeChances(compiled, world.services, { everyTime: true });
  const { starts } = startsOf(compiled, world.site);
  const changing = [...world.services.values()].filter(({ changes }) => changes).map(({ name }) => name);
  const sums = new Map<string, { conversations: number; acts: number; score: number }>();
  for (let number = 0; number < conversations; number++) {
    const start = starts[Math.floor(random() * starts.length)];
    if (start === undefined) break;
    const stage = { compiled, site: world.site, online: start.online, now: start.now, changing };
    const { outcome, acts, score } = one(new Rehearsal(stage), start, number, chances, random);
    const sum = sums.get(outcome) ?? { conversations: 0, acts: 0, score: 0 };
    sums.set(outcome, {
      conversations: sum.conversations + 1,
      acts: sum.acts + acts,
      score: sum.score + score,
    });
  }
  const outcomes = [...sums].map(
    ([outcome, sum]): Outcome => ({
      outcome,
      conversations: sum.conversations,
      acts: sum.acts / sum.conversations,
      score: sum.score / sum.conversations,
    }),
  );
  return {
    conversations,
    outcomes: outcomes.toSorted(
      (a, b) => b.conversations - a.conversations || a.outcome.localeCompare(b.outcome),
    ),
  };
}

function one(
  rehearsal: Rehearsal,
  { facts, visit, page }: StartPoint,
  number: number,
  chances: Chances,
  random: () => number,
): { readonly outcome: string; readonly acts: number; readonly score: number } {
  const visitor = `simulated ${number}`;
  rehearsal.take({ type: "begin", visitor, facts, visit, page: { url: page } });
  let acts = 0;
  let failed = false;
  while (acts < MOST_ACTS && !failed) {
    const act = nextAct(rehearsal, chances, random);
    if (act === undefined) break;
    acts += 1;
    failed = !isDone(act, rehearsal);
  }
  const { status, outcome } = rehearsal;
  const score = rehearsal.lead?.score ?? 0;
  if (outcome !== undefined) return { outcome, acts, score };
  if (failed) return { outcome: "(failed)", acts, score };
  return { outcome: status === "parked" ? "(parked)" : "(unfinished)", acts, score };
}

function isDone(act: Act, rehearsal: Rehearsal): boolean {
  try {
    return !("refused" in performed(act, rehearsal, []).does());
  } catch (fault) {
    if (fault instanceof RehearsalError) return false;
    throw fault;
  }
}

/** Most people answer what they are asked. */
function nextAct(rehearsal: Rehearsal, chances: Chances, random: () => number): Act | undefined {
  const { talk } = rehearsal;
  if (talk === undefined || talk.status === "ended") return undefined;
  const { value, context } = talk.snapshot;
  // The talk was made by this engine.
  const all = chances
    .at({ value, context: context as Context })
    .filter(({ act }) => act.is !== "clock" || clockOf(act, rehearsal) !== undefined);
  const weights = all.map(weightOf);
  let place = random() * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => {
    place -= weight;
    return place < 0;
  });
  return all[index]?.act;
}

function weightOf({ act, event, kind }: Chance): number {
  if (event.type === "answer" || event.type === "service") return 10;
  if (kind === "leaves") return act.is === "clock" ? 0.7 : 0.2;
  if (act.is === "clock") return 8;
  return act.is === "rep" ? 6 : 0.8;
}
