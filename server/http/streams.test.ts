import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { handClock } from "../testing/hand-clock.ts";
import { readStream, type StreamEvent } from "../testing/read-stream.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const page = { url: "https://a.example/pricing" };
const CONVERSATIONS = "/api/v1/conversations";
const short = ({ event, id, data }: StreamEvent) => [
  event,
  id,
  (data as { text?: string; status?: string }).text ?? (data as { status?: string }).status,
];

async function begun(id: string) {
  const visitor = server.visitor();
  await visitor("POST", CONVERSATIONS, { id, page });
  const stream = (query = "", headers = {}) =>
    readStream(`${server.url}${CONVERSATIONS}/${id}/events${query}`, {
      authorization: `Bearer ${visitor.token}`,
      ...headers,
    });
  const say = (messageId: string, text: string) =>
    visitor("POST", `${CONVERSATIONS}/${id}/messages`, { id: messageId, text });
  return { visitor, stream, say };
}

describe("a visitor's stream", () => {
  test("tells what was and what comes, in order, with seq as id", async () => {
    const { stream, say } = await begun("conversation-str1");
    const open = await stream();
    expect(await open.next(3).then((events) => events.map(short))).toEqual([
      ["message", "1", "Hi, I am a bot."],
      ["message", "2", "What is your name?"],
      ["status", undefined, "bot"],
    ]);
    await say("message-1", "Ana");
    await say("message-2", "80");
    expect(await open.next(5).then((events) => events.map(short))).toEqual([
      ["message", "3", "Ana"],
      ["message", "4", "How many are you?"],
      ["message", "5", "80"],
      ["message", "6", "One moment."],
      ["status", undefined, "waiting"],
    ]);
    expect(open.headers.get("x-accel-buffering")).toBe("no");
    expect(open.headers.get("cache-control")).toBe("no-store");
    open.close();
  });

  test.each([
    ["after", "?after=2", {}],
    ["Last-Event-ID", "", { "last-event-id": "2" }],
    ["the later of both", "?after=1", { "last-event-id": "2" }],
  ])("goes on behind %s: nothing lost, nothing twice", async (name, query, headers) => {
    const { stream, say } = await begun(`conversation-${name.length}-resume`);
    await say("message-1", "Ana");
    const open = await stream(query, headers);
    const ids = (await open.next(3)).map(({ id }) => id);
    expect(ids).toEqual(["3", "4", undefined]);
    open.close();
  });

  test("is refused to another visitor", async () => {
    await begun("conversation-str2");
    const path = `${server.url}${CONVERSATIONS}/conversation-str2/events`;
    const foreign = await readStream(path, { authorization: `Bearer ${server.visitor().token}` });
    expect([foreign.status, foreign.headers.get("content-type")]).toEqual([
      404,
      expect.stringContaining("problem+json"),
    ]);
    foreign.close();
  });
});

describe("a rep's stream", () => {
  test("tells of every conversation that changed, and makes the rep be online until it ends", async () => {
    const tom = await server.rep("rep", "Streamer");
    const open = await readStream(`${server.url}/api/v1/events`, { cookie: tom.cookie });
    const look = async () =>
      (await server.ask("POST", "/api/v1/start", { page })).body.look.online as boolean;
    expect(await look()).toBe(true);
    const { say } = await begun("conversation-str3");
    await say("message-1", "Ana");
    const events = await open.next(2);
    expect(events.map(({ event, data }) => [event, data])).toEqual([
      ["inbox", { conversation: "conversation-str3", seq: 2, status: "bot" }],
      ["inbox", { conversation: "conversation-str3", seq: 4, status: "bot" }],
    ]);
    open.close();
    let online = true;
    for (let tries = 0; online && tries < 200; tries++) online = await look();
    expect(online).toBe(false);
  });
});

describe("when the server stops", () => {
  test("streams end at once, so that browsers come back", async () => {
    const own = await testServer();
    const visitor = own.visitor();
    await visitor("POST", CONVERSATIONS, { id: "conversation-stop", page });
    const authorization = `Bearer ${visitor.token}`;
    const open = await readStream(`${own.url}${CONVERSATIONS}/conversation-stop/events`, { authorization });
    await open.next(3);
    await own.close();
    await open.ended();
  });

  test("and starts again, everything is there, and a clock that fell due meanwhile fires once", async () => {
    const dir = await mkdtemp(join(tmpdir(), "parley-restart-"));
    const timekeeper = handClock();
    const before = await openSqlite({ dir });
    const first = await testServer({ stores: before, timekeeper });
    const visitor = first.visitor();
    const path = `${CONVERSATIONS}/conversation-again`;
    await visitor("POST", CONVERSATIONS, { id: "conversation-again", page });
    await visitor("POST", `${path}/messages`, { id: "message-1", text: "Ana" });
    const sent = await visitor("POST", `${path}/messages`, { id: "message-2", text: "80" });
    await first.close();
    await before.close();

    timekeeper.advance(3_600_000);
    const after = await openSqlite({ dir });
    const second = await testServer({ stores: after, timekeeper });
    const same = second.visitor(visitor.token);
    const open = await readStream(`${second.url}${path}/events?after=6`, {
      authorization: `Bearer ${visitor.token}`,
    });
    const texts = new Set<unknown>();
    while (!texts.has("Nobody is there.")) for (const event of await open.next(1)) texts.add(short(event)[2]);
    const again = await same("POST", `${path}/messages`, { id: "message-2", text: "80" });
    expect(again.body).toEqual(sent.body);
    const all = await same("GET", `${path}/events`);
    const fired = (all.body.messages as readonly { readonly text: string }[])
      .slice(6)
      .map(({ text }) => text);
    expect(fired).toEqual(["Still looking.", "Nobody is there."]);
    open.close();
    await second.close();
    await after.close();
    await rm(dir, { recursive: true });
  });
});
