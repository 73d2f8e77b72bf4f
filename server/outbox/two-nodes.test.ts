import { describe, expect, test } from "@jest/globals";
import type { LeadRecord, LeadStore } from "../stores/ports.ts";
import { outsideStage } from "../testing/outside-stage.ts";
import { type TurnStage, turnStage, VISITOR } from "../testing/turn-stage.ts";
import { LEASE_MS } from "../timers/clock-round.ts";
import { LEAD_QUIET_MS } from "../turns/next-conversation.ts";
import { sendMessage } from "../turns/visitor-acts.ts";
import { makeOutbox } from "./outbox.ts";

const CONVERSATIONS = 20;

/** A store with leads to write, whose node died before it wrote them; and nodes that count what they write. */
async function leftBehind() {
  const stage: TurnStage = await turnStage();
  for (let n = 0; n < CONVERSATIONS; n++) {
    await stage.begin(`c${n}`);
    await sendMessage(stage, `c${n}`, VISITOR, { id: `message-${n}`, text: "Ana" });
  }
  const written: string[] = [];
  const counting: LeadStore = {
    ...stage.stores.leads,
    put: async (record: LeadRecord) => {
      written.push(record.id);
      await stage.stores.leads.put(record);
    },
  };
  const node = () => makeOutbox({ ...stage, leads: counting, calls: { start: () => undefined } });
  stage.timekeeper.advance(LEAD_QUIET_MS);
  return { stage, written, node };
}

const all = Array.from({ length: CONVERSATIONS }, (_, n) => `c${n}`).sort();

describe("two nodes that poll at the same moment", () => {
  test("do each item once, in the ordinary case", async () => {
    const { written, node } = await leftBehind();
    await Promise.all([node().round(), node().round(), node().round()]);
    expect(written.toSorted()).toEqual(all);
  });

  test("the control sees it: without leases they do them several times", async () => {
    const { stage, written, node } = await leftBehind();
    const leases = stage.conversations.lease;
    Object.assign(stage.conversations, { lease: async () => all });
    await Promise.all([node().round(), node().round()]);
    Object.assign(stage.conversations, { lease: leases });
    expect(written.length).toBeGreaterThan(CONVERSATIONS);
    expect(new Set(written).size).toBe(CONVERSATIONS);
  });
});

test("what a node had leased when it died is done by another once the lease is over, not before", async () => {
  const { stage, written, node } = await leftBehind();
  const now = stage.timekeeper.now();
  const died = await stage.conversations.lease("outbox", "default", now, now + LEASE_MS, 50);
  expect(died).toHaveLength(CONVERSATIONS);
  stage.timekeeper.advance(LEASE_MS - 1);
  await node().round();
  expect(written).toEqual([]);
  stage.timekeeper.advance(1);
  await node().round();
  expect(written.toSorted()).toEqual(all);
});

test("an item that died stands before people, has another go from there, and is dropped there", async () => {
  const stage = await outsideStage();
  await stage.begin("c1");
  await sendMessage(stage, "c1", VISITOR, { id: "message-1", text: "Ana" });
  let down = true;
  const put = stage.stores.leads.put;
  const leads: LeadStore = {
    ...stage.stores.leads,
    put: async (record) => {
      if (down) throw new Error("away");
      await put(record);
    },
  };
  const outbox = makeOutbox({
    ...stage,
    leads,
    calls: { start: () => undefined },
    outward: stage.outward,
  });
  const tryAll = async () => {
    for (let hour = 0; hour < 80; hour++) {
      stage.timekeeper.advance(1_800_000);
      await outbox.round();
    }
  };
  await tryAll();
  const dead = async () => (await stage.deadLetters.list(undefined, 9)).rows;
  expect(await dead()).toMatchObject([{ target: "outbox", type: "lead", conversation: "c1", tries: 9 }]);
  const [first] = await dead();
  down = false;
  expect(await stage.deadLetters.again(first?.id ?? "")).toBe(true);
  await outbox.round();
  expect(await stage.stores.leads.load("default", "c1")).toMatchObject({ name: "Ana" });
  expect(await dead()).toEqual([]);

  down = true;
  await sendMessage(stage, "c1", VISITOR, { id: "message-2", text: "80" });
  await tryAll();
  const [second] = await dead();
  expect(await stage.deadLetters.discard(second?.id ?? "")).toBe(true);
  const conversation = await stage.conversations.load("default", "c1");
  expect(conversation?.outbox.filter(({ kind }) => kind === "lead")).toEqual([]);
  expect(await dead()).toEqual([]);
  expect(await stage.deadLetters.again(second?.id ?? "")).toBe(false);
  await stage.stop();
});
