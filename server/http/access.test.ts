import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Ask, type TestServer, testServer } from "../testing/test-server.ts";
import { scopeSchema } from "../wire/keys.ts";
import { ACCESS, type RouteKey, SCOPES } from "./access.ts";
import { mountedRoutes } from "./mounted-routes.fixture.ts";

const METRICS_TOKEN = "metrics-token-of-the-test";
let server: TestServer;
let cid: string;
let owner: ReturnType<TestServer["visitor"]>;

beforeAll(async () => {
  server = await testServer({ metricsToken: METRICS_TOKEN });
  owner = server.visitor();
  cid = "conversation-access";
  await begin(owner, cid);
});
afterAll(() => server.close());

const begin = (ask: Ask, id: string) =>
  ask("POST", "/api/v1/conversations", { id, page: { url: "https://a.example/pricing" } });

/** A body that each route takes. */
const BODIES: Partial<Record<RouteKey, object>> = {
  "POST /api/v1/start": { page: { url: "https://a.example/" } },
  "POST /api/v1/conversations": { id: "conversation-new", page: { url: "https://a.example/" } },
  "POST /api/v1/conversations/:id/messages": { id: "message-access", text: "Ana" },
  "POST /api/v1/conversations/:id/visit": { page: { url: "https://a.example/pricing" } },
  "POST /api/v1/conversations/:id/steer": { id: "steer-access", move: { do: "say", text: "Hello" } },
  "POST /api/v1/conversations/:id/answers": { id: "answer-access", question: "name", text: "Ana" },
  "POST /api/v1/conversations/:id/start": { id: "start-access", text: "Hello" },
  "POST /api/v1/resume": { link: "l".repeat(43) },
  "POST /api/v1/session": { email: "nobody@example.com", password: "wrong" },
  "POST /api/v1/inbox/:id/replies": { id: "reply-access", text: "Hello" },
  "POST /api/v1/inbox/:id/notes": { id: "note-access", text: "Hello" },
  "POST /api/v1/inbox/:id/here": { is: "viewing" },
  "POST /api/v1/inbox/:id/read": { seq: 0 },
  "POST /api/v1/inbox/:id/snooze": { until: null },
  "PUT /api/v1/canned-replies": { v: 0, data: [] },
  "PUT /api/v1/me/inbox": { views: [], single_keys: true, undo_seconds: 5 },
  "POST /api/v1/inbox/:id/return": {},
  "POST /api/v1/inbox/:id/close": { outcome: "spam" },
  "POST /api/v1/inbox/:id/transfer": { team: "sales" },
  "POST /api/v1/me/desk": { stance: "busy" },
  "POST /api/v1/conversations/:id/stop-waiting": { id: "stop-access" },
  "POST /api/v1/privacy/export": { lead: "lead-access" },
  "POST /api/v1/privacy/erase": { lead: "lead-access" },
  "POST /api/v1/people": { email: "new@example.com", role: "rep" },
  "POST /api/v1/identity": { jwt: "x".repeat(30), next: "n".repeat(43) },
  "POST /api/v1/me/password": { current: "wrong", next: "long enough words" },
  "POST /api/v1/me/totp": { password: "wrong" },
  "POST /api/v1/me/totp/confirm": { code: "000000" },
  "POST /api/v1/me/totp/remove": { password: "wrong" },
  "POST /api/v1/people/:id/role": { role: "rep" },
  "PATCH /api/v1/people/:id": { languages: ["de"] },
  "POST /api/v1/settings": { version: 0, set: { name: null } },
  "POST /api/v1/hours/try": { holidays: [], time_zone: "UTC" },
  "POST /api/v1/webhooks": { name: "hook", url: "https://a.example/", on: ["lead.created"] },
  "POST /api/v1/webhooks/:name": { url: "https://a.example/", on: ["lead.created"] },
  "POST /api/v1/keys": { name: "A key", scopes: ["leads:read"] },
};
const KEYS = Object.keys(ACCESS) as RouteKey[];
const by = (is: (access: (typeof ACCESS)[RouteKey]) => boolean) => KEYS.filter((key) => is(ACCESS[key]));
const VISITOR_KEYS = by((access) => access === "visitor");
const REP_KEYS = by((access) => typeof access === "object");

function call(ask: Ask, key: RouteKey, headers: Record<string, string> = {}, extra: object = {}) {
  const [method = "", path = ""] = key.split(" ");
  const body = BODIES[key];
  return ask(method, pathOf(path), body && { ...body, ...extra }, headers);
}

function pathOf(path: string): string {
  return path
    .replace(":id", cid)
    .replace(/:(file|name)/, "file-access")
    .replace(":delivery", "msg_access")
    .replace(":session", "0".repeat(16))
    .replace(":prefix", "parley_00000000")
    .replace(":token", "a".repeat(43));
}

