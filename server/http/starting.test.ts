import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { handClock } from "../testing/hand-clock.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";

const SITE = `name: Fernway
time_zone: Europe/Berlin
teams: { sales: { people: [sales@example.com], hours: { mon-fri: "09:00-17:00" } } }
`;
const playbook = (name: string, rule: string, first = `say: "${name}"`) => `playbook: ${name}
start_when: [${rule}]
questions: { plan: { ask: Which plan?, answer: text }, seats: { ask: How many seats?, answer: number } }
talk: { start: [${first}, { ask: [plan, seats] }, { end: done }] }
`;
/** First of the list where nothing fits. */
const FILES = {
  "site.yml": SITE,
  "hello.playbook.yml": playbook("hello", "{ page: /nowhere }"),
  "german.playbook.yml": playbook("german", "{ page: /country, country: DE }"),
  "open.playbook.yml": playbook("open", "{ page: /open, open: sales }"),
  "weekly.playbook.yml": playbook("weekly", "{ page: /weekly, not_seen_for: 7 days }"),
  "back.playbook.yml": playbook("back", "{ page: /back, returning: true }"),
  "facts.playbook.yml": playbook(
    "facts",
    "{ page: /facts }",
    `choose: [{ when: { visitor.name: Ana }, do: [{ say: "Hi Ana" }] }, { otherwise: [{ say: "Hi you" }] }]`,
  ),
  "where.playbook.yml": playbook(
    "where",
    "{ page: /where }",
    `choose: [{ when: { country: DE, returning: true, campaign: spring }, do: [{ say: "Back" }] }, { otherwise: [{ say: "New" }] }]`,
  ),
};

const MONDAY_NOON = Date.UTC(2026, 10, 23, 11);
let server: TestServer;
let clock: ReturnType<typeof handClock>;
beforeEach(() => {
  clock = handClock(MONDAY_NOON);
});
afterEach(async () => {
  await server.close();
});

async function serve(countryHeader?: string) {
  server = await testServer({ files: FILES, timekeeper: clock, ...(countryHeader && { countryHeader }) });
}

const at = (path: string) => ({ url: `https://a.example${path}` });

async function offered(path: string, more: object = {}, headers: Readonly<Record<string, string>> = {}) {
  const answer = await server.ask("POST", "/api/v1/start", { page: at(path), ...more }, headers);
  expect(answer.status).toBe(200);
  return (answer.body.starts as { playbook: string }[]).map((start) => start.playbook);
}

describe("the visitor's country", () => {
  test("is that of the header which the setting names", async () => {
    await serve("CF-IPCountry");
    expect(await offered("/country", {}, { "cf-ipcountry": "de" })).toEqual(["german"]);
    for (const value of ["AT", "XX", "Germany", ""])
      expect(await offered("/country", {}, { "cf-ipcountry": value })).toEqual([]);
    expect(await offered("/country")).toEqual([]);
  });

  test("is believed of no header unless it is set, and of no page", async () => {
    await serve();
    expect(await offered("/country", {}, { "cf-ipcountry": "DE" })).toEqual([]);
    expect(await offered("/country", { facts: { country: "DE" } })).toEqual([]);
  });
});

describe("what may start", () => {
  test("looks at the hours of teams", async () => {
    await serve();
    expect(await offered("/open")).toEqual(["open"]);
    clock.advance(6 * 3_600_000);
    expect(await offered("/open")).toEqual([]);
  });

  test("leaves out what the browser says was met lately", async () => {
    await serve();
    const day = 86_400;
    expect(await offered("/weekly")).toEqual(["weekly"]);
    expect(await offered("/weekly", { met: { weekly: 6 * day } })).toEqual([]);
    expect(await offered("/weekly", { met: { weekly: 7 * day, hello: 5 } })).toEqual(["weekly"]);
  });

  test("knows who is returning from the browser, and the site's word comes first", async () => {
    await serve();
    expect(await offered("/back")).toEqual([]);
    expect(await offered("/back", { returning: true })).toEqual(["back"]);
    expect(await offered("/back", { returning: true, facts: { returning: false } })).toEqual([]);
  });

  test("shows a first line that knows the facts", async () => {
    await serve();
    const teaser = async (facts: object) =>
      (await server.ask("POST", "/api/v1/start", { page: at("/facts"), facts })).body.starts[0].teaser;
    expect(await teaser({ name: "Ana" })).toBe("Hi Ana");
    expect(await teaser({})).toBe("Hi you");
  });
});

describe("a conversation", () => {
  test("takes facts for answers, and its conditions see them", async () => {
    await serve();
    const begun = await server.visitor()("POST", "/api/v1/conversations", {
      id: "conversation-facts",
      page: at("/facts"),
      facts: { name: "Ana", plan: "pro" },
    });
    const texts = (begun.body.messages as { text: string }[]).map(({ text }) => text);
    expect(texts).toEqual(["Hi Ana", "How many seats?"]);
  });

  test("has conditions that see country, campaign and returning", async () => {
    await serve("cf-ipcountry");
    const first = async (id: string, returning: boolean) => {
      const body = { id, page: at("/where?utm_campaign=spring"), returning };
      const begun = await server.visitor()("POST", "/api/v1/conversations", body, { "cf-ipcountry": "DE" });
      return begun.body.messages[0].text;
    };
    expect(await first("conversation-back", true)).toBe("Back");
    expect(await first("conversation-new", false)).toBe("New");
  });
});
