import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Stores } from "../stores/ports.ts";
import { handClock } from "../testing/hand-clock.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const page = { url: "https://a.example/pricing?utm_source=news&utm_campaign=may", title: "Pricing" };
const CONVERSATIONS = "/api/v1/conversations";

describe("the whole way", () => {
  test("a visitor is asked, waits, is answered by a rep and given back; the lead has its reasons", async () => {
    const visitor = server.visitor();
    const begun = await visitor("POST", CONVERSATIONS, {
      id: "conversation-way",
      page,
      facts: { plan: "team" },
    });
    expect([begun.status, begun.body.conversation]).toEqual([
      201,
      {
        id: "conversation-way",
        playbook: "hello",
        version: expect.stringMatching(/^[0-9a-f]{64}$/),
        status: "bot",
        seq: 2,
      },
    ]);
    expect((await visitor("POST", CONVERSATIONS, { id: "conversation-way", page })).body).toEqual(begun.body);
    const say = async (id: string, text: string) =>
      await visitor("POST", `${CONVERSATIONS}/conversation-way/messages`, { id, text });
    await say("message-1", "Ana");
    const waits = await say("message-2", "80");
    expect(waits.body).toMatchObject({
      status: "waiting",
      messages: [{ text: "80" }, { text: "One moment." }],
    });
    expect((await visitor("POST", CONVERSATIONS, { id: "conversation-way", page })).body).toEqual(begun.body);

    const tom = await server.rep("rep", "Tom");
    const eva = await server.rep("rep", "Eva");
    const inbox = await tom("GET", "/api/v1/inbox?queue=waiting");
    expect(inbox.body).toMatchObject({
      data: [
        {
          id: "conversation-way",
          name: "Ana",
          score: 20,
          grade: "hot",
          status: "waiting",
          page: "/pricing",
          waiting_since: expect.any(String),
          answer_by: expect.any(String),
        },
      ],
      next_cursor: null,
      counts: { waiting: 1, mine: 0 },
    });
    const claimed = await tom("POST", "/api/v1/inbox/conversation-way/claim");
    expect(claimed.body).toMatchObject({
      conversation: { status: "human", owner: { name: "Tom" } },
      campaign: { utm_source: "news", utm_campaign: "may" },
      note: "Ana, a team of 80",
      steps: ["start", "to_a_human"],
      lead: { grades: { hot: 15, warm: 5 }, receipt: [{ because: "More than ten", add: 20, counted: true }] },
    });
    const lost = await eva("POST", "/api/v1/inbox/conversation-way/claim");
    expect([lost.status, lost.body.code, lost.body.owner]).toEqual([409, "CLAIMED", "Tom"]);
    const stranger = await eva("POST", "/api/v1/inbox/conversation-way/replies", {
      id: "reply-eva",
      text: "Me",
    });
    expect([stranger.status, stranger.body.code]).toEqual([403, "NOT_OWNER"]);
    await tom("POST", "/api/v1/inbox/conversation-way/replies", { id: "reply-001", text: "Hello Ana" });
    const mine = await tom("GET", "/api/v1/inbox?queue=mine");
    expect(mine.body.data).toMatchObject([{ last: { from: "rep", text: "Hello Ana" } }]);
    expect((await eva("GET", "/api/v1/inbox?queue=mine")).body.data).toEqual([]);
    const unknown = await tom("POST", "/api/v1/inbox/conversation-way/return", { step: "nowhere" });
    expect([unknown.status, unknown.body.code]).toEqual([422, "STEP_UNKNOWN"]);
    await tom("POST", "/api/v1/inbox/conversation-way/return", {});
    const all = await visitor("GET", `${CONVERSATIONS}/conversation-way/events?after=6`);
    const texts = (all.body.messages as readonly { readonly text: string }[]).map(({ text }) => text);
    expect(texts).toEqual([
      expect.stringContaining("Tom"),
      "Hello Ana",
      expect.stringContaining("Tom"),
      "The bot again.",
    ]);

    const lead = await eventually(
      () => tom("GET", "/api/v1/leads?search=ANA"),
      (answer) => answer.body.data[0]?.outcome === "helped",
    );
    expect(lead.body.data).toMatchObject([{ id: "conversation-way", name: "Ana", score: 20, grade: "hot" }]);
    const detail = await tom("GET", "/api/v1/leads/conversation-way");
    expect(detail.body).toMatchObject({
      page,
      lead: { fields: { full_name: "Ana", seats: 80 } },
      possibly_same: [],
    });
    expect(detail.body.messages).toHaveLength(all.body.seq as number);
  });
});

