import { describe, expect, test } from "@jest/globals";
import type { LeadRecord, LeadStore } from "../stores/ports.ts";
import { ENDLESS } from "../testing/hello-playbook.ts";
import { type TurnStage, turnStage, VISITOR } from "../testing/turn-stage.ts";
import { messagesAfter } from "../turns/messages-after.ts";
import { HEAD_START_MS, LEAD_LATEST_MS, LEAD_QUIET_MS } from "../turns/next-conversation.ts";
import { sendMessage } from "../turns/visitor-acts.ts";
import { drain } from "./drain.ts";
import { makeOutbox } from "./outbox.ts";
import { RETRY_AFTER_MS } from "./retries.ts";

const ID = "conversation-1";
const NO_CALLS = { start: () => undefined };

async function answered(...texts: readonly string[]): Promise<TurnStage> {
  const stage = await turnStage();
  await stage.begin(ID);
  for (const [n, text] of texts.entries()) {
    await sendMessage(stage, ID, VISITOR, { id: `message-${n}`, text });
  }
  return stage;
}

const outboxOf = async (stage: TurnStage) => (await stage.conversations.load("default", ID))?.outbox;

describe("a lead", () => {
  test("is written after the turn that changed it, and leaves the outbox empty", async () => {
    const stage = await answered("Ana", "80");
    // Only the handoff is told at once: until then the visitor was still talking with the bot.
    expect(stage.nudged).toEqual([ID]);
    await drain({ ...stage, leads: stage.stores.leads, calls: NO_CALLS }, ID, true);
    expect(await stage.stores.leads.load("default", ID)).toMatchObject({
      name: "Ana",
      turn: 3,
      lead: { score: 20, grade: "hot", fields: { full_name: "Ana", seats: 80 } },
    });
    expect(await outboxOf(stage)).toEqual([]);
  });

  test("of a visitor who has said nothing is not written", async () => {
    const stage = await answered();
    expect(await outboxOf(stage)).toEqual([]);
  });

  test.each([
    ["of a visitor who went quiet is written", ["Ana"], LEAD_QUIET_MS],
    [
      "that its own node did not write is written, once the head start is over,",
      ["Ana", "80"],
      HEAD_START_MS,
    ],
  ])("%s by whichever node polls", async (_, texts, wait) => {
    const stage = await answered(...texts);
    const outbox = makeOutbox({ ...stage, leads: stage.stores.leads, calls: NO_CALLS });
    stage.timekeeper.advance(wait - 1);
    await outbox.round();
    expect(await stage.stores.leads.load("default", ID)).toBeUndefined();
    stage.timekeeper.advance(1);
    await outbox.round();
    expect(await stage.stores.leads.load("default", ID)).toMatchObject({ name: "Ana" });
  });

  test("of a visitor who never goes quiet is written all the same, before long", async () => {
    const stage = await turnStage({ playbook: ENDLESS });
    await stage.begin(ID);
    const began = stage.timekeeper.now();
    let written: LeadRecord | undefined;
    for (let n = 0; n < 40 && !written; n++) {
      await sendMessage(stage, ID, VISITOR, { id: `message-${n}`, text: `word ${n}` });
      stage.timekeeper.advance(1_000);
      await makeOutbox({ ...stage, leads: stage.stores.leads, calls: NO_CALLS }).round();
      written = await stage.stores.leads.load("default", ID);
    }
    expect(written).toBeDefined();
    const waited = stage.timekeeper.now() - began;
    expect(waited).toBeGreaterThan(LEAD_QUIET_MS);
    expect(waited).toBeLessThanOrEqual(LEAD_LATEST_MS + HEAD_START_MS);
  });
});