test("every route of the API is in the table, and the table has no others", async () => {
  const page = await server.ask("GET", "/openapi.json");
  const routes = Object.entries(page.body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
  );
  expect(routes.sort()).toEqual([...KEYS].sort());
});

test("what the server has mounted is in the table, is the browser's question before it, or is a page", async () => {
  const mounted = await mountedRoutes();
  const pages = ["GET /parley.js", "GET /chat", "GET /c", "OPTIONS /api/v1/start"];
  expect(mounted.filter((key) => !pages.includes(key)).sort()).toEqual([...KEYS].sort());
  // Control: the list is read from the router, not from the table.
  expect(mounted).toEqual(expect.arrayContaining(pages));
});

test("every route that takes a body has one in these tests", async () => {
  const page = await server.ask("GET", "/openapi.json");
  const paths = page.body.paths as Record<string, Record<string, { requestBody?: { content: object } }>>;
  const takers = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) =>
      requestBody && "application/json" in requestBody.content
        ? [`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`]
        : [],
    ),
  );
  expect(takers.sort()).toEqual(Object.keys(BODIES).sort());
});

describe("without a token", () => {
  test.each(VISITOR_KEYS)("%s is refused", async (key) => {
    const answer = await call(server.ask, key);
    expect([answer.status, answer.body.code]).toEqual([401, "TOKEN_MISSING"]);
  });

  test.each(REP_KEYS)("%s is refused", async (key) => {
    const answer = await call(server.ask, key);
    expect([answer.status, answer.body.code]).toEqual([401, "LOGIN_REQUIRED"]);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
  });
});

describe("with a token that is none", () => {
  const bad = [
    "Bearer",
    "Bearer short",
    `Basic ${"a".repeat(43)}`,
    `Bearer ${"a".repeat(42)}=`,
    `Bearer ${"a".repeat(44)}`,
  ];
  test.each(bad)("%s is refused", async (authorization) => {
    for (const key of VISITOR_KEYS) {
      const answer = await call(server.ask, key, { authorization });
      expect([answer.status, answer.body.code]).toEqual([401, "TOKEN_MISSING"]);
    }
  });

  test.each(["parley=", "parley=short", `parley=${"a".repeat(43)}`, `__Host-parley=${"a".repeat(43)}`])(
    "cookie %s is refused",
    async (cookie) => {
      for (const key of REP_KEYS) expect((await call(server.ask, key, { cookie })).status).toBe(401);
    },
  );
});

describe("a visitor", () => {
  test("finds no conversation of another: it is as if there were none", async () => {
    const foreign = server.visitor();
    for (const key of VISITOR_KEYS.filter((one) => one.includes(":id"))) {
      const answer = await call(foreign, key);
      const missing = await foreign("GET", "/api/v1/conversations/conversation-nowhere/events");
      expect([answer.status, answer.body]).toEqual([404, missing.body]);
    }
    const again = await begin(foreign, cid);
    expect([again.status, again.body.code]).toEqual([404, "CONVERSATION_UNKNOWN"]);
    expect((await begin(owner, cid)).status).toBe(201);
  });

  test("with a token of another site finds nothing here", async () => {
    const other = await testServer({ stores: server.stores, files: { "site.yml": "site: another\n" } });
    const there = other.visitor(owner.token);
    for (const key of VISITOR_KEYS.filter((one) => one.includes(":id")))
      expect((await call(there, key)).status).toBe(404);
    const admin = await server.rep("admin", "Elsewhere");
    const { cookie, csrf } = admin;
    for (const key of REP_KEYS) {
      const answer = await call(other.ask, key, { cookie, "x-csrf-token": csrf });
      expect([key, answer.body.code]).toEqual([key, "LOGIN_REQUIRED"]);
    }
    const { body } = await admin("POST", "/api/v1/keys", { name: "Here", scopes: ["leads:read"] });
    const authorization = `Bearer ${body.secret}`;
    expect((await other.ask("GET", "/api/v1/leads", undefined, { authorization })).status).toBe(401);
    expect((await server.ask("GET", "/api/v1/leads", undefined, { authorization })).status).toBe(200);
    await other.close();
  });

  test("with a good token is not let into the console", async () => {
    for (const key of REP_KEYS) expect((await call(owner, key)).status).toBe(401);
  });
});

