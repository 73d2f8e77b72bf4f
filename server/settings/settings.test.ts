import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import type { Stores } from "../stores/ports.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { type HandClock, handClock } from "../testing/hand-clock.ts";
import { type Answer, type Ask, type TestServer, testServer } from "../testing/test-server.ts";
import type { AuditLine } from "../wire/audit.ts";
import type { Desk } from "../wire/handoff.ts";
import type { InboxRow } from "../wire/rep.ts";
import type { SettingView, SightingView } from "../wire/settings.ts";

const SITE = `site: default
name: Acme
teams:
  sales:
    people: [ana@example.com]
`;
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function openServer(more: { stores?: Stores; timekeeper?: HandClock; site?: string } = {}) {
  const { site = SITE, ...options } = more;
  const server = await testServer({ ...options, files: { "site.yml": site } });
  closers.push(server.close);
  return server;
}

async function withAdmin(more: Parameters<typeof openServer>[0] = {}) {
  const server = await openServer(more);
  const admin = await server.rep("admin", "Ada");
  return { server, admin, set: setter(admin) };
}

/** Sets on top of whatever is set. */
function setter(admin: Ask) {
  return async (set: object): Promise<Answer> => {
    const { body } = await admin("GET", "/api/v1/settings");
    return await admin("POST", "/api/v1/settings", { version: body.version, set });
  };
}

async function one(admin: Ask, key: string): Promise<SettingView | undefined> {
  const { body } = await admin("GET", "/api/v1/settings");
  return (body.data as readonly SettingView[]).find((found) => found.key === key);
}

const start = (server: TestServer, origin?: string) =>
  server.ask("POST", "/api/v1/start", { page: { url: "https://a.example/" } }, origin ? { origin } : {});

