import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Ask, type TestServer, testServer } from "../testing/test-server.ts";
import { ACCESS, type RouteKey } from "./access.ts";

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
  "POST /api/v1/session": { email: "nobody@example.com", password: "wrong" },
  "POST /api/v1/inbox/:id/replies": { id: "reply-access", text: "Hello" },
  "POST /api/v1/inbox/:id/return": {},
  "POST /api/v1/inbox/:id/close": { outcome: "spam" },
  "POST /api/v1/people": { email: "new@example.com", role: "rep" },
};
const KEYS = Object.keys(ACCESS) as RouteKey[];
/** What reaches others, or did not, is for admins: how the keys of those routes end. */
const OUTSIDE = ["undelivered", "undelivered/:id", "retry", "webhooks", "open"];
const by = (is: (access: (typeof ACCESS)[RouteKey]) => boolean) => KEYS.filter((key) => is(ACCESS[key]));
const VISITOR_KEYS = by((access) => access === "visitor");
const REP_KEYS = by((access) => typeof access === "object");

function pathOf(path: string): string {
  return path
    .replace(":id", cid)
    .replace(/:(file|name)/, "file-access")
    .replace(":token", "a".repeat(43));
}

function call(ask: Ask, key: RouteKey, headers: Record<string, string> = {}, extra: object = {}) {
  const [method = "", path = ""] = key.split(" ");
  const body = BODIES[key];
  return ask(method, pathOf(path), body && { ...body, ...extra }, headers);
}

test("every route of the API is in the table, and the table has no others", async () => {
  const page = await server.ask("GET", "/openapi.json");
  const routes = Object.entries(page.body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
  );
  expect(routes.sort()).toEqual([...KEYS].sort());
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

  test("with a good token is not let into the console", async () => {
    for (const key of REP_KEYS) expect((await call(owner, key)).status).toBe(401);
  });
});

describe("a person of the console", () => {
  /** What each role is refused; all else it is not. */
  test.each([
    ["viewer", ["claim", "replies", "return", "close", "people", ...OUTSIDE]],
    ["marketer", ["claim", "replies", "return", "close", "people", ...OUTSIDE]],
    ["rep", ["people", ...OUTSIDE]],
    ["admin", []],
  ] as const)("who is a %s may do no more than the table says", async (role, refused) => {
    const ask = await server.rep(role, `Role-${role}`);
    // The stream stays open, and logging out ends what is tested here.
    const keys = REP_KEYS.filter((key) => key !== "GET /api/v1/events" && key !== "DELETE /api/v1/session");
    for (const key of keys) {
      const answer = await call(ask, key);
      const mayNot = refused.some((word) => key.endsWith(word));
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
