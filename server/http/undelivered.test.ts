import { afterEach, describe, expect, test } from "@jest/globals";
import type { Delivery } from "../deliveries/delivery-store.ts";
import type { Letter } from "../mail/mailer.ts";
import { type JsonServer, jsonServer } from "../testing/json-server.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const SECRET = `whsec_${Buffer.from("s".repeat(24)).toString("base64")}`;

async function siteWith(receiver: JsonServer, mail?: Letter[]): Promise<TestServer> {
  const site = `site: default
name: Fernway
confirm_addresses: yes
webhooks:
  crm: { url: "${receiver.url}/in?key=s3cret", on: [lead.created], secret: [CRM_NEW, CRM_OLD] }
`;
  const signup = `
playbook: signup
start_when: [{ page: /signup }]
questions:
  email: { ask: "Your address?", answer: email }
lead: { unique_by: email }
talk: { start: [{ ask: email }, { end: done }] }
`;
  const server = await testServer({
    files: { "site.yml": site, "signup.playbook.yml": signup },
    egressAllow: "127.0.0.1",
    secrets: { CRM_NEW: SECRET },
    ...(mail && {
      mailer: { send: async (letter: Letter) => void mail.push(letter), close: () => undefined },
    }),
  });
  closers.push(() => server.close());
  return server;
}

async function receiverOf(status: () => number): Promise<JsonServer> {
  const receiver = await jsonServer((_request, response) => void response.writeHead(status()).end());
  closers.push(() => receiver.close());
  return receiver;
}

const dead = (id: string, changes: Partial<Delivery> = {}): Delivery => ({
  siteId: "default",
  id,
  v: 1,
  target: "webhook:crm",
  type: "lead.created",
  lane: "",
  order: 0,
  conversation: "conversation-1",
  at: "2026-11-23T09:00:00.000Z",
  body: { name: "Ana Canary" },
  state: "dead",
  tries: 9,
  since: 0,
  nextTryAt: undefined,
  changedAt: `2026-11-23T1${id.length % 10}:00:00.000Z`,
  fault: "STATUS_500",
  ...changes,
});

describe("what could not be delivered", () => {
  test("is listed without its words, tried again with the same id, and dropped", async () => {
    const receiver = await receiverOf(() => 200);
    const server = await siteWith(receiver);
    const mail = { target: "mail", type: "confirm_address", body: { to: "ana@acme.example" } };
    const lead = { target: "outbox", type: "lead", body: { item: "lead:c1:2" }, fault: "OUTBOX_FAILED" };
    await server.stores.deliveries.add([dead("m1"), dead("mail1", mail), dead("outbox1", lead)]);
    const admin = await server.rep("admin", "Ada");
    const list = async () => (await admin("GET", "/api/v1/undelivered")).body.data as { id: string }[];

    const page = await admin("GET", "/api/v1/undelivered?limit=2");
    expect(page.body.data).toMatchObject([
      { id: "outbox1", kind: "outbox", type: "lead", fault: "OUTBOX_FAILED" },
      { id: "mail1", kind: "mail", to: "a…@acme.example" },
    ]);
    const rest = await admin("GET", `/api/v1/undelivered?cursor=${page.body.next_cursor}`);
    expect(rest.body).toMatchObject({
      data: [{ id: "m1", kind: "webhook", to: "crm", tries: 9, fault: "STATUS_500" }],
      next_cursor: null,
    });
    expect(JSON.stringify([page.body, rest.body])).not.toMatch(/Canary|s3cret|ana@/);

    expect((await admin("POST", "/api/v1/undelivered/m1/retry")).status).toBe(204);
    await receiver.heardAtLeast(1);
    expect(receiver.heard[0]?.headers["webhook-id"]).toBe("m1");
    expect((await admin("DELETE", "/api/v1/undelivered/mail1")).status).toBe(204);
    expect((await list()).map(({ id }) => id)).toEqual(["outbox1"]);
    for (const path of ["m1", "mail1", "nothing"]) {
      const again = await admin("DELETE", `/api/v1/undelivered/${path}`);
      expect([again.status, again.body.code]).toEqual([404, "UNDELIVERED_UNKNOWN"]);
    }
  });
});

describe("webhooks", () => {
  test("are listed without their secrets, and one that closed is opened again", async () => {
    let status = 410;
    const receiver = await receiverOf(() => status);
    const server = await siteWith(receiver);
    const admin = await server.rep("admin", "Ada");
    await server.stores.deliveries.add([
      dead("m1", { state: "waiting", nextTryAt: 0, tries: 0, since: Date.now() }),
    ]);
    const closed = async () => (await server.stores.endpoints.closed("default")).length === 1;
    await receiver.heardAtLeast(1);
    while (!(await closed())) await new Promise(setImmediate);
    const listed = await admin("GET", "/api/v1/webhooks");
    expect(listed.body.data).toEqual([
      {
        name: "crm",
        url: `${receiver.url}/in`,
        on: ["lead.created"],
        state: "closed",
        closed_at: expect.any(String),
        secrets: 1,
        source: "file",
        line: 5,
      },
    ]);
    status = 200;
    expect((await admin("POST", "/api/v1/webhooks/crm/open")).status).toBe(204);
    expect((await admin("GET", "/api/v1/webhooks")).body.data[0].state).toBe("ok");
    expect((await admin("POST", "/api/v1/webhooks/other/open")).body.code).toBe("WEBHOOK_UNKNOWN");
  });
});

describe("mail", () => {
  test("brings the link of an invitation, and says so", async () => {
    const letters: Letter[] = [];
    const server = await siteWith(await receiverOf(() => 200), letters);
    const admin = await server.rep("admin", "Ada");
    const invited = await admin("POST", "/api/v1/people", { email: "tom@fernway.example", role: "rep" });
    expect(invited.body.mailed).toBe(true);
    expect(letters).toMatchObject([{ to: "tom@fernway.example", subject: "Your account at Fernway" }]);
    expect(letters[0]?.text).toContain(invited.body.link);
  });

  test("asks a visitor to confirm an address; opening the link changes nothing, its button does", async () => {
    const letters: Letter[] = [];
    const server = await siteWith(await receiverOf(() => 200), letters);
    const visitor = server.visitor();
    const page = { url: "https://a.example/signup" };
    await visitor("POST", "/api/v1/conversations", { id: "conversation-1", playbook: "signup", page });
    await visitor("POST", "/api/v1/conversations/conversation-1/messages", {
      id: "message-1",
      text: "ana@acme.example",
    });
    while (letters.length === 0) await new Promise(setImmediate);
    const path = new URL(/https?:\S+/.exec(letters[0]?.text ?? "")?.[0] ?? "").pathname;
    const lead = async () => (await server.stores.leads.load("default", "conversation-1"))?.verified;

    for (const _again of [1, 2]) {
      const opened = await server.ask("GET", path, undefined, { "accept-language": "de" });
      expect([opened.status, opened.body]).toEqual([200, expect.stringContaining("Ja, das ist meine")]);
      expect(opened.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(opened.headers.get("referrer-policy")).toBe("no-referrer");
      expect(opened.body).not.toContain("ana@");
    }
    expect(await lead()).toBeUndefined();
    expect((await server.ask("POST", path)).status).toBe(200);
    while ((await lead()) !== true) await new Promise(setImmediate);
    expect((await server.ask("POST", path)).status).toBe(410);
    expect((await server.ask("GET", "/verify/short")).status).toBe(400);
    expect(server.lines.join()).not.toContain("ana@");
  });
});
