import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jsonServer } from "../../server/testing/json-server.ts";
import { pause } from "./parley-process.ts";

/** One request that the sink got: the id it came under, and what it told. */
export interface HookHeard {
  readonly id: string;
  /** `message.created c_1 7`: tells this happening from all others. */
  readonly what: string;
}

export interface HookSink {
  /** What a server needs to tell the sink. */
  readonly env: Readonly<Record<string, string>>;
  heard(): readonly HookHeard[];
  close(): Promise<void>;
}

const SECRET = `whsec_${Buffer.from("s".repeat(24)).toString("base64")}`;
const ON = ["conversation.started", "lead.created", "message.created"];
/** What a node had under way when it was killed waits until its lease of half a minute lapses: longer than that, nothing is silent. */
const SILENCE_MS = 60_000;

/** A site that is a copy of the folder with a webhook more, and who listens to it on loopback. */
export async function hookSink(folder: string): Promise<HookSink> {
  const heard: HookHeard[] = [];
  const server = await jsonServer(({ headers, body }, response) => {
    heard.push({ id: String(headers["webhook-id"]), what: whatOf(body) });
    response.end("ok");
  });
  const site = await mkdtemp(join(tmpdir(), "parley-hooked-"));
  await cp(folder, site, { recursive: true });
  const hook = `{ url: "${server.url}/in", on: [${ON.join(", ")}], secret: SINK_SECRET }`;
  await appendFile(join(site, "site.yml"), `webhooks:\n  sink: ${hook}\n`);
  return {
    env: { PLAYBOOKS_DIR: site, SINK_SECRET: SECRET, EGRESS_ALLOW: "127.0.0.1" },
    heard: () => heard,
    close: async () => {
      await server.close();
      await rm(site, { recursive: true, force: true });
    },
  };
}

/** What has to be told of a conversation in which somebody said something. */
export function expectedOf(conversation: string, lastSeq: number): readonly string[] {
  const messages = Array.from({ length: lastSeq }, (_, n) => `message.created ${conversation} ${n + 1}`);
  return [`conversation.started ${conversation}`, `lead.created ${conversation}`, ...messages];
}

/** Waits until all that is expected was heard, or nothing was for a minute. */
export async function untilHeard(sink: Pick<HookSink, "heard">, expected: readonly string[]): Promise<void> {
  let heard = -1;
  let since = performance.now();
  for (;;) {
    const whats = new Set(sink.heard().map(({ what }) => what));
    if (expected.every((what) => whats.has(what))) return;
    if (sink.heard().length > heard) since = performance.now();
    else if (performance.now() > since + SILENCE_MS) return;
    heard = sink.heard().length;
    await pause(200);
  }
}

/** Everything is told at least once, always under the same id, and nothing else is. Each fault in a sentence. */
export function hookFaults(expected: readonly string[], heard: readonly HookHeard[]): readonly string[] {
  const ids = new Map<string, Set<string>>();
  const whats = new Map<string, Set<string>>();
  for (const { id, what } of heard) {
    ids.set(what, (ids.get(what) ?? new Set()).add(id));
    whats.set(id, (whats.get(id) ?? new Set()).add(what));
  }
  const wanted = new Set(expected);
  return [
    ...expected.filter((what) => !ids.has(what)).map((what) => `${what} was never told`),
    ...[...ids.keys()].filter((what) => !wanted.has(what)).map((what) => `${what} was told and never was`),
    ...[...ids]
      .filter(([, under]) => under.size > 1)
      .map(([what, under]) => `${what} was told under ${under.size} ids`),
    ...[...whats].filter(([, of]) => of.size > 1).map(([id, of]) => `${id} told ${[...of].join(" and ")}`),
  ];
}

function whatOf(body: string): string {
  const { type, data } = JSON.parse(body) as {
    readonly type: string;
    readonly data: { readonly id?: string; readonly conversation?: string; readonly seq?: number };
  };
  if (type === "conversation.started") return `${type} ${String(data.id)}`;
  if (type === "message.created") return `${type} ${String(data.conversation)} ${String(data.seq)}`;
  return `${type} ${String(data.conversation)}`;
}
