import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { handClock } from "../testing/hand-clock.ts";
import { type TurnStage, turnStage, VISITOR } from "../testing/turn-stage.ts";
import { messagesAfter } from "../turns/messages-after.ts";
import { sendMessage } from "../turns/visitor-acts.ts";
import { clockRound } from "./clock-round.ts";
import { startPoller } from "./poller.ts";

const ID = "conversation-1";
const MINUTE = 60_000;

async function waiting(stage: TurnStage): Promise<void> {
  await stage.begin(ID);
  await sendMessage(stage, ID, VISITOR, { id: "message-1", text: "Ana" });
  await sendMessage(stage, ID, VISITOR, { id: "message-2", text: "80" });
}

async function botTexts(stage: TurnStage): Promise<readonly (string | undefined)[]> {
  const conversation = await stage.conversations.load("default", ID);
  if (!conversation) return [];
  const messages = await messagesAfter(stage.conversations, conversation, 6);
  return messages.map((message) => message.text);
}

describe("a clock", () => {
  test("fires at its time and not before, and once", async () => {
    const stage = await turnStage();
    await waiting(stage);
    stage.timekeeper.advance(MINUTE - 1);
    await clockRound(stage);
    expect(await botTexts(stage)).toEqual([]);
    stage.timekeeper.advance(1);
    await clockRound(stage);
    await clockRound(stage);
    expect(await botTexts(stage)).toEqual(["Still looking."]);
  });

  test("fires once when several nodes see it at the same moment", async () => {
    const stage = await turnStage();
    await waiting(stage);
    stage.timekeeper.advance(MINUTE);
    // Without a lease: what counts is the conditional write.
    const greedy = { ...stage, conversations: { ...stage.conversations, lease: async () => [ID] } };
    await Promise.all([clockRound(greedy), clockRound(greedy), clockRound(greedy)]);
    expect(await botTexts(stage)).toEqual(["Still looking."]);
  });

  test("all that fell due while nobody looked fire at once, in the order of their time", async () => {
    const stage = await turnStage();
    await waiting(stage);
    stage.timekeeper.advance(60 * MINUTE);
    await clockRound(stage);
    expect(await botTexts(stage)).toEqual(["Still looking.", "Nobody is there."]);
  });

  test("survives a restart: it fires once, and is not put off", async () => {
    const dir = await mkdtemp(join(tmpdir(), "parley-clock-"));
    const timekeeper = handClock();
    const before = await openSqlite({ dir });
    await waiting(await turnStage({ stores: before, timekeeper }));
    await before.close();

    timekeeper.advance(3 * MINUTE);
    const after = await openSqlite({ dir });
    const stage = await turnStage({ stores: after, timekeeper });
    await clockRound(stage);
    await clockRound(stage);
    expect(await botTexts(stage)).toEqual(["Still looking.", "Nobody is there."]);
    await after.close();
    await rm(dir, { recursive: true });
  });

  test("that the engine does not know any more is dropped, so that nobody comes back to it for ever", async () => {
    const stage = await turnStage();
    await waiting(stage);
    const conversation = await stage.conversations.load("default", ID);
    if (!conversation) throw new Error("no conversation");
    const clocks = [{ key: "unheard-of", dueAt: stage.timekeeper.now() }];
    await stage.conversations.save({
      ...conversation,
      v: conversation.v + 1,
      talk: { ...conversation.talk, clocks },
      nextDueAt: stage.timekeeper.now(),
    });
    await clockRound(stage);
    const dropped = await stage.conversations.load("default", ID);
    expect(dropped?.talk.clocks.some((clock) => clock.key === "unheard-of")).toBe(false);
  });
});

test("a poller goes on after a round that failed, and stops when told", async () => {
  const timekeeper = handClock();
  const lines: string[] = [];
  const write = (event: string) => void lines.push(event);
  let rounds = 0;
  const round = async () => {
    rounds++;
    if (rounds === 1) throw new Error("the store is away");
    return false;
  };
  const log = { info: write, warn: write, error: write };
  const poller = startPoller({ name: "clocks", every: 500, round, timekeeper, log });
  await ticks();
  timekeeper.advance(500);
  await ticks();
  expect([rounds, lines]).toEqual([2, ["poll.failed"]]);
  await poller.stop();
  timekeeper.advance(5_000);
  await ticks();
  expect(rounds).toBe(2);
});

async function ticks(): Promise<void> {
  for (let n = 0; n < 5; n++) await new Promise(setImmediate);
}
