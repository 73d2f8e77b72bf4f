// Checks that `npm start` answers within a minute, in a data folder of its own, and stops when it is told to.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const patience = 60_000;
const data = await mkdtemp(join(tmpdir(), "parley-start-"));
const port = await freePort();
const began = performance.now();
const env = { ...process.env, PORT: String(port), HOST: "127.0.0.1", DATA_DIR: data };
delete env.MONGODB_URI;
const server = spawn(process.execPath, ["scripts/start.mjs"], {
  env,
  stdio: ["ignore", "inherit", "inherit"],
});
const ended = new Promise((resolve) => server.on("close", (code, signal) => resolve(code ?? signal)));

try {
  await answers(`http://127.0.0.1:${port}/healthz`);
  process.stdout.write(`start: answered after ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  for (const path of ["/readyz", "/", "/parley.js", "/chat", "/console/"]) await expectOk(path);
  server.kill("SIGTERM");
  const stop = await Promise.race([ended, pause(10_000, "still there after 10 s")]);
  if (stop !== 0) throw new Error(`SIGTERM ended it with: ${stop}`);
} catch (error) {
  process.stdout.write(`start: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  server.kill("SIGKILL");
  await rm(data, { recursive: true, force: true });
}

async function answers(url) {
  for (;;) {
    if (performance.now() - began > patience) throw new Error(`no answer within ${patience / 1000} s`);
    if (server.exitCode !== null) throw new Error(`ended with ${server.exitCode} before it answered`);
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await pause(100);
  }
}

async function expectOk(path) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
}

function pause(ms, value) {
  return new Promise((resolve) => setTimeout(resolve, ms, value));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}
