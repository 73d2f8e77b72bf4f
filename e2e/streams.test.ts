import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { idleStream } from "./support/idle-stream.ts";
import { freePort } from "./support/parley-process.ts";
import { settledRss, streamsRun } from "./support/streams-run.ts";

const FULL = process.env["SOAK"] === "full";
const RUN = { streams: FULL ? 5_000 : 500, turns: FULL ? 1_000 : 100 };
const MOST_KB = 30;
const MOST_MS = 200;
if (FULL) jest.setTimeout(1_800_000);

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "parley-streams-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe("idle event streams", () => {
  test("cost 30 kB each at most, leave turns under 200 ms, and are all back within 30 s when all were cut", async () => {
    const report = await streamsRun({ ...RUN, env: { DATA_DIR: dir } });
    process.stdout.write(
      `streams: ${report.streams} idle, ${report.kbEach.toFixed(1)} kB each, p99 of a turn ${report.p99Ms.toFixed(0)} ms ` +
        `(${report.p99BeforeMs.toFixed(0)} ms without them), all back after ${report.backAfterS.toFixed(1)} s, ${report.refused} refused\n`,
    );
    expect(report.kbEach).toBeLessThanOrEqual(MOST_KB);
    // On a machine that is slow by itself the streams must not make it slower.
    expect(report.p99Ms).toBeLessThan(Math.max(MOST_MS, 1.5 * report.p99BeforeMs));
    expect(report.backAfterS).toBeLessThan(30);
    expect(report.refused).toBeLessThanOrEqual(report.streams / 100);
  });

  test("control: a server that keeps 64 KiB a stream is found out", async () => {
    const port = await freePort();
    const wasteful = `
      const kept = [];
      require("node:http").createServer((_request, response) => {
        kept.push(Buffer.alloc(65536, 1));
        response.writeHead(200, { "Content-Type": "text/event-stream" });
        response.flushHeaders();
      }).listen(${port}, "127.0.0.1", () => process.stdout.write("ready"));`;
    const child = spawn(process.execPath, ["-e", wasteful], { stdio: ["ignore", "pipe", "ignore"] });
    await once(child.stdout, "data");
    const before = await settledRss(child.pid ?? 0);
    const streams = Array.from({ length: 200 }, () => idleStream({ port, from: "127.0.0.2", path: "/" }));
    for (const { opened } of streams) expect(await opened).toBe(200);
    const kbEach = ((await settledRss(child.pid ?? 0)) - before) / streams.length / 1_000;
    for (const stream of streams) stream.drop();
    child.kill("SIGKILL");
    expect(kbEach).toBeGreaterThan(MOST_KB);
  });
});
