import { afterEach, expect, test } from "@jest/globals";
import { type Answer, type TestServer, testServer } from "../testing/test-server.ts";

interface Line {
  readonly who: { readonly name?: string; readonly kind: string };
  readonly what: string;
  readonly object?: string;
  readonly detail?: string;
  readonly before?: string;
}

let server: TestServer;
afterEach(() => server.close());

test("what an admin does with data of visitors is in the audit log, without an address or a token", async () => {
  const site =
    "site: default\nname: Fernway\nwebhooks:\n  crm: { url: 'https://crm.example/in', on: [lead.created], secret: CRM }\n";
  server = await testServer({ files: { "site.yml": site } });
  const visitor = server.visitor();
  await visitor("POST", "/api/v1/conversations", {
    id: "conversation-1",
    page: { url: "https://a.example/" },
  });
  const at = "2026-11-23T09:00:00.000Z";
  const dead = { siteId: "default", v: 1, target: "webhook:gone", type: "lead.created", lane: "", order: 0 };
  const state = { conversation: undefined, at, body: {}, state: "dead", tries: 9, since: 0 } as const;
  const why = { nextTryAt: undefined, changedAt: at, fault: "STATUS_500" };
  await server.stores.deliveries.add(["d1", "d2"].map((id) => ({ ...dead, ...state, ...why, id })));
  const admin = await server.rep("admin", "Ada");
  const done: readonly (readonly [string, string, object?])[] = [
    ["GET", "/api/v1/inbox"],
    ["POST", "/api/v1/privacy/export", { email: "Ana@acme.example" }],
    ["POST", "/api/v1/privacy/export", { visitor: visitor.token }],
    ["POST", "/api/v1/privacy/erase", { lead: "conversation-1" }],
    ["POST", "/api/v1/privacy/erase", { email: "ana@acme.example" }],
    ["GET", "/api/v1/undelivered"],
    ["POST", "/api/v1/undelivered/d1/retry"],
    ["DELETE", "/api/v1/undelivered/d2"],
    ["POST", "/api/v1/webhooks/crm/open"],
  ];
  for (const [method, path, body] of done) {
    expect([path, Math.floor((await admin(method, path, body)).status / 100)]).toEqual([path, 2]);
  }
  // The control: what was refused is not done, so it is not told.
  expect((await admin("DELETE", "/api/v1/undelivered/d9")).status).toBe(404);
  const rep = await server.rep("rep", "Rita");
  expect((await rep("POST", "/api/v1/privacy/export", { lead: "conversation-1" })).status).toBe(403);

  const page: Answer = await admin("GET", "/api/v1/audit?limit=50");
  const lines = (page.body.data as Line[]).toReversed();
  expect(lines.map(({ who, what, object, detail }) => [who.name ?? who.kind, what, object, detail])).toEqual([
    ["server", "playbook.published", expect.stringMatching(/^[0-9a-f]{64}$/), "hello"],
    ["Ada", "login.accepted", undefined, "password"],
    ["Ada", "inbox.listed", undefined, undefined],
    ["Ada", "export.made", undefined, "address"],
    ["Ada", "export.made", expect.stringMatching(/^[0-9a-f]{64}$/), "visitor"],
    ["Ada", "erasure.asked", "conversation-1", "lead"],
    ["Ada", "erasure.asked", undefined, "address"],
    ["Ada", "undelivered.listed", undefined, undefined],
    ["Ada", "delivery.retried", "d1", undefined],
    ["Ada", "delivery.discarded", "d2", undefined],
    ["Ada", "endpoint.opened", "webhook:crm", undefined],
    ["Rita", "login.accepted", undefined, "password"],
    ["Ada", "audit.read", undefined, undefined],
  ]);
  // Whoever asks about an address finds that it was exported and erased.
  expect(lines[3]?.before).toMatch(/^[0-9a-f]{16}$/);
  expect(lines[6]?.before).toBe(lines[3]?.before);
  expect(JSON.stringify(lines)).not.toMatch(new RegExp(`acme|${visitor.token}`, "i"));
});
