import { isDeepStrictEqual } from "node:util";
import { openSqlite } from "../../stores/sqlite/open-sqlite.ts";
import { FILES, SECRETS, type Seen, STORIES } from "./stories.ts";
import { type Kind, writesOf } from "./tripping.ts";
import { openWorld } from "./world.ts";

/** What goes out of the server and is no store. */
const OUTBOUND = ["mail", "webhook"] as const;

export interface PortFailpoint {
  /** As in "people.add before". */
  readonly place: string;
  readonly kind: Kind;
  /** The story that comes by there first. */
  readonly story: string;
}

/** A story as it goes when nothing goes wrong, and how often it comes by each place. */
interface Calm {
  readonly seen: Seen;
  readonly passed: ReadonlyMap<string, number>;
}

const calm = new Map<string, Promise<Calm>>();

/** Tells a story once in peace. */
export function calmly(name: string): Promise<Calm> {
  const known = calm.get(name);
  if (known) return known;
  const passed = new Map<string, number>();
  const run = tell(name, (place) => void passed.set(place, (passed.get(place) ?? 0) + 1)).then(
    ({ seen, faults }) => {
      if (faults.length > 0) throw new Error(`${name}, in peace: ${faults.join("; ")}`);
      return { seen, passed };
    },
  );
  calm.set(name, run);
  return run;
}

/** Every place of every port and every way out: those that a story comes by, and those that none does. */
export async function portFailpoints(): Promise<{
  readonly failpoints: readonly PortFailpoint[];
  readonly missed: readonly string[];
}> {
  const stores = await openSqlite({ dir: ":memory:" });
  const acts = [...writesOf(stores), ...OUTBOUND];
  await stores.close();
  const failpoints: PortFailpoint[] = [];
  const missed: string[] = [];
  for (const act of acts) {
    const story = await firstBy(`${act} before`);
    if (story === undefined) missed.push(act);
    else
      for (const side of ["before", "after"])
        for (const kind of ["fail", "crash"] as const)
          failpoints.push({ place: `${act} ${side}`, kind, story });
  }
  return { failpoints, missed };
}

async function firstBy(place: string): Promise<string | undefined> {
  for (const name of Object.keys(STORIES)) if ((await calmly(name)).passed.has(place)) return name;
  return undefined;
}

export interface PortReport {
  readonly tripped: number;
  /** Each in a sentence. */
  readonly faults: readonly string[];
}

/** Tells the story; once, at the nth time that it comes by the place, it goes wrong there. It has to end as in peace. */
export async function tryPort({ place, kind, story }: PortFailpoint, nth: number): Promise<PortReport> {
  const { seen, passed } = await calmly(story);
  let left = 1 + ((nth - 1) % (passed.get(place) ?? 1));
  let tripped = 0;
  const trip = (at: string): Kind | undefined => {
    if (at !== place || --left !== 0) return undefined;
    tripped += 1;
    return kind;
  };
  const { seen: now, faults } = await tell(story, trip);
  const differs = Object.keys(seen).filter((name) => !isDeepStrictEqual(now[name], seen[name]));
  const told = differs.map(
    (name) => `${name} is ${JSON.stringify(now[name])}, in peace ${JSON.stringify(seen[name])}`,
  );
  return { tripped, faults: [...faults, ...told].map((fault) => `${place}, ${kind}, time ${nth}: ${fault}`) };
}

async function tell(
  name: string,
  trip: (place: string) => Kind | undefined,
): Promise<{ readonly seen: Seen; readonly faults: readonly string[] }> {
  const story = STORIES[name];
  if (!story) throw new Error(`there is no story ${name}`);
  const world = await openWorld({ files: FILES, secrets: SECRETS, trip });
  try {
    const seen = await story(world);
    return { seen, faults: world.faults };
  } finally {
    await world.close();
  }
}
