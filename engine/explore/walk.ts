import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Context } from "../machine/context.ts";
import type { Output } from "../machine/output.ts";
import type { Services } from "../playbook/service.ts";
import type { Site } from "../playbook/site.ts";
import { move, type Position } from "../turn/move.ts";
import { takeTurn } from "../turn/take-turn.ts";
import type { Act } from "./act.ts";
import { type Chance, makeChances } from "./acts-at.ts";
import { makeAhead } from "./ahead.ts";
import { mergeKey } from "./merge-key.ts";
import { type StartPoint, startsOf } from "./starts.ts";

/** A place that some conversation comes to. All conversations that come to it go on alike. */
export interface Spot {
  readonly id: number;
  readonly position: Position;
  readonly start: StartPoint;
  /** How the shortest conversation comes here; undefined where it begins. */
  readonly from: { readonly spot: Spot; readonly act: Act } | undefined;
  /** Different questions put on the way. */
  readonly asked: ReadonlySet<string>;
  /** Where it goes on. Empty until it was walked. */
  readonly ways: Way[];
}

export interface Way {
  readonly to: Spot;
  readonly kind: Chance["kind"];
  readonly act: Act;
}

/** One arrival, also at a place that was known: what was said and passed on the way. */
export interface Arrival {
  readonly spot: Spot;
  readonly outputs: readonly Output[];
  readonly before: Spot | undefined;
  /** How the conversation came to be here, which need not be the shortest way to the place. */
  readonly at: Pick<Spot, "position" | "start" | "from" | "asked">;
}

export interface WalkLimits {
  /** Places. */
  readonly mostSpots: number;
  /** Tells places apart by their score also where nothing reads it. */
  readonly keepScore?: boolean;
  /** Leaves out what can only be a warning, and takes time of its own. */
  readonly errorsOnly?: boolean;
}

export interface Walked {
  readonly spots: readonly Spot[];
  /** Keys of steps and sides of branches, each with the first arrival that walked it: no conversation is shorter. */
  readonly visited: ReadonlyMap<string, Arrival["at"]>;
  /** Ways that were tried. */
  readonly tried: number;
  /** Why not everything was walked; empty: all was. */
  readonly limits: readonly string[];
}

/**
 * Walks a playbook on all paths, the shortest first, and comes to each place once.
 *
 * @param watch is told of each arrival; false ends the walk
 */
export function walkAll(
  compiled: CompiledPlaybook,
  world: { readonly site: Site; readonly services: Services },
  { mostSpots, keepScore = false }: WalkLimits,
  watch: (arrival: Arrival) => void,
): Walked {
  const aheadOf = makeAhead(compiled, keepScore);
  const chances = makeChances(compiled, world.services);
  const changing = [...world.services.values()].filter(({ changes }) => changes).map(({ name }) => name);
  const { starts, limit } = startsOf(compiled, world.site);
  const known = new Map<string, Spot>();
  const spots: Spot[] = [];
  const visited = new Map<string, Arrival["at"]>();
  let tried = 0;

  const arrive = (
    at: Omit<Spot, "id" | "ways">,
    outputs: readonly Output[],
    before: Spot | undefined,
  ): Spot => {
    for (const output of outputs) {
      if (output.out === "visit" && !visited.has(output.key)) visited.set(output.key, at);
    }
    const key = mergeKey(compiled, at.position, at, aheadOf);
    const found = known.get(key);
    const spot = found ?? { ...at, id: spots.length, ways: [] };
    if (found === undefined) {
      known.set(key, spot);
      spots.push(spot);
    }
    watch({ spot, outputs, before, at });
    return spot;
  };

  for (const start of starts) {
    const begun = beginAt(compiled, start, world.site, changing);
    arrive(
      { position: begun.position, start, from: undefined, asked: putBy(compiled, begun, new Set()) },
      begun.outputs,
      undefined,
    );
  }
  for (const spot of spots) {
    if (spots.length > mostSpots) break;
    for (const { act, event, kind } of chances.at(spot.position)) {
      const moved = move(compiled, spot.position, event);
      tried += 1;
      const begunAnew = moved.context.portable.epoch !== spot.position.context.portable.epoch;
      const asked = putBy(
        compiled,
        { position: moved, outputs: moved.outputs },
        begunAnew ? new Set() : spot.asked,
      );
      const position = { value: moved.value, context: moved.context };
      const to = arrive({ position, start: spot.start, from: { spot, act }, asked }, moved.outputs, spot);
      spot.ways.push({ to, kind, act });
    }
  }
  const limits = [
    ...(spots.length > mostSpots ? [`more than ${mostSpots} different places`] : []),
    ...(limit === undefined ? [] : [limit]),
    ...chances.limits,
  ];
  return { spots, visited, tried, limits };
}

interface Begun {
  readonly position: Position;
  readonly outputs: readonly Output[];
}

function beginAt(
  compiled: CompiledPlaybook,
  { visitor, now, online, facts, visit, page }: StartPoint,
  site: Site,
  changing: readonly string[],
): Begun {
  const turn = takeTurn(
    compiled,
    undefined,
    { type: "begin", visitor, facts, visit, page: { url: page } },
    { now, site, online, changing },
  );
  if ("refused" in turn) throw new Error(`a conversation could not begin: ${turn.refused}`);
  const { value, context } = turn.talk.snapshot;
  return {
    // The talk was made a line above, by this engine.
    position: { value, context: context as Context },
    outputs: [
      ...turn.visited.map((key): Output => ({ out: "visit", key })),
      ...(compiled.rests.get(value)?.question ? [{ out: "put", sorry: null } as const] : []),
    ],
  };
}

/** The questions asked so far, with the one that is put now. */
function putBy(
  compiled: CompiledPlaybook,
  { position, outputs }: Begun,
  asked: ReadonlySet<string>,
): ReadonlySet<string> {
  const rest = compiled.rests.get(position.value);
  const isPut = outputs.some(({ out }) => out === "put");
  if (!isPut || rest?.question === undefined || !rest.declared || asked.has(rest.question.name)) return asked;
  return new Set([...asked, rest.question.name]);
}