describe("a message", () => {
  const send = async (body: unknown) => {
    const visitor = server.visitor();
    const id = `conversation-${Math.random().toString(36).slice(2)}`;
    await visitor("POST", CONVERSATIONS, { id, page });
    return await visitor("POST", `${CONVERSATIONS}/${id}/messages`, body);
  };

  test.each([
    ["without an id", { text: "hi" }],
    ["with a short id", { id: "x", text: "hi" }],
    ["with an id of other letters", { id: "message$.1", text: "hi" }],
    ["with nothing", { id: "message-1" }],
    ["with nothing but spaces", { id: "message-1", text: " \n " }],
    ["with two things", { id: "message-1", text: "hi", choice: "a" }],
    ["with text that is none", { id: "message-1", text: { $ne: null } }],
    ["with a number", { id: "message-1", text: 5 }],
    ["that is too long", { id: "message-1", text: "a".repeat(4_001) }],
    ["with NUL", { id: "message-1", text: "a\u0000b" }],
    ["with half a letter", '{"id":"message-1","text":"\\ud800"}'],
    ["that is a list", []],
    ["with __proto__", '{"id":"message-1","text":"hi","__proto__":{"admin":true}}'],
  ])("%s is refused", async (_name, body) => {
    const answer = await send(body);
    expect([answer.status, answer.body.code]).toEqual([400, "INPUT_INVALID"]);
    expect(answer.body.errors.length).toBeGreaterThan(0);
  });

  test.each([
    ["no JSON", "{", 400, "BODY_UNREADABLE"],
    ["a bare text", '"hi"', 400, "BODY_UNREADABLE"],
    ["more than 16 KiB", { id: "message-1", text: "a".repeat(17_000) }, 413, "BODY_TOO_LARGE"],
    ["a choice that is not on offer", { id: "message-1", choice: "nothing:1" }, 422, "CHOICE_UNKNOWN"],
  ])("that is %s is refused", async (_name, body, status, code) => {
    const answer = await send(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
  });

  test.each([
    ["xstate.stop", "xstate.stop"],
    ["an event of ours", "rep_joined"],
    ["markup", "<script>alert(1)</script>"],
    ["an emoji", "👋🏽"],
  ])("that says %s is only a message", async (_name, text) => {
    const answer = await send({ id: "message-1", text });
    expect([answer.status, answer.body.messages[0].text]).toEqual([200, text]);
  });

  test("with the same id and another text is refused", async () => {
    const visitor = server.visitor();
    await visitor("POST", CONVERSATIONS, { id: "conversation-reuse", page });
    const path = `${CONVERSATIONS}/conversation-reuse/messages`;
    await visitor("POST", path, { id: "message-1", text: "Ana" });
    const other = await visitor("POST", path, { id: "message-1", text: "Bob" });
    expect([other.status, other.body.code]).toEqual([409, "ID_REUSED"]);
  });
});

describe("what may start", () => {
  test("is offered for the page, with its first line; nothing is stored", async () => {
    const answer = await server.ask("POST", "/api/v1/start", { page });
    expect(answer.body).toEqual({
      look: { name: expect.any(String), bot: expect.any(String), online: expect.any(Boolean) },
      starts: [
        { playbook: "hello", after: 10, teaser: "Hi, I am a bot." },
        { playbook: "hello", event: "clicked_talk", teaser: "Hi, I am a bot." },
      ],
    });
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });

  test("of no playbook of that name is a 404", async () => {
    const answer = await server.visitor()("POST", CONVERSATIONS, {
      id: "conversation-none",
      playbook: "nope",
      page,
    });
    expect([answer.status, answer.body.code]).toEqual([404, "PLAYBOOK_UNKNOWN"]);
  });

  test("on a site with origins is told to those and to our own pages only", async () => {
    const closed = await testServer({
      files: { "site.yml": 'name: Fernway\norigins: ["https://www.example.com"]\n' },
    });
    const start = async (origin?: string) => {
      const answer = await closed.ask(
        "POST",
        "/api/v1/start",
        { page },
        origin === undefined ? {} : { origin },
      );
      return [answer.status, answer.headers.get("access-control-allow-origin")];
    };
    expect(await start("https://www.example.com")).toEqual([200, "https://www.example.com"]);
    expect(await start(closed.url)).toEqual([200, null]);
    expect(await start()).toEqual([200, null]);
    for (const origin of ["https://evil.example", "https://www.example.com.evil.example", "null"]) {
      expect(await start(origin)).toEqual([403, null]);
    }
    const preflight = await closed.ask("OPTIONS", "/api/v1/start", undefined, {
      origin: "https://www.example.com",
    });
    expect([preflight.status, preflight.headers.get("access-control-allow-headers")]).toEqual([
      204,
      "Content-Type",
    ]);
    const chat = await closed.ask("GET", "/chat");
    expect(chat.headers.get("content-security-policy")).toContain(
      "frame-ancestors 'self' https://www.example.com",
    );
    await closed.close();
  });
});

describe("every answer of the API", () => {
  test("forbids a browser to do anything with it", async () => {
    const { headers } = await server.ask("GET", "/healthz");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-powered-by")).toBeNull();
  });

  test("that is no route is a problem too", async () => {
    const answer = await server.ask("GET", "/api/v1/nothing");
    expect([answer.status, answer.body.code]).toEqual([404, "ROUTE_UNKNOWN"]);
    expect((await server.ask("GET", "/api/v1/inbox/%E0%A4%A")).status).toBe(400);
  });
});

test("a store that is away is a 503 with Retry-After, and readiness says so", async () => {
  const { StoreAwayError } = await import("../stores/ports.ts");
  const { openSqlite } = await import("../stores/sqlite/open-sqlite.ts");
  const real = await openSqlite({ dir: ":memory:" });
  const away = { is: false };
  const fail = () => {
    if (away.is) throw new StoreAwayError("away");
  };
  const stores = {
    ...real,
    ping: async () => fail(),
    conversations: {
      ...real.conversations,
      load: async (siteId: string, id: string) => {
        fail();
        return await real.conversations.load(siteId, id);
      },
    },
  };
  const own = await testServer({ stores });
  const visitor = own.visitor();
  await visitor("POST", CONVERSATIONS, { id: "conversation-away", page });
  away.is = true;
  const message = { id: "message-1", text: "Ana" };
  const refused = await visitor("POST", `${CONVERSATIONS}/conversation-away/messages`, message);
  expect([refused.status, refused.body.code, refused.headers.get("retry-after")]).toEqual([
    503,
    "TRY_AGAIN",
    "2",
  ]);
  expect((await own.ask("GET", "/readyz")).status).toBe(503);
  expect((await own.ask("GET", "/healthz")).status).toBe(200);
  away.is = false;
  expect((await visitor("POST", `${CONVERSATIONS}/conversation-away/messages`, message)).status).toBe(200);
  expect((await own.ask("GET", "/readyz")).status).toBe(200);
  await own.close();
  await real.close();
});

describe("limits", () => {
  test("tell a visitor who sends too much to wait, and nobody else", async () => {
    const own = await testServer({ rateLimits: true });
    const visitor = own.visitor();
    const other = own.visitor();
    await visitor("POST", CONVERSATIONS, { id: "conversation-flood", page });
    await other("POST", CONVERSATIONS, { id: "conversation-calm", page });
    const statuses: number[] = [];
    for (let n = 0; n < 21; n++) {
      const path = `${CONVERSATIONS}/conversation-flood/messages`;
      const german = { "accept-language": "de-AT" };
      const answer = await visitor("POST", path, { id: `message-${n}`, text: "hi" }, german);
      statuses.push(answer.status);
      if (n < 20) continue;
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(answer.headers.get("ratelimit-policy")).toBe('"messages";q=20;w=60');
      expect(answer.headers.get("ratelimit")).toMatch(/^"messages";r=0;t=\d+$/);
      expect(answer.headers.get("content-language")).toBe("de");
      expect(answer.body).toMatchObject({ status: 429, code: "TOO_MANY" });
      expect(answer.body.detail).toMatch(/In \d+ Sekunden geht es von selbst weiter/);
    }
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
    const calm = await other("POST", `${CONVERSATIONS}/conversation-calm/messages`, {
      id: "message-1",
      text: "hi",
    });
    expect(calm.status).toBe(200);
    await own.close();
  });

  test("refuse a flood before the conversation is loaded", async () => {
    const { openSqlite } = await import("../stores/sqlite/open-sqlite.ts");
    const real = await openSqlite({ dir: ":memory:" });
    let loads = 0;
    const conversations: Stores["conversations"] = {
      ...real.conversations,
      load: (...key) => {
        loads += 1;
        return real.conversations.load(...key);
      },
    };
    const own = await testServer({ rateLimits: true, stores: { ...real, conversations } });
    const visitor = own.visitor();
    const flood = async (n: number) =>
      (
        await visitor("POST", `${CONVERSATIONS}/unknown-conversation/messages`, {
          id: `message-${n}`,
          text: "hi",
        })
      ).status;
    const statuses = [];
    for (let n = 0; n < 100; n++) statuses.push(await flood(n));
    expect(statuses.filter((status) => status === 429)).toHaveLength(80);
    expect(loads).toBe(20);
    await own.close();
    await real.close();
  });

  test("refuse who is known to have reached them before what they send is read, and ask the store nothing", async () => {
    const { openSqlite } = await import("../stores/sqlite/open-sqlite.ts");
    const real = await openSqlite({ dir: ":memory:" });
    const asked: string[] = [];
    const heard = <T extends object>(name: string, port: T): T =>
      new Proxy(port, {
        get: (target, key, self) => {
          asked.push(`${name}.${String(key)}`);
          return Reflect.get(target, key, self) as unknown;
        },
      });
    const { conversations, visitors, counters } = real;
    const stores = {
      ...real,
      conversations: heard("conversations", conversations),
      visitors: heard("visitors", visitors),
      counters: heard("counters", counters),
    };
    // By a clock that stands still nothing else asks the store.
    const own = await testServer({ rateLimits: true, stores, timekeeper: handClock() });
    const visitor = own.visitor();
    await visitor("POST", CONVERSATIONS, { id: "conversation-flood", page });
    const path = `${CONVERSATIONS}/conversation-flood/messages`;
    const post = (body: string) =>
      fetch(`${own.url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${visitor.token}` },
        body,
      });
    expect((await post("{")).status).toBe(400);
    for (let n = 0; n < 21; n++) await visitor("POST", path, { id: `message-${n}`, text: "hi" });
    asked.length = 0;
    const refused = await post("{");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
    expect(refused.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await refused.json()).toMatchObject({ status: 429, code: "TOO_MANY" });
    expect(asked).toEqual([]);
    await own.close();
    await real.close();
  });

  test("count requests of strangers by address, and let people who are logged in work on", async () => {
    const own = await testServer({
      rateLimits: true,
      files: { "site.yml": "limits: { requests: 10 a minute }\n" },
    });
    const rep = await own.rep("rep", "Rita");
    const statuses = [];
    for (let n = 0; n < 20; n++) statuses.push((await own.ask("POST", "/api/v1/start", { page })).status);
    // Logging in was one of the ten.
    expect(statuses.filter((status) => status === 429)).toHaveLength(11);
    expect((await own.ask("GET", "/api/v1/me")).status).toBe(429);
    expect((await rep("GET", "/api/v1/me")).status).toBe(200);
    expect((await own.ask("GET", "/healthz")).status).toBe(200);
    await own.close();
  });
});

