import { afterEach, describe, expect, test } from "@jest/globals";
import { Webhook as Verifier } from "standardwebhooks";
import type { Letter } from "../mail/mailer.ts";
import { MailError } from "../mail/mailer.ts";
import { type JsonServer, jsonServer } from "../testing/json-server.ts";
import { type Ask, type TestServer, testServer } from "../testing/test-server.ts";
import type { DeliveryRow } from "../wire/settings.ts";
import type { Endpoint } from "../wire/undelivered.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const SITE = `site: default
webhooks:
  chat: { url: "https://chat.example.com/in", on: [message.created], secret: CHAT_SECRET }
`;

async function open(more: Parameters<typeof testServer>[0] = {}) {
  let status = 200;
  const receiver = await jsonServer((_request, response) => void response.writeHead(status).end());
  closers.push(receiver.close);
  const server = await testServer({ files: { "site.yml": SITE }, egressAllow: "127.0.0.1", ...more });
  closers.push(server.close);
  const admin = await server.rep("admin", "Ada");
  const answerWith = (next: number) => {
    status = next;
  };
  return { server, admin, receiver, answerWith };
}

const make = (admin: Ask, receiver: JsonServer, on = ["conversation.started"]) =>
  admin("POST", "/api/v1/webhooks", { name: "crm", url: `${receiver.url}/in`, on });

let begun = 0;
async function begin(server: TestServer) {
  begun += 1;
  const visitor = server.visitor();
  const id = `conversation-hook-${begun}`;
  await visitor("POST", "/api/v1/conversations", { id, page: { url: "https://a.example/pricing" } });
  return { visitor, id };
}

/** Whether what was heard is signed with the secret. */
function isSigned(receiver: JsonServer, at: number, secret: string): boolean {
  const heard = receiver.heard.at(at);
  try {
    new Verifier(secret).verify(heard?.body ?? "", heard?.headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

describe("a webhook that is made in the console", () => {
  test("is told what it wants to hear, signed with the secret that was shown once", async () => {
    const { server, admin, receiver } = await open();
    const made = await make(admin, receiver);
    expect([made.status, made.body.secret]).toEqual([201, expect.stringMatching(/^whsec_/)]);
    await begin(server);
    await receiver.heardAtLeast(1);
    expect(JSON.parse(receiver.heard[0]?.body ?? "")).toMatchObject({ type: "conversation.started" });
    const secret = made.body.secret as string;
    expect(isSigned(receiver, 0, secret)).toBe(true);
    const all = await admin("GET", "/api/v1/settings");
    const listed = await admin("GET", "/api/v1/webhooks");
    const record = await server.stores.settings.current("default");
    expect(JSON.stringify([all.body, listed.body, record, server.lines])).not.toContain(secret.slice(6));
    const hooks = listed.body.data as readonly Endpoint[];
    expect(hooks.map(({ name, source }) => [name, source])).toEqual([
      ["chat", "file"],
      ["crm", "console"],
    ]);
  });

  test("changes its secret without losing a call: both sign until the old one is dropped", async () => {
    const { server, admin, receiver } = await open();
    const old = (await make(admin, receiver)).body.secret as string;
    const fresh = (await admin("POST", "/api/v1/webhooks/crm/secret")).body.secret as string;
    expect((await admin("POST", "/api/v1/webhooks/crm/secret")).body.code).toBe("NOT_NOW");
    await begin(server);
    await receiver.heardAtLeast(1);
    expect([old, fresh].map((one) => isSigned(receiver, 0, one))).toEqual([true, true]);
    expect((await admin("DELETE", "/api/v1/webhooks/crm/secret")).status).toBe(204);
    await begin(server);
    await receiver.heardAtLeast(2);
    expect([old, fresh].map((one) => isSigned(receiver, 1, one))).toEqual([false, true]);
    const kept = await server.stores.settings.current("default");
    expect(Object.keys(kept?.secrets ?? {})).toHaveLength(1);
    expect((await admin("DELETE", "/api/v1/webhooks/crm/secret")).body.code).toBe("NOT_NOW");
  });

  test("is told only what it is changed to, and nothing once it is taken away", async () => {
    const { server, admin, receiver } = await open();
    await make(admin, receiver, ["lead.created"]);
    await begin(server);
    const changed = { url: `${receiver.url}/other`, on: ["conversation.started"] };
    expect((await admin("POST", "/api/v1/webhooks/crm", changed)).status).toBe(204);
    await begin(server);
    await receiver.heardAtLeast(1);
    expect(receiver.heard.map(({ path }) => path)).toEqual(["/other"]);
    expect((await admin("DELETE", "/api/v1/webhooks/crm")).status).toBe(204);
    await begin(server);
    expect((await admin("GET", "/api/v1/webhooks/crm/deliveries")).body.code).toBe("WEBHOOK_UNKNOWN");
    expect(receiver.heard).toHaveLength(1);
    expect(Object.keys((await server.stores.settings.current("default"))?.secrets ?? {})).toEqual([]);
  });

  test("cannot take the name of one of the file, nor change that one", async () => {
    const { admin, receiver } = await open();
    const form = { url: receiver.url, on: ["lead.created"] };
    expect((await admin("POST", "/api/v1/webhooks", { name: "chat", ...form })).body.code).toBe("NAME_TAKEN");
    const changed = await admin("POST", "/api/v1/webhooks/chat", form);
    expect([changed.body.code, changed.body.detail]).toEqual([
      "SETTING_IN_FILE",
      expect.stringContaining("site.yml:3"),
    ]);
    for (const [method, path] of [
      ["DELETE", "chat"],
      ["POST", "chat/secret"],
    ] as const)
      expect((await admin(method, `/api/v1/webhooks/${path}`)).body.code).toBe("SETTING_IN_FILE");
    expect((await admin("DELETE", "/api/v1/webhooks/nobody")).body.code).toBe("WEBHOOK_UNKNOWN");
  });

  test.each([
    { url: "javascript:alert(1)", on: ["lead.created"] },
    { url: "https://user:password@a.example/", on: ["lead.created"] },
    { url: "https://a.example/", on: ["lead.made_up"] },
  ])("with %j is refused", async (form) => {
    const { admin } = await open();
    const answer = await admin("POST", "/api/v1/webhooks", { name: "crm", ...form });
    expect([answer.status, answer.body.code]).toEqual([400, "INPUT_INVALID"]);
  });
});

describe("the log of a webhook", () => {
  test("says what it was told and what came of it, and tells each again with the same id", async () => {
    const { server, admin, receiver, answerWith } = await open();
    await make(admin, receiver, ["conversation.started", "message.created"]);
    await begin(server);
    await receiver.heardAtLeast(2);
    const log = async () =>
      (await admin("GET", "/api/v1/webhooks/crm/deliveries")).body.data as readonly DeliveryRow[];
    const settled = async () => (await log()).every(({ state }) => state === "delivered");
    while (!(await settled())) await new Promise(setImmediate);
    const rows = await log();
    const message = rows.find(({ type }) => type === "message.created");
    expect(rows.length).toBeGreaterThanOrEqual(2);
    expect(message).toMatchObject({ state: "delivered", tries: 1 });
    const first = receiver.heard.find((one) => one.headers["webhook-id"] === message?.id);

    answerWith(500);
    const before = receiver.heard.length;
    const again = () => admin("POST", `/api/v1/webhooks/crm/deliveries/${message?.id}/again`);
    expect((await again()).status).toBe(204);
    await receiver.heardAtLeast(before + 1);
    const second = receiver.heard.at(-1);
    expect(second?.headers["webhook-id"]).toBe(message?.id);
    // The very message is told again, though its words were not kept.
    expect(second?.body).toBe(first?.body);
    const failed = async () => (await log()).find(({ id }) => id === message?.id);
    while ((await failed())?.fault === undefined) await new Promise(setImmediate);
    expect(await failed()).toMatchObject({ state: "waiting", fault: "STATUS_500" });

    answerWith(200);
    // One that waits for its next try is tried at once.
    expect((await again()).status).toBe(204);
    while (!(await settled())) await new Promise(setImmediate);
    const foreign = await admin("POST", `/api/v1/webhooks/chat/deliveries/${message?.id}/again`);
    expect(foreign.body.code).toBe("UNDELIVERED_UNKNOWN");
  });
});

describe("mail", () => {
  test("goes to whoever asks, or says why not", async () => {
    const letters: Letter[] = [];
    let fault: MailError | undefined;
    const mailer = {
      send: async (letter: Letter) => {
        if (fault) throw fault;
        letters.push(letter);
      },
      close: () => undefined,
    };
    const { admin } = await open({ mailer });
    expect((await admin("POST", "/api/v1/mail/try")).body).toEqual({ to: "ada@example.com" });
    expect(letters).toMatchObject([{ to: "ada@example.com", subject: expect.stringContaining("works") }]);
    fault = new MailError("MAIL_LOGIN_REFUSED");
    expect((await admin("POST", "/api/v1/mail/try")).body.fault).toBe("MAIL_LOGIN_REFUSED");
  });

  test("that is not set up is told", async () => {
    const { admin } = await open();
    expect((await admin("POST", "/api/v1/mail/try")).body.code).toBe("MAIL_OFF");
    const { body } = await admin("GET", "/api/v1/server");
    expect(body).toMatchObject({ store: { kind: "sqlite" }, redis: false, version: expect.any(String) });
    expect(body.mail).toBeUndefined();
  });
});
