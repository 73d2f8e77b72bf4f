import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readStream } from "../server/testing/read-stream.ts";
import { freePort, pause } from "./support/parley-process.ts";
import { post } from "./support/talkers.ts";

let cluster: ChildProcess;
let url: string;
let printed = "";

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  cluster = spawn(process.execPath, ["scripts/cluster.mjs", "--sqlite", "--port", String(port)], {
    env: { ...process.env, PLAYBOOKS_DIR: "e2e/playbooks-counting", LOG_LEVEL: "info", RATE_LIMITS: "off" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const out of [cluster.stdout, cluster.stderr]) out?.on("data", (bytes: Buffer) => (printed += bytes));
  while (!printed.includes("cluster: ready on")) {
    if (cluster.exitCode !== null) throw new Error(printed);
    await pause(50);
  }
});
afterAll(async () => {
  const gone = once(cluster, "exit");
  cluster.kill("SIGTERM");
  await gone;
});

const pidOf = (node: number) =>
  Number(new RegExp(`node ${node} answers on \\d+, pid (\\d+)`).exec(printed)?.[1]);

describe("npm run cluster", () => {
  test("a stream at one node tells what was said at the other, and a node that dies is not missed", async () => {
    const id = `c_${randomBytes(12).toString("hex")}`;
    const token = randomBytes(32).toString("base64url");
    const begun = { id, playbook: "counting", page: { url: "http://test.example/" } };
    expect((await post(`${url}/api/v1/conversations`, token, begun)).status).toBe(201);
    const path = `${url}/api/v1/conversations/${id}`;
    // Two streams and two messages, each to the next node: one of them has to travel.
    const streams = await Promise.all(
      [1, 2].map(() => readStream(`${path}/events?after=1`, { authorization: `Bearer ${token}` })),
    );
    for (const text of ["one", "two"]) {
      const said = await post(`${path}/messages`, token, { id: `message-${text}`, text });
      expect(said.status).toBe(200);
    }
    for (const stream of streams) {
      const seen: unknown[] = [];
      while (seen.at(-1) !== "two") {
        const [event] = await stream.next(1);
        const { from, text } = (event?.data ?? {}) as { readonly from?: string; readonly text?: string };
        if (from === "visitor") seen.push(text);
      }
      expect(seen).toEqual(["one", "two"]);
      stream.close();
    }
    process.kill(pidOf(1), "SIGKILL");
    for (const text of ["three", "four", "five"]) {
      const said = await post(`${path}/messages`, token, { id: `message-${text}`, text });
      expect(said.status).toBe(200);
    }
  });
});
