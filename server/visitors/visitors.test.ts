import { describe, expect, test } from "@jest/globals";
import { SignJWT, UnsecuredJWT } from "jose";
import { newToken } from "../auth/token.ts";
import { handClock } from "../testing/hand-clock.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";
import { LEAD_QUIET_MS } from "../turns/next-conversation.ts";

const DAY = 86_400_000;
const [SECRET, OLD] = ["n".repeat(40), "o".repeat(40)];
const PAGE = { url: "https://a.example/pricing" };
const PLAYBOOK = `
playbook: hello
title: Hello
language: en
questions:
  email: { ask: "Your e-mail?", answer: email }
  size: { ask: "How many are you?", answer: number }
talk:
  start:
    - ask: [email, size]
    - end: done
`;

async function stage(site = "identity: { secret: [NEW, OLD] }") {
  const timekeeper = handClock();
  const secrets: Readonly<Record<string, string>> = { NEW: SECRET, OLD };
  const server = await testServer({
    timekeeper,
    files: { "hello.playbook.yml": PLAYBOOK, "site.yml": `site: default\n${site}\n` },
    secrets,
  });
  return { server, timekeeper };
}

interface Claims {
  readonly sub?: string;
  readonly email?: string;
  readonly aud?: string;
}

function sign(
  now: number,
  claims: Claims,
  { secret = SECRET, kid = "NEW", hours = 1, alg = "HS256" } = {},
): Promise<string> {
  const { sub = "u1", email = "Ana@Fernway.example", ...others } = claims;
  return new SignJWT({ sub, email, ...others })
    .setProtectedHeader({ alg, ...(kid && { kid }) })
    .setExpirationTime(Math.floor(now / 1_000) + hours * 3_600)
    .sign(Buffer.from(secret));
}

const begin = (visitor: ReturnType<TestServer["visitor"]>, id: string, facts?: object) =>
  visitor("POST", "/api/v1/conversations", { id, page: PAGE, ...(facts && { facts }) });

describe("a visitor's token", () => {
  test("runs out 30 days after its last use, and not before", async () => {
    const { server, timekeeper } = await stage();
    const visitor = server.visitor();
    await begin(visitor, "conversation-1");
    const look = () => visitor("GET", "/api/v1/conversations/conversation-1/events");
    timekeeper.advance(29 * DAY);
    expect((await look()).status).toBe(200);
    timekeeper.advance(29 * DAY);
    expect((await look()).status).toBe(200);
    timekeeper.advance(30 * DAY);
    const late = await look();
    expect([late.status, late.body.code]).toEqual([401, "TOKEN_EXPIRED"]);
    await server.close();
  });

  test("is kept only as a hash, and nothing is kept of one that never began", async () => {
    const { server } = await stage();
    const visitor = server.visitor();
    await visitor("GET", "/api/v1/conversations/conversation-0/events");
    const { hashToken } = await import("../auth/token.ts");
    expect(await server.stores.visitors.find("default", hashToken(visitor.token))).toBeUndefined();
    await begin(visitor, "conversation-1");
    const kept = await server.stores.visitors.find("default", hashToken(visitor.token));
    expect(kept).toBeDefined();
    expect(JSON.stringify(kept)).not.toContain(visitor.token);
    await server.close();
  });
});

