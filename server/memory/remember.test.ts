import { expect, test } from "@jest/globals";
import { drain } from "../outbox/drain.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { handClock } from "../testing/hand-clock.ts";
import { testServer } from "../testing/test-server.ts";
import { turnStage, VISITOR } from "../testing/turn-stage.ts";
import { beginConversation } from "../turns/begin.ts";
import { sendMessage } from "../turns/visitor-acts.ts";
import { forgetVisitor, memoryRound, recall, remember } from "./remember.ts";

const PLAYBOOK = `playbook: hello
questions:
  name: { ask: Who?, answer: name, remember: 1 day }
  city: { ask: Where?, answer: text }
talk: { start: [{ ask: [name, city] }, { end: done }] }
`;
const DAY = 24 * 60 * 60 * 1000;
const WHOSE = { siteId: "default", visitor: VISITOR };

async function stage() {
  const setting = await turnStage({ playbook: PLAYBOOK });
  const outbox = { ...setting, leads: setting.stores.leads, calls: { start: () => undefined } };
  const say = async (conversation: string, text: string) => {
    await sendMessage(setting, conversation, VISITOR, {
      id: `id-${conversation}-${text}`.replaceAll(" ", "-"),
      text,
    });
  };
  const begin = async (id: string) => {
    const choose = () => ({ playbook: setting.compiled, facts: {} });
    const page = { url: "https://a.example/" };
    return await beginConversation(setting, {
      id,
      visitor: VISITOR,
      page,
      remembered: () => recall(setting, WHOSE),
      choose,
    });
  };
  return { ...setting, outbox, say, begin };
}

test("an answer is known in the next conversation, and not after its days or for another visitor", async () => {
  const on = await stage();
  await on.begin("first-one");
  await on.say("first-one", "Ana");
  expect((await on.begin("too-early")).messages.map(({ text }) => text)).toEqual(["Who?"]);
  await drain(on.outbox, "first-one", true);
  await drain(on.outbox, "first-one", true);
  expect((await on.begin("second-one")).messages.map(({ text }) => text)).toEqual(["Where?"]);
  expect(await recall(on, { ...WHOSE, visitor: "other" })).toEqual([]);
  on.timekeeper.advance(DAY);
  expect((await on.begin("third-one")).messages.map(({ text }) => text)).toEqual(["Who?"]);
});

test("forgetting in one conversation erases it, and what another still has on its way stays out", async () => {
  const on = await stage();
  await on.begin("first-one");
  await on.begin("other-one");
  await on.say("first-one", "Ana");
  await on.say("other-one", "Bea");
  await drain(on.outbox, "first-one", true);
  on.timekeeper.advance(1000);
  await on.say("first-one", "forget me");
  await drain(on.outbox, "first-one", true);
  await drain(on.outbox, "other-one", true);
  expect(await recall(on, WHOSE)).toEqual([]);
  expect(JSON.stringify(await on.memory.load("default", VISITOR))).not.toMatch(/Ana|Bea/);
});

test("the later of two answers stays, in whatever order they are kept", async () => {
  const setting = { memory: (await openSqlite({ dir: ":memory:" })).memory, timekeeper: handClock() };
  const now = setting.timekeeper.now();
  const one = { question: "name", value: "old", at: now - 2, until: now + 10, playbook: "a" };
  await remember(setting, WHOSE, [{ ...one, value: "new", at: now - 1 }]);
  await remember(setting, WHOSE, [one]);
  expect((await recall(setting, WHOSE)).map(({ value }) => value)).toEqual(["new"]);
  await forgetVisitor(setting, WHOSE, now - 1);
  await remember(setting, WHOSE, [one]);
  expect(await recall(setting, WHOSE)).toEqual([]);
});

test("the round erases what has run out and leaves the rest", async () => {
  const setting = { memory: (await openSqlite({ dir: ":memory:" })).memory, timekeeper: handClock() };
  const now = setting.timekeeper.now();
  const short = { question: "a", value: 1, at: now, until: now + 10, playbook: "a" };
  await remember(setting, WHOSE, [short, { ...short, question: "b", until: now + 20 }]);
  const round = () => memoryRound({ ...setting, siteId: () => "default" });
  setting.timekeeper.advance(10);
  expect(await round()).toBe(false);
  expect((await setting.memory.load("default", VISITOR))?.answers.map(({ question }) => question)).toEqual([
    "b",
  ]);
  setting.timekeeper.advance(10);
  await round();
  expect(await setting.memory.load("default", VISITOR)).toBeUndefined();
});

test("a site that requires consent begins nothing before its words were agreed to, and keeps them in the lead", async () => {
  const files = { "site.yml": "name: Acme\nconsent: { required: true }\n" };
  const server = await testServer({ files });
  try {
    const page = { url: "https://a.example/" };
    const started = await server.ask("POST", "/api/v1/start", { page });
    const { text } = (started.body as { look: { consent: { text: string } } }).look.consent;
    expect(text).toContain("Acme");
    const visitor = server.visitor();
    const begin = (id: string, more: object = {}) =>
      visitor("POST", "/api/v1/conversations", { id, page, playbook: "hello", ...more });
    const refused = await begin("conversation-1");
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([403, "CONSENT_REQUIRED"]);
    expect((await begin("conversation-1", { consent: "something else" })).status).toBe(403);
    expect(await server.stores.conversations.load("default", "conversation-1")).toBeUndefined();
    expect((await begin("conversation-1", { consent: text })).status).toBe(201);
    const kept = await server.stores.conversations.load("default", "conversation-1");
    expect(kept?.lead.consents?.map((proof) => proof.text)).toEqual([text]);
  } finally {
    await server.close();
  }
});
