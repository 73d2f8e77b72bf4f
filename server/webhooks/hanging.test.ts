import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "@jest/globals";
import type { Webhook } from "../../engine/index.ts";
import type { Delivery } from "../deliveries/delivery-store.ts";
import { makeEgress } from "../egress/egress.ts";
import { jsonServer } from "../testing/json-server.ts";
import { outsideStage } from "../testing/outside-stage.ts";
import { sendWebhook } from "./send-webhook.ts";

const SECRET = `whsec_${Buffer.from("s".repeat(24)).toString("base64")}`;
const TIMEOUT_MS = 300;

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function receiver(answer: (response: ServerResponse) => void) {
  const server = await jsonServer((_request, response) => answer(response));
  closers.push(() => server.close());
  return server;
}

const hookTo = (name: string, url: string): Webhook => ({
  name,
  url,
  on: ["conversation.started"],
  secrets: ["SECRET"],
});

const DELIVERY: Delivery = {
  siteId: "s",
  id: "msg_1",
  v: 1,
  target: "webhook:one",
  type: "conversation.started",
  lane: "",
  order: 0,
  conversation: undefined,
  at: "then",
  body: {},
  state: "waiting",
  tries: 0,
  since: 0,
  nextTryAt: 0,
  changedAt: "then",
  fault: undefined,
};

/** One try over a real socket. */
async function send(answer: (response: ServerResponse) => void) {
  const { url } = await receiver(answer);
  const egress = makeEgress({ allow: ["127.0.0.1"], userAgent: "Parley/test" });
  const setting = { egress, secret: () => SECRET, now: () => 0, timeoutMs: TIMEOUT_MS };
  return await sendWebhook(setting, hookTo("one", url), DELIVERY, new AbortController().signal);
}

const silent = () => undefined;

describe("a receiver that hangs", () => {
  test("and never answers is given up after the time limit", async () => {
    expect(await send(silent)).toEqual({ ok: false, fault: "TIMEOUT", healthy: false });
  });

  test("in the middle of its headers is given up after the time limit", async () => {
    const dripping = ({ socket }: ServerResponse) => void socket?.write("HTTP/1.1 200 OK\r\nX-Slow: a");
    expect(await send(dripping)).toEqual({ ok: false, fault: "TIMEOUT", healthy: false });
  });

  test("after it said 200 has taken it: its body is not waited for", async () => {
    expect(await send((response) => void response.writeHead(200).write("and so on"))).toEqual({ ok: true });
  });

  test("control: one that answers is not given up", async () => {
    expect(await send((response) => void response.end("ok"))).toEqual({ ok: true });
  });

  test("keeps no other waiting, and what it was sent is still there when the server stops meanwhile", async () => {
    const hanging = await receiver(silent);
    const healthy = await receiver((response) => void response.end("ok"));
    const stage = await outsideStage({
      secrets: { SECRET },
      webhooks: [hookTo("hanging", hanging.url), hookTo("healthy", healthy.url)],
    });
    closers.push(() => stage.stores.close());
    await stage.begin("c1");
    stage.outbox.nudge("c1");
    await stage.outbox.settled();
    await stage.delivering.round();
    await Promise.all([hanging.heardAtLeast(1), healthy.heardAtLeast(1)]);
    // Long before the ten seconds are over.
    await stage.delivering.stop();
    const id = String(hanging.heard[0]?.headers["webhook-id"]);
    expect(await stage.stores.deliveries.load("default", id)).toMatchObject({ state: "waiting" });
    expect(healthy.heard).toHaveLength(1);
  });
});