describe("a signed identity", () => {
  test("takes a new token in the old one's place, marks the lead as verified, and prefills what was signed", async () => {
    const { server, timekeeper } = await stage();
    const anonymous = server.visitor();
    await begin(anonymous, "conversation-1");
    const email = { id: "message-1", text: "somebody@else.example" };
    await anonymous("POST", "/api/v1/conversations/conversation-1/messages", email);
    const next = newToken();
    const body = { jwt: await sign(timekeeper.now(), {}), next, conversation: "conversation-1" };
    expect(await anonymous("POST", "/api/v1/identity", body)).toMatchObject({
      status: 200,
      body: { same: true },
    });
    // The answer was lost: the same again.
    expect((await anonymous("POST", "/api/v1/identity", body)).body).toEqual({ same: true });
    const other = await anonymous("POST", "/api/v1/identity", { ...body, next: newToken() });
    expect(other.body.code).toBe("TOKEN_EXPIRED");
    const stale = await anonymous("GET", "/api/v1/conversations/conversation-1/events");
    expect(stale.body.code).toBe("TOKEN_EXPIRED");

    const known = server.visitor(next);
    const log = await known("GET", "/api/v1/conversations/conversation-1/events");
    expect(log.status).toBe(200);
    const rep = await server.rep("rep", "Rita");
    const lead = await until(
      () => rep("GET", "/api/v1/leads/conversation-1"),
      ({ body }) => body.identity,
    );
    expect(lead.body.identity).toMatchObject({ sub: "u1", email: "ana@fernway.example" });

    // What is signed is not asked for in the next conversation.
    const second = await begin(known, "conversation-2", { email: "page@says.example" });
    expect((second.body.messages as { text: string }[]).at(-1)?.text).toBe("How many are you?");
    await server.close();
  });

  test("verified and unverified leads of one address stay two, and say which is which", async () => {
    const { server, timekeeper } = await stage();
    const ana = server.visitor();
    const next = newToken();
    await ana("POST", "/api/v1/identity", { jwt: await sign(timekeeper.now(), {}), next });
    await begin(server.visitor(next), "conversation-ana");
    const thief = server.visitor();
    await begin(thief, "conversation-thief");
    const claim = { id: "message-1", text: "ana@fernway.example" };
    await thief("POST", "/api/v1/conversations/conversation-thief/messages", claim);
    // The thief pauses: then the lead is written.
    timekeeper.advance(LEAD_QUIET_MS);
    const rep = await server.rep("rep", "Rita");
    const page = await until(
      () => rep("GET", "/api/v1/leads"),
      ({ body }) => body.data.length === 2,
    );
    const rows = page.body.data as { id: string; email: string; verified?: boolean }[];
    expect(rows.map(({ id, email, verified = false }) => `${id} ${email} ${verified}`).sort()).toEqual([
      "conversation-ana ana@fernway.example true",
      "conversation-thief ana@fernway.example false",
    ]);
    const own = await rep("GET", "/api/v1/leads/conversation-thief");
    expect(own.body.identity).toBeUndefined();
    expect(own.body.possibly_same).toEqual([
      { id: "conversation-ana", name: expect.any(String), verified: true },
    ]);
    await server.close();
  });

  test("of a second person at the same browser opens nothing of the first one", async () => {
    const { server, timekeeper } = await stage();
    const [first, second] = [newToken(), newToken()];
    const now = timekeeper.now();
    await server.visitor()("POST", "/api/v1/identity", { jwt: await sign(now, {}), next: first });
    await begin(server.visitor(first), "conversation-1");
    const jwt = await sign(now, { sub: "u2", email: "bo@fernway.example" });
    const answer = await server.visitor(first)("POST", "/api/v1/identity", { jwt, next: second });
    expect(answer.body).toEqual({ same: false });
    const look = await server.visitor(second)("GET", "/api/v1/conversations/conversation-1/events");
    expect(look.body.code).toBe("CONVERSATION_UNKNOWN");
    await server.close();
  });

  test("signed with the old secret is taken while both are named, and one without kid too", async () => {
    const { server, timekeeper } = await stage();
    const now = timekeeper.now();
    for (const jwt of [
      await sign(now, {}, { secret: OLD, kid: "OLD" }),
      await sign(now, {}, { secret: OLD, kid: "" }),
      await sign(now, { aud: "default" }),
    ]) {
      const answer = await server.visitor()("POST", "/api/v1/identity", { jwt, next: newToken() });
      expect(answer.status).toBe(200);
    }
    await server.close();
  });

  test("that is forged, old, too long or for another site is refused, each with its reason", async () => {
    const { server, timekeeper } = await stage();
    const now = timekeeper.now();
    const good = await sign(now, {});
    const bad: readonly [string, string][] = [
      [await sign(now, {}, { secret: "x".repeat(40) }), "no secret of the site signed it"],
      [await sign(now, {}, { secret: OLD, kid: "NEW" }), "no secret of the site signed it"],
      [await sign(now, {}, { kid: "OLDER" }), "no secret of the site signed it"],
      [await sign(now, {}, { hours: -1 }), "it has run out"],
      [await sign(now, {}, { hours: 25 }), "exp is more than 24 hours away"],
      [await sign(now, { aud: "another" }), "aud is another site"],
      [await sign(now, { email: "no address" }), "email is not an address"],
      [await sign(now, {}, { alg: "HS512", secret: SECRET.repeat(2) }), "it is not a JWT"],
      [new UnsecuredJWT({ sub: "u1" }).setExpirationTime("1h").encode(), "it is not a JWT"],
      [`${good.slice(0, -4)}AAAA`, "no secret of the site signed it"],
      ["x".repeat(40), "it is not a JWT"],
    ];
    for (const [jwt, why] of bad) {
      const answer = await server.visitor()("POST", "/api/v1/identity", { jwt, next: newToken() });
      expect([answer.status, answer.body.code]).toEqual([401, "IDENTITY_REFUSED"]);
      expect(answer.body.detail).toContain(why);
    }
    await server.close();
  });

  test("is off without a secret, or with one that is not set or too short", async () => {
    for (const site of ["name: X", "identity: { secret: MISSING }"]) {
      const { server, timekeeper } = await stage(site);
      const jwt = await sign(timekeeper.now(), {});
      const answer = await server.visitor()("POST", "/api/v1/identity", { jwt, next: newToken() });
      expect([answer.status, answer.body.code]).toEqual([409, "IDENTITY_OFF"]);
      await server.close();
    }
  });

  test("enforced, who somebody is cannot come unsigned; other facts can", async () => {
    const { server } = await stage("identity: { secret: NEW, enforce: true }");
    const refused = await begin(server.visitor(), "conversation-1", { email: "ana@fernway.example" });
    expect([refused.status, refused.body.code]).toEqual([403, "IDENTITY_UNSIGNED"]);
    expect((await begin(server.visitor(), "conversation-2", { plan: "team" })).status).toBe(201);
    await server.close();
    const open = (await stage("identity: { secret: NEW }")).server;
    const facts = { email: "ana@fernway.example" };
    expect((await begin(open.visitor(), "conversation-1", facts)).status).toBe(201);
    await open.close();
  });
});

/** Asks until what the outbox writes in the background is there. */
async function until<T>(ask: () => Promise<T>, there: (answer: T) => unknown): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await ask();
    if (there(answer)) return answer;
    await new Promise((resolve) => void setImmediate(resolve));
  }
  return await ask();
}
