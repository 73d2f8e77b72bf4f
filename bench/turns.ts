// `npm run bench`: how many durable messages a second, at what CPU a message, beside two bare floors. See README.md here.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { median, ratio, resolution, type Sample, table } from "./figures.ts";
import type { LoadOrder, LoadReport } from "./load.ts";
import type { CpuReport } from "./server-child.ts";

const SERVERS = [
  { name: "node:http", file: "http-floor.js" },
  { name: "node:http again", file: "http-floor.js" },
  { name: "Express 5", file: "express-floor.js" },
  { name: "Parley", file: "parley-server.js" },
] as const;

/** Questions of bench/playbooks/words.playbook.yml, and of the floors' machine. */
const MESSAGES = 12;
/** For what a server does after it answered. */
const SETTLE_MS = 300;

interface Running {
  readonly name: string;
  readonly child: ChildProcess;
  readonly port: number;
  readonly samples: Sample[];
}

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    connections: { type: "string", default: "64" },
    conversations: { type: "string", default: "3" },
    "in-turn": { type: "boolean", default: false },
    profile: { type: "string" },
  },
});
const rounds = Number(values.rounds);
const connections = Number(values.connections);
const conversations = Number(values.conversations);
if (!(rounds >= 5 && connections >= 1 && conversations >= 1))
  throw new Error("bench: at least 5 rounds, 1 connection, 1 conversation");

const built = import.meta.dirname;
await mkdir(join(built, "data"), { recursive: true });
const data = await mkdtemp(join(built, "data", "run-"));
const children: ChildProcess[] = [];
try {
  await measure();
} finally {
  await Promise.all(children.map(end));
  await rm(data, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  const load = start("load.js", []);
  await answerOf(load);
  const servers: Running[] = [];
  for (const [index, { name, file }] of SERVERS.entries()) {
    const dir = join(data, String(index));
    await mkdir(dir);
    const child = start(file, [dir, "bench/playbooks"]);
    const { port } = (await answerOf(child)) as { readonly port: number };
    servers.push({ name, child, port, samples: [] });
  }
  // Round 0 only warms up. Each round begins with another server, so that none is always first.
  for (let round = 0; round <= rounds; round += 1) {
    const from = round % servers.length;
    for (const server of [...servers.slice(from), ...servers.slice(0, from)]) {
      const sample = await sampleOf(server, load);
      if (round > 0) server.samples.push(sample);
    }
    process.stderr.write(round === 0 ? "warmed up\n" : `round ${round} of ${rounds}\n`);
  }
  print(servers);
}

async function sampleOf({ child, port }: Running, load: ChildProcess): Promise<Sample> {
  const before = await cpuOf(child);
  const inTurn = values["in-turn"];
  load.send({ port, connections, conversations, messages: MESSAGES, inTurn } satisfies LoadOrder);
  const report = (await answerOf(load)) as LoadReport;
  await setTimeout(SETTLE_MS);
  const cpuMs = (await cpuOf(child)) - before;
  const { messages, seconds, p50Ms, p99Ms, replyBytes } = report;
  return { rate: messages / seconds, cpuMs: cpuMs / messages, p50Ms, p99Ms, replyBytes };
}

async function cpuOf(child: ChildProcess): Promise<number> {
  child.send("cpu");
  return ((await answerOf(child)) as CpuReport).cpuMs;
}

function print(servers: readonly Running[]): void {
  const [first, again, express] = servers;
  if (!first || !again || !express) throw new Error("a floor is missing");
  const pick = ({ samples }: Running, key: keyof Sample) => samples.map((sample) => sample[key]);
  const rows = servers.map((server) => {
    const rates = pick(server, "rate");
    const cpu = pick(server, "cpuMs");
    const times = (key: "rate" | "cpuMs", floor: Running) =>
      ratio(pick(server, key), pick(floor, key)).toFixed(2);
    return [
      server.name,
      median(rates).toFixed(0),
      `${Math.min(...rates).toFixed(0)}-${Math.max(...rates).toFixed(0)}`,
      median(cpu).toFixed(3),
      `${Math.min(...cpu).toFixed(3)}-${Math.max(...cpu).toFixed(3)}`,
      median(pick(server, "p50Ms")).toFixed(1),
      median(pick(server, "p99Ms")).toFixed(1),
      times("rate", first),
      times("cpuMs", first),
      times("rate", express),
      times("cpuMs", express),
      median(pick(server, "replyBytes")).toFixed(0),
    ];
  });
  const head = [
    "server",
    "messages/s",
    "min-max",
    "CPU ms/message",
    "min-max",
    "p50 ms",
    "p99 ms",
    "rate : http",
    "CPU : http",
    "rate : Express",
    "CPU : Express",
    "reply bytes",
  ];
  const apart = (key: "rate" | "cpuMs") => {
    const { ofMedians, ofRounds } = resolution(pick(first, key), pick(again, key));
    return `${percent(ofMedians)} between the medians, ${percent(ofRounds)} in the worst round`;
  };
  const each = connections * conversations * MESSAGES;
  const how = values["in-turn"] ? "in turn" : "one after the other";
  const out = [
    `${rounds} rounds of ${each} messages a server, ${connections} connections, each message acknowledged before the next,`,
    `the ${conversations} conversations of a connection ${how}.`,
    `Node ${process.version}, ${process.platform}, ${cpus().length} cores, load generator on the same machine.`,
    "",
    table(head, rows),
    "",
    "Resolution: how far the same floor, run twice in these rounds, lies from itself.",
    `  messages/s  ${apart("rate")}`,
    `  CPU         ${apart("cpuMs")}`,
    "Differences below that mean nothing.",
    "",
  ];
  process.stdout.write(out.join("\n"));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function start(file: string, args: readonly string[]): ChildProcess {
  const { profile } = values;
  const profiled = profile !== undefined && file === "parley-server.js";
  const execArgv = profiled ? ["--enable-source-maps", "--cpu-prof", `--cpu-prof-dir=${profile}`] : [];
  const child = fork(join(built, file), [...args], { execArgv });
  children.push(child);
  return child;
}

/** The next message of a child. A child that ends instead, or tells a failure, ends the benchmark. */
async function answerOf(child: ChildProcess): Promise<object> {
  const stop = new AbortController();
  try {
    const said = once(child, "message", { signal: stop.signal }).then(([message]) => message as object);
    const gone = once(child, "exit", { signal: stop.signal }).then(([code]) => {
      throw new Error(`bench: ${child.spawnfile} ${child.spawnargs[1]} ended with ${String(code)}`);
    });
    const answer = await Promise.race([said, gone]);
    if ("failed" in answer) throw new Error(`bench: ${String(answer.failed)}`);
    return answer;
  } finally {
    stop.abort();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  if (child.connected) child.disconnect();
  else child.kill();
  await gone;
}
