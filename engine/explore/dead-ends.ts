import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Place } from "../problems/problem.ts";
import { isOver } from "./merge-key.ts";
import type { Suspicion } from "./suspicion.ts";
import type { Spot, Way } from "./walk.ts";

/** Places from which no conversation comes to an end, however long it goes on; giving up is no end. */
export function deadEnds(compiled: CompiledPlaybook, spots: readonly Spot[]): readonly Suspicion[] {
  const saved = reaching(compiled, spots, (way) => way.kind !== "leaves");
  return spots.flatMap((spot): readonly Suspicion[] => {
    const { value } = spot.position;
    if (saved.has(spot) || compiled.rests.get(value)?.status === "parked") return [];
    return [
      {
        code: "DEAD_END",
        severity: "error",
        about: value,
        message: "From here no way leads to an end, whatever the visitor answers.",
        at: placeOf(compiled, value),
        here: spot,
      },
    ];
  });
}

/**
 * Handoffs after which a visitor waits for ever when nobody comes: every way on leads to another wait for a person, or
 * nowhere.
 *
 * @param isWhole whether all places are there: else only what goes round in a circle is certain
 */
export function emptyFallbacks(
  compiled: CompiledPlaybook,
  spots: readonly Spot[],
  isWhole: boolean,
): readonly Suspicion[] {
  const withoutPeople = reaching(compiled, spots, (way) => way.kind === "on");
  return spots.flatMap((spot): readonly Suspicion[] => {
    if (compiled.rests.get(spot.position.value)?.status !== "waiting") return [];
    const last = whenNobodyComes(compiled, spot);
    if (last === "unknown" || (last !== undefined && (withoutPeople.has(last) || !isWhole))) return [];
    return [
      {
        code: "HANDOFF_LEADS_NOWHERE",
        severity: "error",
        about: spot.position.value,
        message: `When nobody comes, this handoff leads nowhere: ${last ? "no way from there leads to an end" : "the visitor waits for a person again and again"}.`,
        at: placeOf(compiled, spot.position.value),
        here: onceAround(compiled, spot),
      },
    ];
  });
}

/** Where a visitor comes to who waits until nobody came; undefined when that is another wait, for ever. */
function whenNobodyComes(compiled: CompiledPlaybook, from: Spot): Spot | "unknown" | undefined {
  const seen = new Set<Spot>();
  let here = from;
  while (compiled.rests.get(here.position.value)?.status === "waiting") {
    if (seen.has(here)) return undefined;
    seen.add(here);
    const next = nobody(here)?.to;
    if (next === undefined) return "unknown";
    here = next;
  }
  return here;
}

function nobody(spot: Spot): Way | undefined {
  return spot.ways.find(({ act }) => act.is === "clock" && act.clock === "answer_within");
}

/** The wait with what comes of it, so that the conversation shows it. */
function onceAround(compiled: CompiledPlaybook, spot: Spot): Suspicion["here"] {
  const way = nobody(spot);
  if (way === undefined) return spot;
  const stays = compiled.rests.get(way.to.position.value)?.status === "waiting";
  const here = { ...way.to, start: spot.start, from: { spot, act: way.act } };
  const again = stays ? nobody(way.to) : undefined;
  if (again === undefined) return here;
  return { ...again.to, start: spot.start, from: { spot: { ...way.to, ...here }, act: again.act } };
}

/** The places from which an end can be reached by such ways. */
function reaching(
  compiled: CompiledPlaybook,
  spots: readonly Spot[],
  counts: (way: Way) => boolean,
): ReadonlySet<Spot> {
  const comesFrom = new Map<Spot, Spot[]>();
  for (const spot of spots) {
    for (const way of spot.ways) {
      if (counts(way)) comesFrom.set(way.to, [...(comesFrom.get(way.to) ?? []), spot]);
    }
  }
  const saved = new Set(spots.filter(({ position }) => isOver(compiled, position.value)));
  for (const spot of saved) for (const before of comesFrom.get(spot) ?? []) saved.add(before);
  return saved;
}

function placeOf({ steps, playbook }: CompiledPlaybook, state: string): Place {
  return steps.get(state)?.step.at ?? playbook.sections.get("start")?.at ?? { line: 1, column: 1 };
}
