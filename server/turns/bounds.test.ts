import { describe, expect, test } from "@jest/globals";
import type { Conversation, OutboxItem } from "../stores/ports.ts";
import { ENDLESS } from "../testing/hello-playbook.ts";
import { type TurnStage, turnStage, VISITOR } from "../testing/turn-stage.ts";
import { messagesAfter } from "./messages-after.ts";
import { claim, close, reply } from "./rep-acts.ts";
import { sendMessage } from "./visitor-acts.ts";

const ID = "conversation-1";
const say = (stage: TurnStage, n: number, text: string) =>
  sendMessage(stage, ID, VISITOR, { id: `message-${n}`, text });

async function kept(stage: TurnStage): Promise<Conversation> {
  const conversation = await stage.conversations.load("default", ID);
  if (!conversation) throw new Error("no conversation");
  return conversation;
}

async function begun(playbook?: string): Promise<TurnStage> {
  const stage = await turnStage(playbook === undefined ? {} : { playbook });
  await stage.begin(ID);
  return stage;
}

/** Parked, with the visitor's words, taken over and closed by a person: that is what parking is for. */
async function expectPersonCanHelp(stage: TurnStage, why: RegExp): Promise<void> {
  const parked = await kept(stage);
  expect([parked.talk.status, parked.queue]).toEqual(["parked", "waiting"]);
  expect(parked.talk.reason).toMatch(why);
  const rep = { id: "rep-1", name: "Mia" };
  await claim(stage, ID, rep);
  await reply(stage, ID, rep, { id: "reply-001", text: "Hello" });
  const closed = await close(stage, ID, rep, "qualified");
  const messages = await messagesAfter(stage.conversations, closed, 0);
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
}

const CHATTY = `
playbook: chatty
questions:
  word: { ask: Next word?, answer: text }
talk:
  start:
    - ask: word
${Array.from({ length: 120 }, (_, n) => `    - say: Line ${n}.`).join("\n")}
    - end: done
`;

describe("a conversation that cannot go on is handed to a person, and the process goes on", () => {
  test("when its snapshot names a state that the playbook does not have", async () => {
    const stage = await begun();
    const before = await kept(stage);
    const snapshot = { ...before.talk.snapshot, value: "no/such/state" };
    await stage.conversations.save({ ...before, v: before.v + 1, talk: { ...before.talk, snapshot } });
    expect(await say(stage, 1, "Ana")).toMatchObject({ status: "parked" });
    expect(JSON.stringify((await kept(stage)).turns.at(-1))).toContain("Ana");
  });

  test("when its snapshot is no snapshot at all", async () => {
    const stage = await begun();
    const before = await kept(stage);
    const snapshot = { value: "", context: null };
    await stage.conversations.save({ ...before, v: before.v + 1, talk: { ...before.talk, snapshot } });
    await say(stage, 1, "Ana");
    await expectPersonCanHelp(stage, /fault/);
  });

  test("when it says more than a hundred messages in one turn", async () => {
    const stage = await begun(CHATTY);
    expect((await say(stage, 1, "go")).messages.map(({ text }) => text)).toEqual(["go"]);
    await expectPersonCanHelp(stage, /12\d messages/);
  });

  test("when what the playbook remembers grows too large", async () => {
    const stage = await begun();
    const before = await kept(stage);
    const context = { ...(before.talk.snapshot.context as object), ballast: "x".repeat(300 * 1024) };
    const snapshot = { ...before.talk.snapshot, context };
    await stage.conversations.save({ ...before, v: before.v + 1, talk: { ...before.talk, snapshot } });
    await say(stage, 1, "Ana");
    await expectPersonCanHelp(stage, /KiB/);
  });

  test("control: none of this happens to an ordinary one", async () => {
    const stage = await begun();
    expect(await say(stage, 1, "Ana")).toMatchObject({ status: "bot" });
  });
});

describe("a document stays small", () => {
  test("however long the words are: under 64 KiB, and every message is still there", async () => {
    const stage = await begun();
    for (const [n, text] of ["Ana", "80"].entries()) await say(stage, 100 + n, text);
    await claim(stage, ID, { id: "rep-1", name: "Mia" });
    const sizes: number[] = [];
    for (let n = 1; n <= 60; n++) {
      await say(stage, n, `${n} ${"word ".repeat(400)}`);
      sizes.push(JSON.stringify(await kept(stage)).length);
    }
    expect(Math.max(...sizes)).toBeLessThan(64 * 1024);
    // The control: what was said is more than that.
    const messages = await messagesAfter(stage.conversations, await kept(stage), 0);
    expect(JSON.stringify(messages).length).toBeGreaterThan(100 * 1024);
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
  });
});

describe("an outbox that is full", () => {
  const TELLING = ENDLESS.replace("    - goto", "    - tell: { team: sales, message: A word. }\n    - goto");
  const stuck = (n: number): OutboxItem => ({
    id: `tell:stuck-${n}`,
    kind: "tell",
    body: {},
    tries: 9,
    nextTryAt: undefined,
  });
  const withStuck = async (count: number) => {
    const stage = await begun(TELLING);
    const before = await kept(stage);
    const outbox = Array.from({ length: count }, (_, n) => stuck(n));
    await stage.conversations.save({ ...before, v: before.v + 1, outbox });
    return stage;
  };
  const kinds = async (stage: TurnStage) =>
    (await kept(stage)).outbox.filter(({ tries }) => tries === 0).map(({ kind }) => kind);

  test("takes no new effect and says so in the log, while the talk goes on and the lead is written", async () => {
    const stage = await withStuck(50);
    expect(await say(stage, 1, "one")).toMatchObject({ status: "bot" });
    expect(await kinds(stage)).toEqual(["lead"]);
    expect(stage.lines.filter((line) => line.startsWith("outbox.full"))).toHaveLength(1);
    expect(await say(stage, 2, "forget me")).toMatchObject({ status: expect.any(String) });
    expect(await kinds(stage)).toContain("forget");
  });

  test("control: one that is not takes it", async () => {
    const stage = await withStuck(49);
    await say(stage, 1, "one");
    expect(await kinds(stage)).toEqual(["tell", "lead"]);
    expect(stage.lines.filter((line) => line.startsWith("outbox.full"))).toEqual([]);
  });
});
