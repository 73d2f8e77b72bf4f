import type { Stores } from "../../server/stores/ports.ts";
import { examine, outboxFaults, SILENCE_MS } from "./examine.ts";
import { expectedOf, type HookSink, hookFaults, hookSink, untilHeard } from "./hook-sink.ts";
import { freePort, type ParleyProcess, type ParleySettings, pause, startParley } from "./parley-process.ts";
import { begin, newTalker, type Talker, type TalkSettings, talkOn } from "./talkers.ts";

export interface KillRun {
  readonly env: Readonly<Record<string, string>>;
  /** Asked to stop and started anew, one after the other, in place of being killed at random. */
  readonly rolling?: boolean;
  /** Servers on the one store. */
  readonly nodes: number;
  readonly kills: number;
  /** Acknowledged turns at least. */
  readonly turns: number;
  /** Visitors who talk at the same time. One who has said all words makes room for a new one. */
  readonly visitors: number;
  /** Share of the words that go to two nodes at once. */
  readonly twice: number;
  /** False: the run must find faults. */
  readonly sameIdOnResend: boolean;
  /** The store of `env`, opened here, to look into it when all nodes have stopped. */
  readonly open: () => Promise<Stores>;
}

export interface KillReport {
  readonly kills: number;
  readonly conversations: number;
  readonly acknowledged: number;
  readonly resent: number;
  /** Words that two nodes got at the same moment. */
  readonly twice: number;
  /** Turns that met another writer's and were taken again, as the nodes logged. */
  readonly conflicts: number;
  readonly timersFired: number;
  /** What webhooks had to tell, each under an id of its own, and how many requests it took. */
  readonly toTell: number;
  readonly told: number;
  /** From a kill to a node that answers again, in the mean, ms. */
  readonly restartMs: number;
  readonly faults: readonly string[];
  readonly seconds: number;
}

const SITE = "counting";
const WORDS = 50;
/** So long a node stays up in the mean, once it answers. */
const UP_MS = 800;
/** So long, when the kills are done, may it take until the nodes meet at one conversation. */
const MEETING_MS = 40_000;

/** Visitors send words to nodes that are killed again and again; then the store is held against what they were told. */
export async function killRun(run: KillRun): Promise<KillReport> {
  const sink = await hookSink("e2e/playbooks-counting");
  try {
    return await killRunTold(run, sink);
  } finally {
    await sink.close();
  }
}

