import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { handClock } from "../testing/hand-clock.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";
import { VISIT_LASTS_MS } from "./say-visit.ts";

const clock = handClock();
let server: TestServer;
let tom: Awaited<ReturnType<TestServer["rep"]>>;
let lea: Awaited<ReturnType<TestServer["rep"]>>;
let count = 0;

beforeAll(async () => {
  server = await testServer({ timekeeper: clock });
  tom = await server.rep("rep", "Tom");
  lea = await server.rep("rep", "Lea");
});
afterAll(() => server.close());

async function begin(visitor = server.visitor()) {
  count += 1;
  const id = `conversation-${count}`;
  await visitor("POST", "/api/v1/conversations", { id, page: { url: "https://a.example/pricing" } });
  const visit = (url: string, more: object = {}) =>
    visitor("POST", `/api/v1/conversations/${id}/visit`, { page: { url, title: `Page ${url}` }, ...more });
  return { id, visitor, visit };
}
const here = async () =>
  (await tom("GET", "/api/v1/visitors")).body.data as { conversation: { id: string }; here: object }[];
const hereIds = async () => (await here()).map(({ conversation }) => conversation.id);
const about = async (id: string) => (await tom("GET", `/api/v1/conversations/${id}/beside`)).body;

describe("who is on the site", () => {
  test("is nobody until their chat says so, and nobody again when it says nothing more, or that they leave", async () => {
    const ana = await begin();
    expect(await hereIds()).toEqual([]);
    await ana.visit("https://a.example/pricing?who=ana#top", { time_zone: "Europe/Berlin" });
    expect(await here()).toMatchObject([
      {
        conversation: { id: ana.id, status: "bot" },
        here: { path: "/pricing", title: "Page https://a.example/pricing?who=ana#top" },
        time_zone: "Europe/Berlin",
        step: "Start",
      },
    ]);
    clock.advance(VISIT_LASTS_MS - 1);
    expect(await hereIds()).toEqual([ana.id]);
    clock.advance(1);
    expect(await hereIds()).toEqual([]);
    await ana.visit("https://a.example/");
    expect(await hereIds()).toEqual([ana.id]);
    await ana.visit("https://a.example/", { left: true });
    expect(await hereIds()).toEqual([]);
  });

  test("pages are kept in order, once each time, without what stands behind ? and #", async () => {
    const { id, visit } = await begin();
    for (const path of ["/pricing?q=secret", "/pricing#plans", "/security", "/pricing"]) {
      await visit(`https://a.example${path}`);
      clock.advance(5_000);
    }
    const { pages, here: now } = await about(id);
    expect((pages as { path: string }[]).map(({ path }) => path)).toEqual([
      "/pricing",
      "/security",
      "/pricing",
    ]);
    expect(now).toMatchObject({ path: "/pricing" });
    const kept = await server.stores.conversations.load("default", id);
    expect(JSON.stringify(kept?.pages?.map(({ path }) => path))).not.toContain("secret");
  });

  test("an address or a time zone that is none changes nothing that is kept", async () => {
    const { id, visit } = await begin();
    expect((await visit("no address")).body.code).toBe("INPUT_INVALID");
    await visit("https://a.example/", { time_zone: "Mars/Base" });
    expect(await about(id)).not.toHaveProperty("time_zone");
  });

  test("another visitor's conversation is unknown", async () => {
    const { id } = await begin();
    const foreign = server.visitor();
    const page = { url: "https://a.example/" };
    const answer = await foreign("POST", `/api/v1/conversations/${id}/visit`, { page });
    expect([answer.status, answer.body.code]).toEqual([404, "CONVERSATION_UNKNOWN"]);
  });

  test("an erased conversation is not shown any more", async () => {
    const { id, visit } = await begin();
    await visit("https://a.example/");
    const admin = await server.rep("admin", "Ada");
    await admin("POST", "/api/v1/privacy/erase", { visitor: id });
    expect(await hereIds()).not.toContain(id);
    // Nothing is left of it, though no lead came of the conversation.
    for (let tries = 0; tries < 50 && (await server.stores.visits.of("default", id)); tries++)
      await new Promise((resolve) => setImmediate(resolve));
    expect(await server.stores.visits.of("default", id)).toBeUndefined();
  });
});

describe("a rep who begins to talk", () => {
  const start = (id: string, by = tom, client = "start-talk-1", text = "Hi, may I help?") =>
    by("POST", `/api/v1/conversations/${id}/start`, { id: client, text });

  test("has the conversation, and the visitor's chat is told to open until it was seen", async () => {
    const { id, visit } = await begin();
    expect((await visit("https://a.example/", { seen: 2 })).body.open).toBe(false);
    const { status, body } = await start(id);
    expect([status, body.conversation.status, body.conversation.owner.name]).toEqual([200, "human", "Tom"]);
    const called = await visit("https://a.example/", { seen: 2 });
    expect(called.body).toMatchObject({ open: true, status: "human" });
    expect((await visit("https://a.example/", { seen: called.body.seq })).body.open).toBe(false);
    // Once seen, seen: another tab that has not shown it opens nothing.
    expect((await visit("https://a.example/", { seen: 0 })).body.open).toBe(false);
    expect((await start(id)).status).toBe(200);
    const said = (body.messages as { from: string }[]).filter(({ from }) => from === "rep");
    expect(said).toHaveLength(1);
  });

  test("opens a talk that was over", async () => {
    const { id, visitor, visit } = await begin();
    await visitor("POST", `/api/v1/conversations/${id}/messages`, { id: "message-stop", text: "stop" });
    await visit("https://a.example/");
    const { body } = await start(id);
    expect(body.conversation).toMatchObject({ status: "human", owner: { name: "Tom" } });
    const over = await tom("POST", `/api/v1/inbox/${id}/close`, { outcome: "qualified" });
    expect(over.body.conversation).toMatchObject({ status: "ended", outcome: "qualified" });
  });

  test("is told when a colleague was faster, and when the visitor has left", async () => {
    const { id, visit } = await begin();
    await visit("https://a.example/");
    await start(id);
    const late = await start(id, lea, "start-talk-2");
    expect([late.status, late.body.code, late.body.owner]).toEqual([409, "CLAIMED", "Tom"]);
    const gone = await begin();
    const refused = await start(gone.id);
    expect([refused.status, refused.body.code]).toEqual([409, "NOT_NOW"]);
  });
});

test("beside a conversation stand the others of its visitor, the newest first, and no one else's", async () => {
  const visitor = server.visitor();
  const first = await begin(visitor);
  clock.advance(60_000);
  const second = await begin(visitor);
  clock.advance(60_000);
  const third = await begin(visitor);
  await begin();
  const { earlier } = await about(third.id);
  expect((earlier as { id: string }[]).map(({ id }) => id)).toEqual([second.id, first.id]);
});