describe("a person of the console", () => {
  /** What each role is refused; all else it is not. */
  test.each([
    [
      "viewer",
      /^PUT .*canned|^POST .*\/inbox\/.*files|\/(claim|replies|notes|snooze|return|close|transfer|decline|answers|people|keys|audit|undelivered|webhooks|privacy|settings|hours|sightings|server|mail)\b|^POST .*\/me\/desk|^POST .*:id\/(steer|start)$/,
    ],
    [
      "marketer",
      /^POST .*\/inbox\/.*files|\/(claim|replies|notes|snooze|return|close|transfer|decline|answers|people|keys|audit|undelivered|webhooks|privacy|settings|hours|sightings|server|mail)\b|^POST .*\/me\/desk|^POST .*:id\/(steer|start)$/,
    ],
    [
      "rep",
      /^PUT .*canned|\/(board|people|keys|audit|undelivered|webhooks|privacy|settings|hours|sightings|server|mail)\b/,
    ],
    ["admin", /^$/],
  ] as const)("who is a %s may do no more than the table says", async (role, refused) => {
    const ask = await server.rep(role, `Role-${role}`);
    // The stream stays open, and logging out ends what is tested here.
    const keys = REP_KEYS.filter((key) => key !== "GET /api/v1/events" && key !== "DELETE /api/v1/session");
    for (const key of keys) {
      const answer = await call(ask, key);
      const mayNot = refused.test(key);
      expect([key, answer.body.code === "ROLE_REFUSED"]).toEqual([key, mayNot]);
      if (mayNot) expect(answer.status).toBe(403);
    }
  });

  test("changes nothing without the CSRF token, with another's, or from a foreign page", async () => {
    const ask = await server.rep("admin", "Csrf");
    const writes = REP_KEYS.filter((key) => !key.startsWith("GET "));
    expect(writes.length).toBeGreaterThan(4);
    for (const key of writes) {
      for (const token of ["", "a".repeat(43)]) {
        expect((await call(ask, key, { "x-csrf-token": token })).body.code).toBe("CSRF_REFUSED");
      }
      for (const origin of ["https://evil.example", "null"]) {
        expect((await call(ask, key, { origin })).body.code).toBe("ORIGIN_REFUSED");
      }
    }
    const own = await call(ask, "POST /api/v1/people", { origin: server.url });
    expect(own.status).toBe(201);
  });

  test("is nobody any more after logging out", async () => {
    const ask = await server.rep("rep", "Leaver");
    expect((await ask("GET", "/api/v1/me")).status).toBe(200);
    expect((await ask("DELETE", "/api/v1/session")).status).toBe(204);
    expect((await ask("GET", "/api/v1/me")).status).toBe(401);
  });
});

describe("a program with an API key", () => {
  const scopes = scopeSchema.anyOf.map((one) => one.const);

  test.each(scopes)(
    "of the scope %s reads what the scope opens, and nothing that is for people",
    async (scope) => {
      const admin = await server.rep("admin", `Keys-${scope.replace(":", "-")}`);
      const made = await admin("POST", "/api/v1/keys", { name: scope, scopes: [scope] });
      const authorization = `Bearer ${made.body.secret}`;
      const opened: string[] = [];
      for (const key of REP_KEYS) {
        const answer = await call(server.ask, key, { authorization });
        if (answer.body?.code === "SCOPE_REFUSED") expect(answer.status).toBe(403);
        else opened.push(key);
      }
      const table: Readonly<Record<string, string>> = SCOPES;
      expect(opened.sort()).toEqual(
        Object.keys(table)
          .filter((key) => table[key] === scope)
          .sort(),
      );
      expect(opened.length).toBeGreaterThan(0);
      expect(opened.every((key) => key.startsWith("GET "))).toBe(true);
      // A key opens no visitor's door either, and is dead as soon as it is revoked.
      for (const key of VISITOR_KEYS)
        expect((await call(server.ask, key, { authorization })).status).toBe(401);
      expect((await admin("DELETE", `/api/v1/keys/${made.body.key.prefix}`)).status).toBe(204);
      const after = await server.ask("GET", "/api/v1/leads", undefined, { authorization });
      expect([after.status, after.body.code]).toEqual([401, "KEY_REFUSED"]);
    },
  );

  test("that nobody made is refused", async () => {
    const authorization = `Bearer parley_00000000_${"a".repeat(43)}`;
    for (const key of REP_KEYS)
      expect((await call(server.ask, key, { authorization })).body.code).toBe("KEY_REFUSED");
  });
});

describe("a field that nobody knows", () => {
  test.each(KEYS.filter((key) => BODIES[key]))("is refused in the body of %s", async (key) => {
    const ask = ACCESS[key] === "visitor" ? owner : await server.rep("admin", `Fields-${KEYS.indexOf(key)}`);
    const answer = await call(ask, key, {}, { admin: true });
    expect([answer.status, answer.body.code]).toEqual([400, "INPUT_INVALID"]);
  });

  test.each(KEYS.filter((key) => key !== "GET /api/v1/events" && key !== "DELETE /api/v1/session"))(
    "is refused in the query of %s",
    async (key) => {
      const ask = ACCESS[key] === "visitor" ? owner : await server.rep("admin", `Query-${KEYS.indexOf(key)}`);
      const [method = "", path = ""] = key.split(" ");
      const headers = ACCESS[key] === "operator" ? { authorization: `Bearer ${METRICS_TOKEN}` } : {};
      const answer = await ask(method, `${pathOf(path)}?admin=1`, BODIES[key], headers);
      expect([answer.status, answer.body.code]).toEqual([400, "INPUT_INVALID"]);
    },
  );
});
