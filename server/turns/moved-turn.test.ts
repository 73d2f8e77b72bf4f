import { describe, expect, test } from "@jest/globals";
import type { CompiledPlaybook } from "../../engine/index.ts";
import { HELLO } from "../testing/hello-playbook.ts";
import { compiledPlaybook, type TurnStage, turnStage, VISITOR } from "../testing/turn-stage.ts";
import { fireClocks } from "./fire-clocks.ts";
import { claim, giveBack } from "./rep-acts.ts";
import { sendMessage } from "./visitor-acts.ts";

const ID = "conversation-1";
const NEXT = compiledPlaybook(
  HELLO.replace("Hi, I am a bot.", "Good day.")
    .replace('  size: { ask: "How', '  town: { ask: "Which town?", answer: text }\n  size: { ask: "How')
    .replace("ask: [name, size]", "ask: [name, town, size]"),
);

/** Ana has told her name; then a new version goes live. */
async function published(live: CompiledPlaybook = NEXT): Promise<TurnStage> {
  const stage = await turnStage();
  await stage.begin(ID);
  await send(stage, "Ana");
  const playbooks = {
    ...stage.playbooks,
    live: () => [live],
    version: async (hash: string) => (hash === live.version ? live : await stage.playbooks.version(hash)),
  };
  return { ...stage, playbooks };
}

let sent = 0;
const send = async (stage: TurnStage, text: string) => {
  const { messages } = await sendMessage(stage, ID, VISITOR, { id: `message-${++sent}`, text });
  return messages.flatMap(({ from, text }) => (from === "visitor" ? [] : [text]));
};
const versionOf = async (stage: TurnStage) =>
  (await stage.conversations.load("default", ID))?.talk.version ?? "";

describe("a running conversation after a publish", () => {
  test("moves with the visitor's next message, and loses nothing", async () => {
    const stage = await published();
    expect(await send(stage, "80")).toEqual(["Which town?"]);
    expect(await versionOf(stage)).toBe(NEXT.version);
    expect(stage.lines.some((line) => line.startsWith("turn.moved"))).toBe(true);
    expect(await send(stage, "Paris")).toEqual(["One moment."]);
    const kept = await stage.conversations.load("default", ID);
    expect(kept?.lead.fields).toEqual({ full_name: "Ana", seats: 80 });
  });

  test("does not move with a clock or a rep, nor while a human has it", async () => {
    const stage = await published();
    const old = await versionOf(stage);
    // The message that would move it comes to the old version alone: nothing is published for that one turn.
    await send({ ...stage, playbooks: { ...stage.playbooks, live: () => [] } }, "80");
    stage.timekeeper.advance(61_000);
    await fireClocks(stage, ID);
    const waiting = await stage.conversations.load("default", ID);
    expect(waiting?.turns.at(-1)?.messages.map(({ text }) => text)).toEqual(["Still looking."]);
    await claim(stage, ID, { id: "person-tom", name: "Tom" });
    expect(await send(stage, "hello Tom")).toEqual([]);
    await giveBack(stage, ID, { id: "person-tom", name: "Tom" }, "start");
    expect(await versionOf(stage)).toBe(old);
  });

  test("stays, and goes on, where the new version throws", async () => {
    const stage = await published({ ...NEXT, rests: null as never });
    const old = await versionOf(stage);
    expect(await send(stage, "80")).toEqual(["One moment."]);
    expect(await versionOf(stage)).toBe(old);
    expect(stage.lines.some((line) => line.startsWith("turn.move_failed"))).toBe(true);
  });

  test("without a publish nothing moves", async () => {
    const stage = await turnStage();
    await stage.begin(ID);
    await send(stage, "Ana");
    expect(await send(stage, "80")).toEqual(["One moment."]);
    expect(stage.lines.some((line) => line.startsWith("turn.moved"))).toBe(false);
  });
});