describe("a setting", () => {
  test("tells what it is and who says so: the file with its line, the console, or nobody", async () => {
    const { admin, set } = await withAdmin();
    expect(await one(admin, "name")).toEqual({ key: "name", value: "Acme", source: "file", line: 2 });
    expect(await one(admin, "bot.name")).toEqual({ key: "bot.name", value: "Robin", source: "default" });
    expect((await set({ "bot.name": "Ada" })).status).toBe(200);
    expect(await one(admin, "bot.name")).toEqual({ key: "bot.name", value: "Ada", source: "console" });
    expect((await set({ "bot.name": null })).status).toBe(200);
    expect((await one(admin, "bot.name"))?.source).toBe("default");
  });

  test("names the teams of both, also those of which the file says nothing more", async () => {
    const { admin, set } = await withAdmin({ site: "site: default\nteams: { sales: {} }\n" });
    await set({ "teams.support.limit": 2 });
    expect((await admin("GET", "/api/v1/settings")).body.teams).toEqual(["sales", "support"]);
  });

  test("that the file has is refused, with its place, and is never overridden", async () => {
    const { server, set } = await withAdmin();
    const answer = await set({ name: "Other", "bot.name": "Ada" });
    expect([answer.status, answer.body.code]).toEqual([409, "SETTING_IN_FILE"]);
    expect(answer.body.detail).toContain("site.yml:2");
    const { look } = (await start(server)).body;
    expect([look.name, look.bot]).toEqual(["Acme", "Robin"]);
  });

  test("that a file begins to have counts as the file says, and again as set when it is taken out", async () => {
    const { server, admin, set } = await withAdmin();
    await set({ "bot.name": "Ada" });
    const botName = async () => (await start(server)).body.look.bot as string;
    expect(await botName()).toBe("Ada");
    const until = async (name: string) => {
      while ((await botName()) !== name) await new Promise(setImmediate);
    };
    await writeFile(join(server.dir, "site.yml"), `${SITE}bot: { name: Bea }\n`);
    await until("Bea");
    expect((await one(admin, "bot.name"))?.source).toBe("file");
    await writeFile(join(server.dir, "site.yml"), SITE);
    await until("Ada");
  });

  test.each([
    [{ time_zone: "Europe/Nowhere" }, "time_zone"],
    [{ "teams.sales.hours": { mon: "nine" } }, "teams.sales.hours"],
    [{ "teams.sales.holidays": ["25.12.2026"] }, "teams.sales.holidays"],
    [{ "widget.color": "red" }, "widget.color"],
    [{ "retention.leads": "soon" }, "retention.leads"],
    [{ "bot.name": "Ada\u0007" }, "bot.name"],
    [{ "security.totp": "optional" }, "security.totp"],
    [{ "identity.enforce": false }, "identity.enforce"],
    [{ "webhooks.crm": { url: "https://a.example", on: ["lead.created"], secret: "A" } }, "webhooks.crm"],
    [{ "teams.__proto__.limit": 3 }, "teams.__proto__.limit"],
    [{ "teams.sales.hours.mon": "09:00-17:00" }, "teams.sales.hours.mon"],
  ])("that is wrong is refused by its key: %j", async (wrong, path) => {
    const { admin, set } = await withAdmin();
    const answer = await set({ ...wrong, tone: "warm" });
    expect([answer.status, answer.body.code]).toEqual([400, "INPUT_INVALID"]);
    expect((answer.body.errors as readonly { path: string }[]).map((error) => error.path)).toContain(path);
    // All or none.
    expect((await one(admin, "tone"))?.source).toBe("default");
  });

  test("that somebody else changed meanwhile is not overwritten unseen", async () => {
    const { admin } = await withAdmin();
    const change = (bot: string) =>
      admin("POST", "/api/v1/settings", { version: 0, set: { "bot.name": bot } });
    const answers = await Promise.all([change("Ada"), change("Bea")]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe("SETTINGS_STALE");
  });

  test("counts at every node, without a start", async () => {
    const stores = await openSqlite({ dir: ":memory:" });
    closers.push(() => stores.close());
    const { set } = await withAdmin({ stores });
    const other = await openServer({ stores });
    const botThere = async () => (await start(other)).body.look.bot as string;
    expect(await botThere()).toBe("Robin");
    await set({ "bot.name": "Ada" });
    while ((await botThere()) !== "Ada") await new Promise((wake) => setTimeout(wake, 20));
  });

  test("is in the audit log with who set it, and without what was set", async () => {
    const { admin, set } = await withAdmin();
    await set({ "consent.text": "canary words" });
    const { body } = await admin("GET", "/api/v1/audit");
    const line = (body.data as readonly AuditLine[]).find(({ what }) => what === "settings.changed");
    expect(line).toMatchObject({ object: "consent.text", who: { id: "person-Ada" } });
    expect(line?.after).toMatch(/^[0-9a-f]{16}$/);
    expect(JSON.stringify(body)).not.toContain("canary");
  });
});

describe("what is set has its effect", () => {
  test("origins: where they are named, no other website may show the chat; and both are seen", async () => {
    const { server, admin, set } = await withAdmin();
    expect((await start(server, "https://evil.example")).status).toBe(200);
    await set({ origins: ["https://www.acme.example"] });
    expect((await start(server, "https://www.acme.example")).status).toBe(200);
    expect((await start(server, "https://other.example")).status).toBe(403);
    const preflight = await server.ask("OPTIONS", "/api/v1/start", undefined, {
      origin: "https://late.example",
    });
    expect(preflight.status).toBe(403);
    const page = await server.ask("GET", "/chat");
    expect(page.headers.get("content-security-policy")).toContain(
      "frame-ancestors 'self' https://www.acme.example",
    );
    const { body } = await admin("GET", "/api/v1/sightings");
    const seen = new Map(
      (body.data as readonly SightingView[]).map((row) => [row.origin, row.allowed] as const),
    );
    expect(Object.fromEntries(seen)).toEqual({
      "https://evil.example": true,
      "https://www.acme.example": true,
      "https://other.example": false,
      "https://late.example": false,
    });
  });

  test("consent: the chat sends nothing before it", async () => {
    const { server, set } = await withAdmin();
    const begin = () =>
      server.visitor()("POST", "/api/v1/conversations", {
        id: "conversation-consent",
        page: { url: "https://a.example/" },
      });
    await set({ "consent.required": true, "consent.text": "May we?" });
    expect((await start(server)).body.look.consent).toEqual({ text: "May we?" });
    expect((await begin()).body.code).toBe("CONSENT_REQUIRED");
    await set({ "consent.required": null });
    expect((await begin()).status).toBe(201);
  });

  test("the look of the widget reaches the page", async () => {
    const { server, set } = await withAdmin();
    expect((await start(server)).body.look.widget).toBeUndefined();
    await set({ "widget.color": "#aa3300", "widget.position": "start", "widget.launcher": "Chat with us" });
    expect((await start(server)).body.look.widget).toEqual({
      color: "#aa3300",
      position: "start",
      launcher: "Chat with us",
    });
  });
});

describe("hours that are tried", () => {
  const hours = { "mon-fri": "09:00-17:30" };
  const asked = { hours, holidays: ["2026-12-25"], time_zone: "Europe/Berlin" };
  test.each([
    ["2026-11-23T10:00", { open: true, closes_at: "2026-11-23T17:30+01:00", clock: "once" }],
    ["2026-11-23T17:30", { open: false, opens_at: "2026-11-24T09:00+01:00" }],
    ["2026-12-25T10:00", { open: false, opens_at: "2026-12-28T09:00+01:00" }],
    // The last weekend of winter time: Monday's nine o'clock is already one of summer time.
    ["2026-03-27T18:00", { open: false, opens_at: "2026-03-30T09:00+02:00" }],
    ["2026-03-29T02:30", { open: false, clock: "skipped", at: "2026-03-29T03:00+02:00" }],
    ["2026-10-25T02:30", { open: false, clock: "twice" }],
  ])("at %s", async (at, found) => {
    const { admin } = await withAdmin();
    const answer = await admin("POST", "/api/v1/hours/try", { ...asked, at });
    expect(answer.body).toMatchObject(found);
  });

  test("without hours are always open; what is no time or no zone is refused", async () => {
    const { admin } = await withAdmin();
    const ask = (body: object) => admin("POST", "/api/v1/hours/try", { ...asked, ...body });
    expect((await admin("POST", "/api/v1/hours/try", { holidays: [], time_zone: "UTC" })).body.open).toBe(
      true,
    );
    for (const wrong of [{ at: "soon" }, { time_zone: "Nowhere" }, { hours: { mon: "x" } }])
      expect((await ask(wrong)).body.code).toBe("INPUT_INVALID");
  });
});

describe("a team's settings", () => {
  const begin = async (server: TestServer, id: string, name: string) => {
    const visitor = server.visitor();
    await visitor("POST", "/api/v1/conversations", { id, page: { url: "https://a.example/pricing" } });
    for (const [n, text] of [name, "20"].entries())
      await visitor("POST", `/api/v1/conversations/${id}/messages`, { id: `${id}-m${n}`, text });
  };

  test("hours and holidays decide when a promise runs out: not before the team is there again", async () => {
    // Monday, nine in the morning.
    const timekeeper = handClock();
    const { server, admin, set } = await withAdmin({
      timekeeper,
      site: "site: default\nteams: { sales: {} }\n",
    });
    const promised = async (id: string) => {
      await begin(server, id, "Ana");
      const { body } = await admin("GET", "/api/v1/inbox?queue=waiting");
      return (body.data as readonly InboxRow[]).find((row) => row.id === id)?.answer_by;
    };
    expect(await promised("conversation-open")).toBe("2026-06-01T09:03:00.000Z");
    // There for a minute a day: three minutes are over on the third day.
    await set({ "teams.sales.hours": { "mon-fri": "09:00-09:01" } });
    expect(await promised("conversation-hours")).toBe("2026-06-03T09:01:00.000Z");
    await set({ "teams.sales.holidays": ["2026-06-02"] });
    expect(await promised("conversation-holiday")).toBe("2026-06-04T09:01:00.000Z");
    // There it is ten, and nobody is there: nobody is kept waiting either.
    await set({ "teams.sales.time_zone": "Europe/Lisbon" });
    expect(await promised("conversation-zone")).toBeUndefined();
    await set({ "teams.sales.hours": { "mon-fri": "10:00-10:01" } });
    expect(await promised("conversation-again")).toBe("2026-06-04T09:01:00.000Z");
  });

  test("people decide whose conversations they are: whoever is not in the team is not asked", async () => {
    const { server, admin, set } = await withAdmin({ site: "site: default\nteams: { sales: {} }\n" });
    await server.rep("rep", "Tom");
    const teamsOf = async () => {
      const { body } = await admin("GET", "/api/v1/desks");
      return (body.data as readonly Desk[]).map((desk) => [desk.person.name, desk.teams, desk.limit]);
    };
    await set({ "teams.sales.people": ["tom@example.com"], "teams.sales.limit": 2 });
    expect(await teamsOf()).toEqual([
      ["Ada", [], undefined],
      ["Tom", ["sales"], 2],
    ]);
  });
});

test("retention that is set is what is erased", async () => {
  const timekeeper = handClock();
  const { server, set } = await withAdmin({ timekeeper });
  await server.visitor()("POST", "/api/v1/conversations", {
    id: "conversation-old",
    page: { url: "https://a.example/" },
  });
  const kept = async () => {
    const found = await server.stores.conversations.load("default", "conversation-old");
    return found !== undefined && found.erasedAt === undefined;
  };
  const day = 86_400_000;
  await set({ "retention.unqualified": "2 days" });
  timekeeper.advance(day);
  await new Promise((wake) => setTimeout(wake, 100));
  expect(await kept()).toBe(true);
  timekeeper.advance(2 * day);
  while (await kept()) {
    timekeeper.advance(60_000);
    await new Promise(setImmediate);
  }
});
