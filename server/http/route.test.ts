import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@jest/globals";
import express, { Router } from "express";
import Type from "typebox";
import type { Log } from "../log.ts";
import { mount, route } from "./route.ts";
import { problemHandler } from "./send-problem.ts";

async function answerOf(reply: unknown): Promise<{ status: number; text: string; lines: readonly string[] }> {
  const lines: string[] = [];
  const write = (event: string, details: object = {}) =>
    void lines.push(`${event} ${JSON.stringify(details)}`);
  const log: Log = { info: write, warn: write, error: write };
  const schema = Type.Object({ status: Type.Literal("ok") }, { additionalProperties: false });
  const healthz = route("GET /healthz", { summary: "", reply: schema }, () => {
    if (reply instanceof Error) throw reply;
    return reply as { status: "ok" };
  });
  const router = Router();
  mount(router, [healthz], { gate: async () => undefined, log, timekeeper: { now: () => 0 } });
  router.use(problemHandler(log));
  const server = createServer(express().use(router)).listen(0);
  await new Promise((resolve) => server.once("listening", resolve));
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz`);
  const text = await response.text();
  server.close();
  return { status: response.status, text, lines };
}

test("a reply of the right shape leaves", async () => {
  expect(await answerOf({ status: "ok", gone: undefined })).toMatchObject({
    status: 200,
    text: '{"status":"ok"}',
  });
});

test.each([
  ["a field that should not leave", { status: "ok", passwordHash: "secret" }],
  ["the wrong value", { status: "secret" }],
])("a reply with %s is our fault and never leaves", async (_name, reply) => {
  const { status, text, lines } = await answerOf(reply);
  expect([status, JSON.parse(text).code]).toEqual([500, "REPLY_INVALID"]);
  expect(text + lines.join()).not.toContain("secret");
  expect(lines).toEqual([expect.stringContaining("reply.invalid")]);
});

test("an error without a known code shows nothing of itself", async () => {
  const { status, text, lines } = await answerOf(new Error("password of Ana is secret"));
  expect([status, JSON.parse(text).code]).toEqual([500, "INTERNAL"]);
  expect(text + lines.join()).not.toContain("secret");
  expect(lines).toEqual([expect.stringContaining("request.failed")]);
});
