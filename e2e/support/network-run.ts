import { randomBytes } from "node:crypto";
import { type Client, createClient } from "../../console/widget/chat/client.ts";
import type { Session } from "../../console/widget/chat/keep.ts";
import type { Ports } from "../../console/widget/chat/ports.ts";
import { type Cuts, cuttingProxy } from "./cutting-proxy.ts";
import { freePort, type ParleyProcess, pause, startParley } from "./parley-process.ts";

export interface NetworkRun {
  readonly env: Readonly<Record<string, string>>;
  readonly visitors: number;
  /** Messages of each visitor. */
  readonly words: number;
  /** False: the network gives each try another id, as a client without stable ids would. The run must find faults. */
  readonly sameIdOnResend: boolean;
}

export interface NetworkReport {
  readonly messages: number;
  readonly cuts: Cuts;
  readonly faults: readonly string[];
  readonly seconds: number;
}

interface Visitor {
  readonly name: string;
  readonly client: Client;
  readonly words: readonly string[];
  /** The browser's storage. */
  readonly stored: ReadonlyMap<string, string>;
}

interface Told {
  readonly seq: number;
  readonly from: string;
  readonly text?: string;
}

/** Waits pass so much faster than for people; how long a request may take stays as it is. */
const FASTER = 40;
const LIMITS_MS = [15_000, 45_000];
const LONGEST_MS = 600_000;

/** The chat's own client, as it is in the widget, talks to two nodes over a network that cuts at every message. */
export async function networkRun(run: NetworkRun): Promise<NetworkReport> {
  const began = performance.now();
  const nodes: ParleyProcess[] = [];
  const ports = [await freePort(), await freePort()];
  for (const port of ports) {
    nodes.push(await startParley({ port, env: { ...run.env, PLAYBOOKS_DIR: "e2e/playbooks-counting" } }));
  }
  const proxy = await cuttingProxy(ports);
  const visitors = Array.from({ length: run.visitors }, (_, n): Visitor => {
    const stored = new Map<string, string>();
    const client = createClient(portsTo(proxy.url, stored, run.sameIdOnResend));
    const words = Array.from({ length: run.words }, (_, k) => `w${k + 1}`);
    return { name: `visitor ${n + 1}`, client, words, stored };
  });
  try {
    await Promise.all(visitors.map((visitor) => talk(visitor)));
    const faults = await Promise.all(visitors.map((visitor) => faultsOf(visitor, nodes)));
    return {
      messages: run.visitors * run.words,
      cuts: proxy.cuts,
      faults: faults.flat(),
      seconds: (performance.now() - began) / 1_000,
    };
  } finally {
    for (const { client } of visitors) client.close();
    await proxy.close();
    await Promise.all(nodes.map((node) => node.stop()));
  }
}

/** Says all words, a few at a time, and waits until each was acknowledged. */
async function talk({ client, words, name }: Visitor): Promise<void> {
  client.begin({ playbook: "counting" }, { url: "http://test.example/" });
  const until = performance.now() + LONGEST_MS;
  for (const word of words) {
    client.send({ text: word }, word);
    while (client.state().outgoing.length > 3) {
      if (performance.now() > until) throw new Error(`${name} was never heard`);
      await pause(5);
    }
  }
  while (client.state().outgoing.length > 0 || !isWhole(client)) {
    if (performance.now() > until) throw new Error(`${name} has not seen everything`);
    await pause(5);
  }
}

/** Whether the visitor sees the answer to the last word, and everything before it. */
function isWhole(client: Client): boolean {
  const { messages } = client.state();
  return messages.every(({ seq }, index) => seq === index + 1);
}

/** What both nodes hold, what the visitor sees and what was said have to be the same, in the same order. */
async function faultsOf({ client, words, name, stored }: Visitor, nodes: readonly ParleyProcess[]) {
  const faults: string[] = [];
  const { conversation, token } = sessionIn(stored);
  const logs = await Promise.all(
    nodes.map(async ({ url }) => {
      const response = await fetch(`${url}/api/v1/conversations/${conversation}/events?after=0`, {
        headers: { authorization: `Bearer ${token}`, accept: "application/json" },
      });
      return ((await response.json()) as { readonly messages: readonly Told[] }).messages;
    }),
  );
  const [held = []] = logs;
  const said = held.flatMap(({ from, text }) => (from === "visitor" && text !== undefined ? [text] : []));
  const count = (word: string) => said.filter((one) => one === word).length;
  const known = new Set(words);
  for (const word of words) {
    if (count(word) === 0) faults.push(`${name}: ${word} is lost`);
    if (count(word) > 1) faults.push(`${name}: ${word} is doubled`);
  }
  if (said.some((word) => !known.has(word))) faults.push(`${name}: nobody said that`);
  if (faults.length === 0 && said.join() !== words.join()) faults.push(`${name}: words are out of order`);
  const seen = client.state().messages.map(({ seq, text }) => `${seq} ${text}`);
  // A clock may add a line after the visitor was last looked at; what was seen is held all the same.
  for (const log of logs) {
    const lines = log.map(({ seq, text }) => `${seq} ${text}`);
    if (seen.join("\n") !== lines.slice(0, seen.length).join("\n"))
      faults.push(`${name} sees other messages`);
  }
  return faults;
}

/** As the client keeps it in the browser. */
function sessionIn(stored: ReadonlyMap<string, string>): {
  readonly conversation: string;
  readonly token: string;
} {
  const kept = JSON.parse(stored.get("parley.session") ?? "{}") as Session;
  return { conversation: kept.start.id, token: kept.token };
}

function portsTo(url: string, stored: Map<string, string>, sameIdOnResend: boolean): Ports {
  return {
    base: `${url}/api/v1/`,
    fetch: (address, init) => fetch(address, sameIdOnResend ? init : withNewId(init)),
    storage: {
      get: (key) => stored.get(key),
      set: (key, value) => void stored.set(key, value),
      remove: (key) => void stored.delete(key),
      keys: () => [...stored.keys()],
    },
    clock: {
      now: () => Date.now(),
      after: (ms, run) => {
        const timer = setTimeout(run, LIMITS_MS.includes(ms) ? ms : ms / FASTER);
        return () => clearTimeout(timer);
      },
    },
    random: { bytes: (count) => new Uint8Array(randomBytes(count)), fraction: () => Math.random() },
    tabs: { lead: (_name, run) => run(), tell: () => undefined, hear: () => undefined },
  };
}

/** The network does what a client without stable ids does. */
function withNewId(init: RequestInit): RequestInit {
  if (typeof init.body !== "string" || !init.body.includes('"text"')) return init;
  const body = JSON.parse(init.body) as { readonly id: string };
  return { ...init, body: JSON.stringify({ ...body, id: randomBytes(12).toString("hex") }) };
}
