import { defaultSite, type Service } from "../../../engine/index.ts";
import { memoryConversations } from "../memory-conversations.ts";
import { compiledPlaybook } from "../turn-stage.ts";
import { watchClaims } from "./claims.ts";
import {
  type Counts,
  farStore,
  NO_COUNTS,
  type Planted,
  plantedStore,
  type Tripped,
  type Trouble,
} from "./faults.ts";
import { watchHistory } from "./history.ts";
import { allTurns, brokenPromises } from "./invariants.ts";
import { type SimulatedNode, startNode } from "./node.ts";
import { type SimulatedRep, startRep } from "./rep.ts";
import { makeSchedule, type Schedule } from "./schedule.ts";
import { makeSink } from "./sink.ts";
import { startVisitor } from "./visitor.ts";

export interface Simulation extends Readonly<Counts> {
  readonly seed: number;
  /** Each in a sentence that begins with the promise that is broken. */
  readonly faults: readonly string[];
  readonly acknowledged: number;
  readonly clocksFired: number;
  readonly calls: number;
  /** Claims of reps that were accepted, and those where somebody was faster. */
  readonly claims: number;
  readonly claimsLost: number;
  /** Things that happened; the same for the same seed. */
  readonly happened: number;
}

export interface SimulateOptions {
  /** A fault that is built in. */
  readonly planted?: Planted;
  /** Nothing goes wrong by chance. */
  readonly calm?: boolean;
  /** Default 2. */
  readonly visitors?: number;
  /** Reps who want one more conversation, all the same one. Default 3; none when it is calm. */
  readonly reps?: number;
  /** How many words each says. Default: by chance. */
  readonly words?: number;
  /** Whether a visitor wants to be forgotten at the end. Default: by chance. */
  readonly forgets?: boolean;
  /** Asked at every place where something may be made to go wrong. */
  readonly trip?: (point: string) => Tripped;
}

const PLAYBOOK = `
playbook: simulated
questions:
  word: { ask: Next word?, answer: text }
  again: { ask: And one more?, answer: text }
lead:
  fields: { last: word }
talk:
  start:
    - ask: word
    - say: "Got {{ word }}."
    - ask: again
    - call: words.keep
      send: { word: "{{ word }}" }
      save_as: kept
      give_up_after: 10 minutes
      if_fails:
        - say: That did not work.
        - goto: start
    - goto: start
if_silent:
  - { after: 2 seconds, say: Tick. }
`;

/** Nobody ever stops waiting for a person in it. */
const HANDED = `
playbook: handed
questions:
  word: { ask: Something else?, answer: text }
talk:
  start:
    - handoff: sales
      answer_within: 3 minutes
      if_nobody:
        - ask: word
        - goto: start
    - goto: start
`;
const WANTED = "handed-over";

const SERVICE: Service = {
  name: "words.keep",
  method: "POST",
  address: "https://words.example/keep",
  secret: undefined,
  changes: false,
  input: undefined,
  output: undefined,
  timeoutMs: 2_000,
  retries: 5,
};

const NODES = 3;
const START = Date.UTC(2026, 5, 1, 9);
/** So long nothing is spared; then nodes stay up and the store stays there, and what is left is done. */
const TROUBLE_MS = 25_000;
/** After the last word: longer than every lease, clock and next try. */
const REST_MS = 45_000;
/** A visitor who got no answer by then never gets one. */
const LONGEST_MS = 20 * 60_000;

const playbook = compiledPlaybook(PLAYBOOK);
const handed = compiledPlaybook(HANDED);

/**
 * Three nodes, their store, a service and some visitors in one process, in a time of their own. All that can go wrong is
 * drawn from the seed; the nodes run the server's own code.
 */
export async function simulate(seed: number, options: SimulateOptions = {}): Promise<Simulation> {
  const { planted, calm = false, visitors: count = 2, trip = () => undefined } = options;
  const { reps: wanting = calm ? 0 : 3 } = options;
  const schedule = makeSchedule(seed, START);
  const counts: Counts = { ...NO_COUNTS };
  const trouble: Trouble = { on: () => !calm && schedule.now() < START + TROUBLE_MS, counts };
  const store = memoryConversations();
  const history = watchHistory(store);
  const claims = watchClaims(store, WANTED);
  const sink = makeSink(schedule, trouble);
  const near = plantedStore(store, planted);
  const nodes: SimulatedNode[] = [];
  const start = (place: number) => {
    nodes[place] = startNode({
      schedule,
      site: defaultSite(),
      playbooks: [playbook, handed],
      service: SERVICE,
      sink,
      store: (node) => farStore(near, schedule, trouble, node),
      trip,
      crashed: () => {
        counts.crashes++;
        schedule.after(schedule.between(200, 3_000), () => start(place));
      },
    });
  };
  for (let place = 0; place < NODES; place++) start(place);
  crashNowAndThen(schedule, trouble, nodes);
  const words = options.words ?? (schedule.chance(0.05) ? 30 : schedule.between(4, 7));
  const visitors = Array.from({ length: count }, (_, n) => {
    const forgets = options.forgets ?? schedule.chance(0.15);
    const setting = { schedule, trouble, nodes, playbook, words, forgets };
    return startVisitor(setting, `c${n}`, `${n}`.repeat(64));
  });
  const reps: SimulatedRep[] = [];
  if (wanting > 0) {
    const setting = { schedule, trouble, nodes, playbook: handed, words: 6, forgets: false };
    visitors.push(startVisitor(setting, WANTED, "f".repeat(64)));
    for (let n = 0; n < wanting; n++) {
      const rep = { id: `rep-${n}`, name: `Rep ${n}` };
      reps.push(startRep({ schedule, trouble, nodes, conversation: WANTED, rounds: 5 }, rep));
    }
  }
  const allDone = () => [...visitors, ...reps].every((one) => one.done());

  let restAt = Number.POSITIVE_INFINITY;
  const happened = await schedule.pass(() => {
    if (restAt === Number.POSITIVE_INFINITY && !trouble.on() && allDone()) restAt = schedule.now() + REST_MS;
    return schedule.now() >= Math.min(restAt, START + LONGEST_MS);
  });
  const kept = await store.load("default", WANTED);
  return {
    seed,
    faults: [
      ...(await brokenPromises(store, visitors, sink, history, schedule.now() - 10_000)),
      ...claims.faults(reps, kept ? await allTurns(store, kept) : []),
      ...reps.filter((one) => !one.done()).map(({ rep }) => `I6 ${rep.id} never got to the end`),
    ],
    acknowledged: visitors.reduce((sum, visitor) => sum + visitor.acknowledged.length, 0),
    clocksFired: history.clocksFired(),
    calls: sink.calls.size,
    claims: reps.reduce((sum, { claimed }) => sum + claimed.length, 0),
    claimsLost: reps.reduce((sum, { fasterOnes }) => sum + fasterOnes.length, 0),
    happened,
    ...counts,
  };
}

function crashNowAndThen(schedule: Schedule, trouble: Trouble, nodes: readonly SimulatedNode[]): void {
  const crash = () => {
    if (!trouble.on()) return;
    nodes[schedule.between(0, nodes.length - 1)]?.crash();
    schedule.after(schedule.between(1_000, 8_000), crash);
  };
  schedule.after(schedule.between(200, 6_000), crash);
}
