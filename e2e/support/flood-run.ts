import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { type Flooder, startFlooder } from "./flooder.ts";
import { freePort, pause, startParley } from "./parley-process.ts";
import { settledRss } from "./streams-run.ts";

export interface FloodRun {
  readonly env: Readonly<Record<string, string>>;
  /** Visitors who talk at the same time, each from an address of its own. */
  readonly others: number;
  /** Rounds without and rounds with the flood, in turn. */
  readonly rounds: number;
  readonly roundMs: number;
  /** Messages a second of the flood. */
  readonly perSecond: number;
  /** Visitors the flood pretends to be. */
  readonly tokens: number;
  /** Addresses the flood comes from. */
  readonly addresses: number;
}

export interface FloodReport {
  /** What one turn of the others took, ms, without and with the flood. */
  readonly without: Took;
  readonly with: Took;
  readonly sent: number;
  /** Answers to the flood by status. */
  readonly answers: ReadonlyMap<number, number>;
  /** What the server worked longer in rounds with the flood, for each message of it, ms of one core. */
  readonly cpuMsEach: number;
  /** Others' turns that were refused. */
  readonly refused: number;
  /** Memory of the server at rest after the first round of flood and after the last, bytes. */
  readonly rssFirst: number;
  readonly rssLast: number;
}

export interface Took {
  readonly turns: number;
  readonly medianMs: number;
  readonly p99Ms: number;
}

interface Guest {
  readonly id: string;
  readonly token: string;
  readonly agent: Agent;
}

/** What one guest says; fewer than site.yml lets a visitor say in a minute. Then another one comes in its place. */
const WORDS = 15;
const THINKING_MS = [100, 300] as const;

/** Visitors talk, now without and now with somebody beside them who floods the server. */
export async function floodRun(run: FloodRun): Promise<FloodReport> {
  const port = await freePort();
  const env = { RATE_LIMITS: "on", ...run.env, PLAYBOOKS_DIR: "e2e/playbooks-counting" };
  const server = await startParley({ port, env });
  const counter = { guests: 0, refused: 0 };
  const answers = new Map<number, number>();
  const quiet: number[] = [];
  const loud: number[] = [];
  const rss: number[] = [];
  const worked = { calm: 0, beside: 0 };
  let sent = 0;
  let flooder: Flooder | undefined;
  try {
    const as = await Promise.all(Array.from({ length: run.tokens }, () => guest(port, counter)));
    const from = Array.from({ length: run.addresses }, (_, n) => `127.0.66.${n + 1}`);
    const most = (run.perSecond * run.roundMs) / 1_000;
    const wants = { port, from, as, perSecond: run.perSecond, most };
    // Code that runs for the first time is slow, whoever runs it: one round of each is not counted.
    for (let round = 0; round <= run.rounds; round++) {
      const before = await cpuMs(server.pid);
      const calm = await talk(port, run, counter);
      const between = await cpuMs(server.pid);
      flooder = await startFlooder(wants);
      const beside = await talk(port, run, counter);
      const flooded = await flooder.stop();
      const after = await cpuMs(server.pid);
      if (round === 0 || round === run.rounds) rss.push(await settledRss(server.pid));
      if (round === 0) continue;
      quiet.push(...calm);
      loud.push(...beside);
      worked.calm += between - before;
      worked.beside += after - between;
      sent += flooded.sent;
      for (const [status, count] of flooded.answers) answers.set(status, (answers.get(status) ?? 0) + count);
    }
    return {
      without: took(quiet),
      with: took(loud),
      sent,
      answers,
      cpuMsEach: (worked.beside - worked.calm) / sent,
      refused: counter.refused,
      rssFirst: rss[0] ?? 0,
      rssLast: rss.at(-1) ?? 0,
    };
  } finally {
    await flooder?.stop();
    await server.kill();
  }
}

/** One line for people. */
export function floodFigures(name: string, report: FloodReport): string {
  const { without, with: loud, answers, sent, cpuMsEach, refused, rssFirst, rssLast } = report;
  const statuses = [...answers].map(([status, count]) => `${count} x ${status}`).join(", ");
  const mb = (bytes: number) => (bytes / 1_000_000).toFixed(0);
  return (
    `flood${name}: ${without.turns} turns of others without, median ${without.medianMs.toFixed(1)} ms, p99 ${without.p99Ms.toFixed(1)} ms; ` +
    `${loud.turns} beside it, median ${loud.medianMs.toFixed(1)} ms, p99 ${loud.p99Ms.toFixed(1)} ms; ` +
    `${sent} of the flood: ${statuses}, ${cpuMsEach.toFixed(2)} ms of work each; ${refused} of others refused; ${mb(rssFirst)} MB after the first round, ${mb(rssLast)} MB after the last\n`
  );
}

/** @returns how long each turn took, ms. */
async function talk(
  port: number,
  { others, roundMs }: FloodRun,
  counter: { guests: number; refused: number },
): Promise<readonly number[]> {
  const all: number[] = [];
  const end = performance.now() + roundMs;
  const one = async () => {
    while (performance.now() < end) {
      const newcomer = await guest(port, counter).catch(() => undefined);
      if (!newcomer) {
        counter.refused += 1;
        await pause(THINKING_MS[1]);
        continue;
      }
      const { id, token, agent } = newcomer;
      for (let word = 0; word < WORDS && performance.now() < end; word++) {
        const [least, most] = THINKING_MS;
        await pause(least + Math.random() * (most - least));
        const began = performance.now();
        const body = { id: randomBytes(12).toString("hex"), text: `word ${word}` };
        const status = await send(port, agent, token, `/api/v1/conversations/${id}/messages`, body);
        if (status === 200) all.push(performance.now() - began);
        else counter.refused += 1;
      }
      agent.destroy();
    }
  };
  await Promise.all(Array.from({ length: others }, one));
  return all;
}

/** Somebody new, from an address of their own, who has begun to talk. */
async function guest(port: number, counter: { guests: number }): Promise<Guest> {
  const n = counter.guests++;
  const localAddress = `127.1.${1 + Math.floor(n / 250)}.${1 + (n % 250)}`;
  const agent = new Agent({ keepAlive: true, localAddress });
  const id = `c_${randomBytes(12).toString("hex")}`;
  const token = randomBytes(32).toString("base64url");
  const body = { id, playbook: "counting", page: { url: "http://test.example/" } };
  const status = await send(port, agent, token, "/api/v1/conversations", body);
  if (status !== 201) throw new Error(`a conversation was answered with ${status}`);
  return { id, token, agent };
}

function send(port: number, agent: Agent, token: string, path: string, body: unknown): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const outgoing = request(
      { host: "127.0.0.1", port, path, method: "POST", agent, headers },
      (response) => {
        response.resume().once("end", () => resolve(response.statusCode ?? 0));
      },
    );
    outgoing.once("error", reject);
    outgoing.end(JSON.stringify(body));
  });
}

function took(times: readonly number[]): Took {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  return { turns: sorted.length, medianMs: at(0.5), p99Ms: at(0.99) };
}

/** How long a process has worked so far, ms of one core. Linux counts it in hundredths of a second. */
async function cpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  // Behind the name of the program, which may hold anything.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return 10 * (Number(fields[11]) + Number(fields[12]));
}
