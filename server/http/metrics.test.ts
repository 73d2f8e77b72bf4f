import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { LOG_EVENTS } from "../log.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";

const TOKEN = "metrics-token-of-the-test";
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ metricsToken: TOKEN });
});
afterAll(() => server.close());

const read = async (token = TOKEN) => {
  const answer = await server.ask("GET", "/metrics", undefined, { authorization: `Bearer ${token}` });
  return { ...answer, text: String(answer.body) };
};
/** The figure on the line that begins so; undefined when there is none. */
const figure = (text: string, line: string) => {
  const found = text.split("\n").find((one) => one.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.split(" ").at(-1));
};

test("count what happens: turns, answers by route and status, open streams", async () => {
  const visitor = server.visitor();
  const page = { url: "https://a.example/pricing?utm_source=canary" };
  await visitor("POST", "/api/v1/conversations", { id: "conversation-metrics", page });
  await visitor("POST", "/api/v1/conversations/conversation-metrics/messages", {
    id: "message-1-metrics",
    text: "canary",
  });
  await visitor("POST", "/api/v1/conversations/conversation-metrics/messages", { id: "message-1-metrics" });
  const { status, headers, text } = await read();
  expect([status, headers.get("content-type")]).toEqual([200, expect.stringContaining("text/plain")]);
  expect(figure(text, 'parley_events_total{event="turn.taken"}')).toBeGreaterThanOrEqual(1);
  const messages =
    'parley_http_request_seconds_count{route="POST /api/v1/conversations/:id/messages",status=';
  expect(figure(text, `${messages}"200"}`)).toBe(1);
  expect(figure(text, `${messages}"400"}`)).toBe(1);
  expect(figure(text, "parley_streams_open")).toBe(0);
  expect([figure(text, "parley_turns_running"), figure(text, "parley_turns_waiting")]).toEqual([0, 0]);
  expect(figure(text, "process_resident_memory_bytes")).toBeGreaterThan(1e6);
  // No words, no ids: labels are routes, statuses and events.
  expect(text).not.toContain("canary");
  expect(text).not.toContain("conversation-metrics");
});

test("every label of an event is one that the log knows", async () => {
  const { text } = await read();
  const events = [...text.matchAll(/parley_events_total\{event="([^"]+)"\}/g)].map(([, event]) => event);
  expect(events.length).toBeGreaterThan(0);
  for (const event of events) expect(LOG_EVENTS).toContain(event);
});

test("are for whoever has the token, and nobody else", async () => {
  for (const token of ["", "wrong", `${TOKEN}x`, server.visitor().token]) {
    expect([token, (await read(token)).status]).toEqual([token, 401]);
  }
  expect((await server.ask("GET", "/metrics")).status).toBe(401);
});

test("are off where no token is set, also for those who guess an empty one", async () => {
  const without = await testServer();
  for (const authorization of ["", "Bearer", "Bearer ", "Bearer undefined"]) {
    const answer = await without.ask("GET", "/metrics", undefined, { authorization });
    expect([answer.status, answer.body.code]).toEqual([404, "ROUTE_UNKNOWN"]);
  }
  await without.close();
});
