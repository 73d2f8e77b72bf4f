import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { handClock } from "./testing/hand-clock.ts";
import { type TestServer, testServer } from "./testing/test-server.ts";

const C = "Canary";
const CONVERSATIONS = "/api/v1/conversations";

const timekeeper = handClock();
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ timekeeper, rateLimits: true });
});
afterAll(() => server.close());

test("a whole story leaves no word of the visitor in the log", async () => {
  const visitor = server.visitor();
  const page = {
    url: `https://a.example/pricing?utm_campaign=${C}&q=${C}`,
    title: C,
    referrer: `https://b.example/${C}`,
  };
  const id = "conversation-words";
  const said: string[] = [];
  const ask = async (path: string, body: unknown, headers = {}) => {
    const answer = await visitor("POST", path, body, headers);
    said.push(JSON.stringify(answer.body));
    return answer.status;
  };
  const messages = `${CONVERSATIONS}/${id}/messages`;
  expect(await ask(CONVERSATIONS, { id, page, facts: { plan: C } })).toBe(201);
  expect(await ask(messages, { id: "message-1", text: `Ana ${C}` })).toBe(200);
  expect(await ask(messages, { id: "message-1", text: `Bo ${C}` })).toBe(409);
  expect(await ask(messages, { id: "message-2", choice: C })).toBe(422);
  expect(await ask(messages, { id: "message-3", [C]: C })).toBe(400);
  expect(await ask(messages, `{"text": "${C}`)).toBe(400);
  expect(await ask(`${CONVERSATIONS}/unknown-${C}/messages`, { id: "message-4", text: C })).toBe(404);
  expect(
    await ask(`${CONVERSATIONS}/${id}/files?name=${C}.txt`, `${C} in a file`, {
      "content-type": "text/plain",
    }),
  ).toBe(201);
  expect(
    (await server.ask("POST", "/api/v1/session", { email: `${C}@example.com`, password: C })).status,
  ).toBe(401);
  expect(await ask(messages, { id: "message-5", text: "80" })).toBe(200);

  const rep = await server.rep("admin", "Rita");
  expect((await rep("POST", `/api/v1/inbox/${id}/claim`)).status).toBe(200);
  expect(
    (await rep("POST", `/api/v1/inbox/${id}/replies`, { id: "reply-0001", text: `Hello ${C}` })).status,
  ).toBe(200);
  expect((await rep("GET", `/api/v1/leads?search=${C}`)).status).toBe(200);
  for (let n = 10; n < 40; n++) await ask(messages, { id: `message-${n}`, text: `${C} ${n}` });
  timekeeper.advance(3_600_000);
  expect((await rep("POST", "/api/v1/privacy/erase", { visitor: id })).status).toBe(200);

  // The control: the words went through the server, and the log was written.
  expect(said.join()).toContain(C);
  expect(server.lines.length).toBeGreaterThan(10);
  expect(server.lines.filter((line) => line.startsWith("turn.taken")).length).toBeGreaterThan(5);
  expect(server.lines.filter((line) => line.toLowerCase().includes(C.toLowerCase()))).toEqual([]);
});
