import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type JsonServer, jsonServer } from "../testing/json-server.ts";
import { type ReadStream, readStream } from "../testing/read-stream.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";

const PLAYBOOK = `
playbook: slots
questions:
  name: { ask: Your name?, answer: name }
  slot: { ask: Which time?, choices_from: slots, show: label }
talk:
  start:
    - ask: name
    - tell: { team: sales, message: "{{ name }} looks for a time." }
    - call: calendar.free_slots
      send: { who: "{{ name }}" }
      save_as: slots
      if_fails: [{ say: By mail. }, { end: by_mail }]
    - ask: slot
    - call: calendar.gone
      if_fails: [{ end: failed }]
    - end: done
`;

let service: JsonServer;
let server: TestServer;
beforeAll(async () => {
  service = await jsonServer(() => [
    { id: "t10", label: "Tue 10:00" },
    { id: "w14", label: "Wed 14:00" },
  ]);
  const services = `services:\n  calendar.free_slots: { method: GET, address: "${service.url}/slots" }\n`;
  server = await testServer({
    egressAllow: "127.0.0.1",
    files: { "slots.playbook.yml": PLAYBOOK, "services.yml": services },
  });
});
afterAll(async () => {
  await server.close();
  await service.close();
});

test("a playbook of the folder calls a service of services.yml, offers what it brought, and colleagues hear of it", async () => {
  expect(server.lines.join("\n")).toMatch(
    /slots\.playbook\.yml:15:\d+ +warning +services\.yml has no "calendar\.gone"/,
  );
  expect(server.lines.join("\n")).not.toContain('has no "calendar.free_slots"');
  const rep = await server.rep("rep", "Mia");
  const reps = await readStream(`${server.url}/api/v1/events`, { cookie: rep.cookie });
  const visitor = server.visitor();
  const id = "conversation-slots";
  const page = { url: "https://a.example/" };
  await visitor("POST", "/api/v1/conversations", { id, playbook: "slots", page });
  const { token } = visitor;
  const stream = await readStream(`${server.url}/api/v1/conversations/${id}/events?after=2`, {
    authorization: `Bearer ${token}`,
  });
  await visitor("POST", `/api/v1/conversations/${id}/messages`, { id: "message-name", text: "Ana" });
  const asked = await first(stream, "Which time?");
  expect(asked.data).toMatchObject({
    text: "Which time?",
    choices: [{ label: "Tue 10:00" }, { label: "Wed 14:00" }],
  });
  expect(service.heard).toMatchObject([{ path: "/slots?who=Ana" }]);
  const note = await first(reps, "looks for a time");
  expect(note.event).toBe("note");
  expect(note.data).toEqual({
    conversation: id,
    team: "sales",
    text: "Ana looks for a time.",
    at: expect.any(String),
  });
  const detail = await rep("GET", `/api/v1/inbox/${id}`);
  expect(detail.body.notes).toEqual([
    { team: "sales", text: "Ana looks for a time.", at: expect.any(String) },
  ]);
  reps.close();
  stream.close();
});

/** The first event that holds these words. */
async function first(stream: ReadStream, words: string) {
  for (;;) {
    const [event] = await stream.next(1);
    if (event && JSON.stringify(event.data).includes(words)) return event;
  }
}
