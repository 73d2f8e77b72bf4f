import { randomBytes, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { percentile } from "./figures.ts";

/** One measurement: so many connections, each with its own conversations. */
export interface LoadOrder {
  readonly port: number;
  readonly connections: number;
  readonly conversations: number;
  readonly messages: number;
  /** A connection's conversations take turns, as if their visitors thought before they wrote again; else one after the other. */
  readonly inTurn: boolean;
}

export interface LoadReport {
  readonly messages: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Mean length of an answer. */
  readonly replyBytes: number;
}

interface Answer {
  readonly seq: number;
  readonly status: string;
  /** As it came. */
  readonly text: string;
}

process.on("message", (order: LoadOrder) => {
  run(order).then(
    (report) => process.send?.(report),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.on("disconnect", () => process.exit());
process.send?.({ ready: true });

async function run({ port, connections, conversations, messages, inTurn }: LoadOrder): Promise<LoadReport> {
  const talkers = await Promise.all(
    Array.from({ length: connections }, () => openTalker(port, conversations)),
  );
  const began = performance.now();
  await Promise.all(talkers.map((talker) => talk(talker, messages, inTurn)));
  const seconds = (performance.now() - began) / 1000;
  for (const { agent } of talkers) agent.destroy();
  const took = talkers.flatMap((talker) => talker.took);
  const bytes = talkers.reduce((sum, talker) => sum + talker.bytes, 0);
  return {
    messages: took.length,
    seconds,
    p50Ms: percentile(took, 0.5),
    p99Ms: percentile(took, 0.99),
    replyBytes: bytes / took.length,
  };
}

interface Talker {
  readonly agent: Agent;
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly ids: readonly string[];
  /** Milliseconds from sending a message to having its whole answer. */
  readonly took: number[];
  bytes: number;
}

/** A browser with one connection, whose conversations are begun already: only messages are measured. */
async function openTalker(port: number, conversations: number): Promise<Talker> {
  const talker: Talker = {
    agent: new Agent({ keepAlive: true, maxSockets: 1 }),
    port,
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${randomBytes(32).toString("base64url")}`,
    },
    ids: Array.from({ length: conversations }, () => randomUUID()),
    took: [],
    bytes: 0,
  };
  for (const id of talker.ids) {
    await post(talker, "/api/v1/conversations", { id, page: { url: "http://localhost/bench" } });
  }
  return talker;
}

async function talk(talker: Talker, messages: number, inTurn: boolean): Promise<void> {
  const groups = inTurn ? [talker.ids] : talker.ids.map((id) => [id]);
  for (const ids of groups) await hold(talker, ids, messages);
}

/** Each message waits for the answer to the one before, and each answer has to go on where its conversation stopped. */
async function hold(talker: Talker, ids: readonly string[], messages: number): Promise<void> {
  const seqs = new Map(ids.map((id) => [id, 1]));
  for (let number = 1; number <= messages; number += 1) {
    for (const [id, before] of seqs) {
      const { seq, status, text } = await say(talker, id, `word${number}`);
      const last = number === messages;
      if (seq !== before + (last ? 2 : 3) || status !== (last ? "ended" : "bot"))
        throw new Error(`message ${number} was answered with ${text}`);
      seqs.set(id, seq);
    }
  }
}

async function say(talker: Talker, conversation: string, words: string): Promise<Answer> {
  const began = performance.now();
  const path = `/api/v1/conversations/${conversation}/messages`;
  const text = await post(talker, path, { id: randomUUID(), text: words });
  talker.took.push(performance.now() - began);
  talker.bytes += Buffer.byteLength(text);
  return { ...(JSON.parse(text) as Omit<Answer, "text">), text };
}

function post({ agent, port, headers }: Talker, path: string, body: object): Promise<string> {
  const text = JSON.stringify(body);
  const options = { agent, host: "127.0.0.1", port, path, method: "POST" };
  return new Promise((resolve, reject) => {
    const sent = request(
      { ...options, headers: { ...headers, "content-length": Buffer.byteLength(text) } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const reply = Buffer.concat(chunks).toString("utf8");
          if (response.statusCode === 200 || response.statusCode === 201) resolve(reply);
          else reject(new Error(`${path}: ${response.statusCode} ${reply}`));
        });
      },
    );
    sent.on("error", reject);
    sent.end(text);
  });
}
