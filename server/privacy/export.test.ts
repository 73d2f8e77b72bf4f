import { afterEach, expect, test } from "@jest/globals";
import { hashToken } from "../auth/token.ts";
import { remember } from "../memory/remember.ts";
import { aConversation, aLeadRecord } from "../stores/examples.contract.ts";
import { handClock } from "../testing/hand-clock.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";

const SITE = "default";
const DAY_MS = 86_400_000;

let server: TestServer;
afterEach(() => server.close());

test("an export holds what is remembered of the visitor and what was signed about them, until it is erased", async () => {
  const timekeeper = handClock();
  server = await testServer({ timekeeper });
  const { stores } = server;
  const now = timekeeper.now();
  const iso = (at: number) => new Date(at).toISOString();
  const ana = server.visitor();
  const visitor = hashToken(ana.token);
  const identity = { sub: "u1", email: "ana@acme.example", name: "Ana", verifiedAt: iso(now) };
  const signed = { sub: "u1", email: "ana@acme.example", name: "Ana", at: iso(now) };
  await stores.visitors.add({
    siteId: SITE,
    id: visitor,
    visitor,
    identity,
    expiresAt: now + DAY_MS,
    replacedBy: undefined,
  });
  await stores.conversations.create(aConversation(SITE, "c1", { visitor, identity }));
  await stores.leads.put(aLeadRecord(SITE, "c1", { identity, email: "ana@acme.example" }));
  const proof = {
    question: "news",
    purposes: ["newsletter"],
    given: true,
    text: "May we write?",
    language: "en",
    at: iso(now),
    playbook: "hello",
    version: "v1",
    page: undefined,
  };
  const kept = { at: now, until: now + DAY_MS, playbook: "hello" };
  const answers = [
    { ...kept, question: "city", value: "Graz" },
    { ...kept, question: "news", value: true, proof },
  ];
  await remember({ memory: stores.memory, timekeeper }, { siteId: SITE, visitor }, answers);
  // The control: what is kept of somebody else is theirs.
  await stores.conversations.create(aConversation(SITE, "c2", { visitor: "cd".repeat(32) }));
  const others = { siteId: SITE, visitor: "cd".repeat(32) };
  await remember({ memory: stores.memory, timekeeper }, others, [
    { ...kept, question: "city", value: "Linz" },
  ]);

  const admin = await server.rep("admin", "Ada");
  const { page: _none, ...shown } = proof;
  const remembered = [
    { question: "city", value: "Graz", playbook: "hello", at: iso(now), until: iso(now + DAY_MS) },
    {
      question: "news",
      value: true,
      playbook: "hello",
      at: iso(now),
      until: iso(now + DAY_MS),
      proof: shown,
    },
  ];
  for (const whose of [{ lead: "c1" }, { visitor: ana.token }, { email: "ANA@acme.example" }]) {
    const { status, body } = await admin("POST", "/api/v1/privacy/export", whose);
    expect([whose, status]).toEqual([whose, 200]);
    expect(body.visitors).toEqual([{ visitor, remembered, identities: [signed] }]);
    expect(body.conversations).toMatchObject([{ id: "c1", identity: signed }]);
    expect(body.leads).toMatchObject([{ id: "c1", identity: signed }]);
    expect(JSON.stringify(body)).not.toContain("Linz");
  }

  expect((await admin("POST", "/api/v1/privacy/erase", { lead: "c1" })).status).toBe(200);
  const { body } = await admin("POST", "/api/v1/privacy/export", { visitor: ana.token });
  expect(body).toMatchObject({ conversations: [], leads: [], visitors: [] });
  expect((await stores.memory.load(SITE, visitor))?.answers).toEqual([]);
  expect(await stores.visitors.identities(SITE, visitor)).toEqual([]);
});
