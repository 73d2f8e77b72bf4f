import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { type IdleStream, idleStream } from "./idle-stream.ts";
import { freePort, pause, startParley } from "./parley-process.ts";
import { post } from "./talkers.ts";

export interface StreamsRun {
  readonly env: Readonly<Record<string, string>>;
  readonly streams: number;
  /** Turns that are taken while they are open, and as many before. */
  readonly turns: number;
}

export interface StreamsReport {
  readonly streams: number;
  /** Memory of the server a stream, kB of 1,000 bytes. */
  readonly kbEach: number;
  readonly p99BeforeMs: number;
  readonly p99Ms: number;
  /** Until all were open again after all had been cut at once, s. */
  readonly backAfterS: number;
  /** Refused or failed while they came back. */
  readonly refused: number;
}

/** Streams of one source address; the server refuses more in real life. */
const PER_ADDRESS = 50;
const AT_ONCE = 100;
/** Browsers come back after half a second to a second, by chance. */
const COME_BACK_MS = [500, 1_000] as const;

/** Visitors with an open chat who say nothing; what they cost, and what they cost others. */
export async function streamsRun(run: StreamsRun): Promise<StreamsReport> {
  const port = await freePort();
  const env = { ...run.env, PLAYBOOKS_DIR: "e2e/playbooks-handoff" };
  let server = await startParley({ port, env });
  let streams: IdleStream[] = [];
  try {
    const visitors = await inGroups(
      Array.from({ length: run.streams }, (_, n) => n),
      (n) => begin(server.url, n),
    );
    // Beginning thousands of conversations leaves room in memory that would hide what streams take.
    const p99BeforeMs = await turnsP99(server.url, run.turns);
    await server.stop();
    server = await startParley({ port, env });
    // Code that runs for the first time takes memory too, once.
    for (const visitor of visitors.slice(0, 50)) (await opened(port, visitor)).drop();
    const before = await settledRss(server.pid);
    streams = await inGroups(visitors, (visitor) => opened(port, visitor));
    const kbEach = ((await settledRss(server.pid)) - before) / run.streams / 1_000;
    const p99Ms = await turnsP99(server.url, run.turns);

    for (const stream of streams) stream.drop();
    const began = performance.now();
    let refused = 0;
    const comeBack = async (visitor: Visitor): Promise<IdleStream> => {
      for (let factor = 1; ; factor *= 2) {
        await pause(factor * (COME_BACK_MS[0] + Math.random() * (COME_BACK_MS[1] - COME_BACK_MS[0])));
        const stream = openStream(port, visitor);
        if ((await stream.opened) === 200) return stream;
        refused += 1;
      }
    };
    streams = await Promise.all(visitors.map(comeBack));
    const backAfterS = (performance.now() - began) / 1_000;
    return { streams: run.streams, kbEach, p99BeforeMs, p99Ms, backAfterS, refused };
  } finally {
    for (const stream of streams) stream.drop();
    await server.stop();
  }
}

interface Visitor {
  readonly id: string;
  readonly token: string;
  readonly from: string;
}

async function begin(url: string, n: number): Promise<Visitor> {
  const id = `c_${randomBytes(12).toString("hex")}`;
  const token = randomBytes(32).toString("base64url");
  const body = { id, playbook: "handoffs", page: { url: "http://test.example/" } };
  const answer = await post(`${url}/api/v1/conversations`, token, body);
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  await answer.text();
  return { id, token, from: `127.0.0.${2 + Math.floor(n / PER_ADDRESS)}` };
}

function openStream(port: number, { id, token, from }: Visitor): IdleStream {
  return idleStream({ port, from, token, path: `/api/v1/conversations/${id}/events?after=0` });
}

async function opened(port: number, visitor: Visitor): Promise<IdleStream> {
  const stream = openStream(port, visitor);
  const status = await stream.opened;
  if (status !== 200) throw new Error(`a stream was answered with ${status}`);
  return stream;
}

/** Ten visitors write one message after the other. */
async function turnsP99(url: string, turns: number): Promise<number> {
  const took: number[] = [];
  const talk = async () => {
    const { id, token } = await begin(url, 0);
    for (let n = 0; n < turns / 10; n++) {
      const began = performance.now();
      const body = { id: randomBytes(12).toString("hex"), text: `word ${n}` };
      const answer = await post(`${url}/api/v1/conversations/${id}/messages`, token, body);
      await answer.text();
      if (!answer.ok) throw new Error(`a turn was answered with ${answer.status}`);
      took.push(performance.now() - began);
      // As people do: what is measured is how long one waits, not how much goes through.
      await pause(50 + Math.random() * 100);
    }
  };
  await Promise.all(Array.from({ length: 10 }, talk));
  return took.toSorted((a, b) => a - b)[Math.ceil(took.length * 0.99) - 1] ?? 0;
}

/** Memory of a process when it has come to rest, bytes. */
export async function settledRss(pid: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < 10; n++) {
    await pause(200);
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    least = Math.min(least, Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024);
  }
  return least;
}

async function inGroups<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  }
  return results;
}