describe("the language of a conversation", () => {
  const SPOKEN = `playbook: spoken
language: en
also_in: [de]
start_when: [{ page: /morning }]
talk: { start: [{ say: Good morning! }, { end: done }] }
`;
  const TEXTS = "texts_of: spoken\nlanguage: de\ntexts: { Good morning!: Guten Morgen! }\n";

  test("is the browser's first one, unless the page says another", async () => {
    const own = await testServer({ files: { "spoken.playbook.yml": SPOKEN, "spoken.de.yml": TEXTS } });
    const visitor = own.visitor();
    const morning = { url: "https://a.example/morning" };
    const german = { "accept-language": "de-AT,de;q=0.9,en;q=0.8" };
    const begin = async (id: string, headers: Record<string, string>, facts = {}) => {
      const begun = await visitor("POST", CONVERSATIONS, { id, page: morning, facts }, headers);
      return begun.body.messages[0].text;
    };
    expect(await begin("conversation-german", german)).toBe("Guten Morgen!");
    expect(await begin("conversation-french", { "accept-language": "fr,de;q=0.5" })).toBe("Good morning!");
    expect(await begin("conversation-nothing", {})).toBe("Good morning!");
    expect(await begin("conversation-fact", german, { language: "en" })).toBe("Good morning!");
    const offers = await own.ask("POST", "/api/v1/start", { page: morning }, german);
    expect(offers.body.starts[0].teaser).toBe("Guten Morgen!");
    await own.close();
  });
});

/** Asks until it is so; for what the server does in the background after it has answered. */
async function eventually<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await ask();
    if (isSo(answer)) return answer;
  }
  return await ask();
}