async function killRunTold(run: KillRun, sink: HookSink): Promise<KillReport> {
  const began = performance.now();
  const nodes = await Promise.all(
    Array.from({ length: run.nodes }, async () =>
      startNode({ port: await freePort(), env: envOf(run, sink) }),
    ),
  );
  const urls = nodes.map(({ url }) => url);
  const { twice, sameIdOnResend } = run;
  const settings: TalkSettings = { urls, words: WORDS, thinking: 600, twice, sameIdOnResend };
  const talkers: Talker[] = [];
  const acknowledged = () => talkers.reduce((sum, { acked }) => sum + acked.length, 0);
  let kills = 0;
  let over = false;
  const conflicts = () => nodes.reduce((sum, node) => sum + node.conflicts(), 0);
  let longEnough = Number.POSITIVE_INFINITY;
  const enough = () => {
    if (kills < run.kills || acknowledged() < run.turns) return false;
    // Both nodes are up by now, and more words go to two of them at once: a run in which they never met says little.
    longEnough = Math.min(longEnough, performance.now() + MEETING_MS);
    return conflicts() > 0 || performance.now() > longEnough;
  };

  const visit = async () => {
    while (!over) {
      const talker = newTalker();
      talkers.push(talker);
      await begin(settings, talker);
      await talkOn(settings, talker, () => over);
    }
  };
  const strike = async (node: Node) => {
    while (!over) {
      await pause(UP_MS * (0.25 + 1.5 * Math.random()));
      if (kills >= run.kills) continue;
      kills += 1;
      await node.killAndRestart();
    }
  };
  const roll = async () => {
    while (!over && kills < run.kills) {
      for (const node of nodes) {
        await pause(UP_MS);
        kills += 1;
        await node.stopAndRestart();
      }
    }
  };

  try {
    const visits = Array.from({ length: run.visitors }, visit);
    const strikes = run.rolling === true ? [roll()] : nodes.map(strike);
    const all = Promise.all([...visits, ...strikes]);
    // A visitor who gives up ends the run at once, not when the kills are done.
    const stop = all.catch(() => undefined);
    while (!enough() && !(await Promise.race([stop.then(() => true), pause(100).then(() => false)])));
    over = true;
    await all;
    await pause(SILENCE_MS + 2_500);
    const found = await inTurns(talkers, 20, (talker) => examine(urls, talker));
    const expected = found.flatMap(({ lastSeq }, n) => expectedOf(talkers[n]?.id ?? "", lastSeq));
    await untilHeard(sink, expected);
    await Promise.all(nodes.map((node) => node.stop()));
    const left = await inStore(run, talkers);
    return {
      kills,
      conversations: talkers.length,
      acknowledged: acknowledged(),
      resent: talkers.reduce((sum, { resent }) => sum + resent, 0),
      twice: talkers.reduce((sum, talker) => sum + talker.twice, 0),
      conflicts: conflicts(),
      timersFired: found.reduce((sum, { ticks }) => sum + ticks, 0),
      toTell: expected.length,
      told: sink.heard().length,
      restartMs: nodes.reduce((sum, node) => sum + node.restartingMs(), 0) / Math.max(1, kills),
      faults: [
        ...found.flatMap(({ faults }) => faults),
        ...left,
        // Without ids that stay the same nobody knows how much there is to tell.
        ...(run.sameIdOnResend ? hookFaults(expected, sink.heard()) : []),
      ],
      seconds: (performance.now() - began) / 1_000,
    };
  } finally {
    over = true;
    await Promise.all(nodes.map((node) => node.kill()));
  }
}

/** One line for people. */
export function figures(name: string, report: KillReport): string {
  const { kills, conversations, acknowledged, resent, twice, conflicts, timersFired } = report;
  const { toTell, told, restartMs, faults, seconds } = report;
  return (
    `${name}: ${kills} stops, ${conversations} conversations, ${acknowledged} turns acknowledged, ${resent} resent, ` +
    `${twice} to two nodes at once, ${conflicts} conflicts, ${timersFired} timers fired, ` +
    `${toTell} events told by ${told} webhooks, ${restartMs.toFixed(0)} ms a restart, ${faults.length} faults, ${seconds.toFixed(0)} s\n`
  );
}

interface Node {
  readonly url: string;
  killAndRestart(): Promise<void>;
  stopAndRestart(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
  conflicts(): number;
  /** Time spent away in all. */
  restartingMs(): number;
}

function envOf({ env }: KillRun, sink: HookSink): Readonly<Record<string, string>> {
  return { ...env, ...sink.env, LOG_LEVEL: "info" };
}

async function startNode(settings: ParleySettings): Promise<Node> {
  let server: ParleyProcess = await startParley(settings);
  let conflicts = 0;
  const ofThisStart = () => server.output().split('"event":"turn.retried"').length - 1;
  let restartingMs = 0;
  const again = async (ended: Promise<void>) => {
    const began = performance.now();
    await ended;
    conflicts += ofThisStart();
    server = await startParley(settings);
    restartingMs += performance.now() - began;
  };
  return {
    url: server.url,
    killAndRestart: () => again(server.kill()),
    stopAndRestart: () => again(server.stop()),
    kill: () => server.kill(),
    stop: () => server.stop(),
    conflicts: () => conflicts + ofThisStart(),
    restartingMs: () => restartingMs,
  };
}

async function inStore(run: KillRun, talkers: readonly Talker[]): Promise<readonly string[]> {
  const stores = await run.open();
  try {
    const faults = await inTurns(talkers, 20, (talker) => outboxFaults(stores, SITE, talker));
    return faults.flat();
  } finally {
    await stores.close();
  }
}

/** All of them, so many at a time. */
async function inTurns<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