describe("an item that fails", () => {
  const failing = (tries: number[], clock: { now(): number }): LeadStore => ({
    put: async () => {
      tries.push(clock.now());
      throw new Error("away");
    },
    load: async () => undefined,
    remove: async () => undefined,
    list: async () => ({ rows: [], next: undefined }),
    sameAddress: async () => [],
    ofAddress: async () => [],
    erase: async () => undefined,
    dropErased: async () => 0,
  });

  test("is tried again over a day and a half, then stays as a dead letter", async () => {
    const stage = await answered("Ana");
    const began = stage.timekeeper.now();
    const tries: number[] = [];
    const setting = { ...stage, leads: failing(tries, stage.timekeeper), calls: NO_CALLS };
    await drain(setting, ID, true);
    for (const wait of RETRY_AFTER_MS) {
      stage.timekeeper.advance(wait - 1);
      await drain(setting, ID, false);
      stage.timekeeper.advance(1);
      await drain(setting, ID, false);
    }
    const due = RETRY_AFTER_MS.map((_, n) => RETRY_AFTER_MS.slice(0, n + 1).reduce((sum, ms) => sum + ms, 0));
    expect(tries.map((at) => at - began)).toEqual([0, ...due]);
    expect(await outboxOf(stage)).toMatchObject([{ kind: "lead", tries: 9 }]);
    expect((await stage.conversations.load("default", ID))?.nextTryAt).toBeUndefined();
    expect(stage.lines.filter((line) => line.startsWith("outbox.dead"))).toHaveLength(1);
    stage.timekeeper.advance(7 * 86_400_000);
    await drain(setting, ID, false);
    expect(tries).toHaveLength(9);
  });

  test("does not keep a turn from being taken", async () => {
    const stage = await answered("Ana");
    await drain({ ...stage, leads: failing([], stage.timekeeper), calls: NO_CALLS }, ID, true);
    const update = await sendMessage(stage, ID, VISITOR, { id: "message-9", text: "80" });
    expect(update.status).toBe("waiting");
  });
});

describe("a visitor who wants to be forgotten", () => {
  test("is: words, answers, lead, archive and campaign", async () => {
    const stage = await answered("Ana Canary", "80");
    const setting = { ...stage, leads: stage.stores.leads, calls: NO_CALLS };
    await drain(setting, ID, true);
    expect(JSON.stringify(await stage.stores.leads.load("default", ID))).toContain("Canary");
    const before = await stage.conversations.load("default", ID);
    if (!before) throw new Error("no conversation");
    await stage.conversations.archive("default", ID, before.turns.slice(0, 1));
    await sendMessage(stage, ID, VISITOR, { id: "forget-01", text: "forget me" });
    expect(await outboxOf(stage)).toContainEqual(expect.objectContaining({ kind: "forget" }));
    await drain(setting, ID, true);

    const after = await stage.conversations.load("default", ID);
    if (!after) throw new Error("no conversation");
    expect(JSON.stringify(after)).not.toContain("Canary");
    expect(JSON.stringify(await stage.stores.leads.load("default", ID))).not.toContain("Canary");
    expect(await stage.conversations.archived("default", ID, 0)).toEqual([]);
    const messages = await messagesAfter(stage.conversations, after, 0);
    expect(messages.map((message) => message.seq)).toEqual(
      Array.from({ length: after.talk.seq }, (_, n) => n + 1),
    );
    expect(after.outbox).toEqual([]);
  });
});

test("a nudge while the same conversation is drained is not lost", async () => {
  const stage = await answered("Ana");
  const written: LeadRecord[] = [];
  const leads: LeadStore = {
    ...stage.stores.leads,
    put: async (record) => {
      written.push(record);
      if (written.length > 1) return;
      await sendMessage(stage, ID, VISITOR, { id: "message-9", text: "80" });
      outbox.nudge(ID);
    },
  };
  const outbox = makeOutbox({ ...stage, leads, calls: NO_CALLS });
  outbox.nudge(ID);
  await outbox.settled();
  expect(written.map((record) => record.lead.fields["seats"])).toEqual([undefined, 80]);
  expect(await outboxOf(stage)).toEqual([]);
});

test("a line to colleagues is kept for them, is told once, and never reaches the visitor", async () => {
  const stage = await turnStage({ playbook: TELLING });
  const heard: unknown[] = [];
  stage.bus.listenToAll(({ note }) => void (note && heard.push(note)));
  await stage.begin(ID);
  const update = await sendMessage(stage, ID, VISITOR, { id: "message-1", text: "Ana" });
  const setting = { ...stage, leads: stage.stores.leads, calls: NO_CALLS };
  await drain(setting, ID, true);
  await drain(setting, ID, true);
  const note = { team: "sales", text: "Ana is here.", at: expect.any(String), id: expect.any(String) };
  const conversation = await stage.conversations.load("default", ID);
  expect(conversation?.notes).toEqual([note]);
  expect(heard).toEqual([note]);
  expect(conversation?.outbox).toEqual([]);
  const seen = conversation ? await messagesAfter(stage.conversations, conversation, 0) : [];
  expect(JSON.stringify([update, seen])).not.toContain("is here");
  expect(JSON.stringify(seen)).toContain("Bye.");
});

const TELLING = `
playbook: telling
questions:
  name: { ask: Your name?, answer: name }
talk:
  start:
    - ask: name
    - tell: { team: sales, message: "{{ name }} is here." }
    - say: Bye.
    - end: done
`;
