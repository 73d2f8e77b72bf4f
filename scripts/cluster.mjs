// `npm run cluster`: two nodes on one store behind a small proxy, as docker-compose.yml has it, without containers.
//
//   npm run cluster [-- --port 8080] [--sqlite]
//
// MongoDB is that of MONGODB_URI, else the one that scripts/mongo/up starts. With --sqlite both nodes share one SQLite file.
// Redis is that of REDIS_URL, else a redis-server of its own where one is installed; without Redis the nodes ask the store.
// Everything that it started ends with it. Other settings of the environment go to both nodes.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer as createNetServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { roundRobin } from "./cluster/round-robin.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const READY_WITHIN_MS = 60_000;

const { values } = parseArgs({
  options: { port: { type: "string", default: "8080" }, sqlite: { type: "boolean", default: false } },
});
const say = (line) => process.stdout.write(`cluster: ${line}\n`);
const children = [];

async function main() {
  const built = spawnSync(process.execPath, ["scripts/build.mjs", "--if-stale"], {
    cwd: root,
    stdio: "inherit",
  });
  if (built.status !== 0) throw new Error("dist/ could not be built");
  const dir = mkdtempSync(join(tmpdir(), "parley-cluster-"));
  process.on("exit", () => rmSync(dir, { recursive: true, force: true }));
  const redis = process.env.REDIS_URL ?? (await ownRedis());
  const mongo = values.sqlite ? undefined : (process.env.MONGODB_URI ?? ownMongo());
  say(`store ${mongo ? "MongoDB" : `SQLite in ${dir}`}, hints by ${redis ? "Redis" : "asking the store"}`);

  const { MONGODB_URI: _, ...env } = process.env;
  const settings = {
    SECRET_KEY: "a cluster on one machine, for tests",
    DATA_DIR: dir,
    ...env,
    PUBLIC_URL: env.PUBLIC_URL ?? `http://localhost:${values.port}`,
    TRUST_PROXY: "127.0.0.1",
    HOST: "127.0.0.1",
    ...(mongo && { MONGODB_URI: mongo }),
    ...(redis && { REDIS_URL: redis }),
  };
  const ports = [await freePort(), await freePort()];
  // One after the other: the first makes the indexes and the admin's link.
  for (const [index, port] of ports.entries()) {
    const node = start(`node ${index + 1}`, process.execPath, ["dist/cli/parley.js", "serve"], {
      ...settings,
      PORT: String(port),
    });
    await ready(port, node);
    say(`node ${index + 1} answers on ${port}, pid ${node.pid}`);
  }
  const proxy = roundRobin(ports);
  proxy.listen(Number(values.port), "127.0.0.1");
  await once(proxy, "listening");
  say(`ready on http://localhost:${proxy.address().port}`);
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => void stop(proxy));
}

async function stop(proxy) {
  proxy.close();
  // The nodes first, while their store is still there.
  for (const child of [...children].reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  }
  process.exit(0);
}

function start(name, command, args, env = process.env) {
  const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  const tell = (bytes) => {
    for (const line of bytes.toString().split("\n")) if (line.trim() !== "") say(`${name}: ${line}`);
  };
  child.stderr.on("data", tell);
  if (name.startsWith("node")) child.stdout.on("data", tell);
  else child.stdout.resume();
  return child;
}

async function ownRedis() {
  if (spawnSync("redis-server", ["--version"], { stdio: "ignore" }).status !== 0) return undefined;
  const port = await freePort();
  start("redis", "redis-server", [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no",
  ]);
  return `redis://127.0.0.1:${port}`;
}

function ownMongo() {
  const up = spawnSync("bash", ["scripts/mongo/up"], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const uri = /MONGODB_URI=(\S+)/.exec(up.stdout?.toString() ?? "")?.[1];
  if (uri === undefined) throw new Error("there is no MongoDB: set MONGODB_URI, or use --sqlite");
  return uri;
}

async function ready(port, child) {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error("a node stopped before it was ready");
    const ok = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`a node did not answer on ${port}`);
}

async function freePort() {
  const server = createNetServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

await main().catch((error) => {
  process.stderr.write(`cluster: ${error.message}\n`);
  for (const child of children) child.kill("SIGTERM");
  process.exitCode = 1;
});
