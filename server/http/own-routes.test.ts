import { describe, expect, test } from "@jest/globals";
import { Secret, TOTP } from "otpauth";
import { handClock } from "../testing/hand-clock.ts";
import { type Answer, testServer } from "../testing/test-server.ts";
import { BEFORE_TOTP } from "./access.ts";

const PASSWORD = "correct horse battery";
const MINUTE = 60_000;

describe("a site that asks admins for codes", () => {
  test("answers an admin nothing but what sets them up, and lets others be", async () => {
    const timekeeper = handClock();
    const files = { "site.yml": "site: default\nsecurity: { totp: required }\n" };
    const server = await testServer({ timekeeper, files });
    const admin = await server.rep("admin", "Ada");
    const rep = await server.rep("rep", "Rita");
    expect((await admin("GET", "/api/v1/me")).body.totp).toBe("required");
    expect((await rep("GET", "/api/v1/me")).body.totp).toBe("off");
    for (const path of ["inbox", "leads", "people", "keys", "audit", "me/sessions"]) {
      const answer = await admin("GET", `/api/v1/${path}`);
      expect([path, answer.status, answer.body.code]).toEqual([path, 403, "TOTP_SETUP_NEEDED"]);
    }
    expect((await rep("GET", "/api/v1/inbox")).status).toBe(200);
    expect(BEFORE_TOTP).toHaveLength(4);

    const setUp = await admin("POST", "/api/v1/me/totp", { password: PASSWORD });
    const code = () =>
      new TOTP({ secret: Secret.fromBase32(String(setUp.body.secret)) }).generate({
        timestamp: timekeeper.now(),
      });
    const confirmed = await admin("POST", "/api/v1/me/totp/confirm", { code: code() });
    expect(confirmed.body.recovery).toHaveLength(10);
    expect((await admin("GET", "/api/v1/people")).status).toBe(200);

    timekeeper.advance(MINUTE);
    const logIn = (more: object) =>
      server.ask("POST", "/api/v1/session", { email: "ada@example.com", password: PASSWORD, ...more });
    expect((await logIn({})).body.code).toBe("CODE_NEEDED");
    const used = code();
    expect((await logIn({ code: used })).status).toBe(200);
    expect((await logIn({ code: used })).body.code).toBe("CODE_WRONG");
    await server.close();
  });

  test("an admin takes away the codes of somebody who lost the telephone, whose sessions end", async () => {
    const timekeeper = handClock();
    const server = await testServer({ timekeeper });
    const admin = await server.rep("admin", "Ada");
    const rep = await server.rep("rep", "Rita");
    const { body } = await rep("POST", "/api/v1/me/totp", { password: PASSWORD });
    const code = new TOTP({ secret: Secret.fromBase32(String(body.secret)) }).generate({
      timestamp: timekeeper.now(),
    });
    await rep("POST", "/api/v1/me/totp/confirm", { code });
    const refused = await rep("POST", "/api/v1/me/totp/remove", { password: "wrong" });
    expect(refused.body.code).toBe("PASSWORD_WRONG");
    expect((await admin("DELETE", "/api/v1/people/person-Rita/totp")).status).toBe(204);
    expect((await rep("GET", "/api/v1/me")).status).toBe(401);
    const logIn = { email: "rita@example.com", password: PASSWORD };
    expect((await server.ask("POST", "/api/v1/session", logIn)).status).toBe(200);
    await server.close();
  });
});

describe("the audit log", () => {
  test("tells log-ins, looks and changes, newest first, page by page, and looks of ten minutes once", async () => {
    const timekeeper = handClock();
    const server = await testServer({ timekeeper });
    const admin = await server.rep("admin", "Ada");
    const rep = await server.rep("rep", "Rita");
    const visitor = server.visitor();
    const id = "conversation-1";
    await visitor("POST", "/api/v1/conversations", { id, page: { url: "https://a.example/pricing" } });
    await rep("GET", `/api/v1/inbox/${id}`);
    await rep("GET", `/api/v1/inbox/${id}`);
    timekeeper.advance(10 * MINUTE);
    await rep("GET", `/api/v1/inbox/${id}`);
    await admin("POST", "/api/v1/people/person-Rita/role", { role: "viewer" });
    await server.ask("POST", "/api/v1/session", { email: "rita@example.com", password: "wrong" });

    const lines: { seq: number; what: string; object?: string; who: { kind: string; name?: string } }[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: Answer = await admin("GET", `/api/v1/audit?limit=3${cursor && `&cursor=${cursor}`}`);
      lines.push(...(page.body.data as typeof lines));
      cursor = page.body.next_cursor;
    }
    const told = lines.map(({ what, who, object }) => [what, who.name ?? who.kind, object]);
    expect(told).toEqual([
      ["audit.read", "Ada", undefined],
      ["login.refused", "unknown", "person-Rita"],
      ["role.changed", "Ada", "person-Rita"],
      ["conversation.viewed", "Rita", id],
      ["conversation.viewed", "Rita", id],
      ["login.accepted", "Rita", undefined],
      ["login.accepted", "Ada", undefined],
      ["playbook.published", "server", expect.any(String)],
    ]);
    expect(lines.map(({ seq }) => seq)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    const change = lines.find(({ what }) => what === "role.changed");
    expect(change).toMatchObject({ detail: "rep to viewer", network: "127.0.0.0/24" });
    const check = await admin("GET", "/api/v1/audit/check");
    expect(check.body).toEqual({ lines: 8, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
    await server.close();
  });
});

test("one's sessions are listed and ended, and nobody else's", async () => {
  const server = await testServer();
  const ada = await server.rep("admin", "Ada");
  const again = await server.ask("POST", "/api/v1/session", { email: "ada@example.com", password: PASSWORD });
  const rita = await server.rep("rep", "Rita");
  const list = async () =>
    (await ada("GET", "/api/v1/me/sessions")).body.data as { id: string; current: boolean }[];
  const mine = await list();
  expect(mine.map(({ current }) => String(current)).sort()).toEqual(["false", "true"]);
  const [ritas] = (await rita("GET", "/api/v1/me/sessions")).body.data as { id: string }[];
  expect((await ada("DELETE", `/api/v1/me/sessions/${ritas?.id}`)).body.code).toBe("SESSION_UNKNOWN");
  expect((await rita("GET", "/api/v1/me")).status).toBe(200);
  const other = mine.find(({ current }) => !current);
  expect((await ada("DELETE", `/api/v1/me/sessions/${other?.id}`)).status).toBe(204);
  const cookie = again.headers.get("set-cookie")?.split(";")[0] ?? "";
  expect((await server.ask("GET", "/api/v1/me", undefined, { cookie })).status).toBe(401);
  expect(await list()).toHaveLength(1);
  await server.close();
});
