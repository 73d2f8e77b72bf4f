import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type TestServer, testServer } from "../testing/test-server.ts";

interface Told {
  readonly messages: readonly { readonly from: string; readonly text: string }[];
}
interface Logged {
  readonly data: readonly { readonly what: string }[];
}

let server: TestServer;
let visitor: ReturnType<TestServer["visitor"]>;
let tom: Awaited<ReturnType<TestServer["rep"]>>;
let lea: Awaited<ReturnType<TestServer["rep"]>>;
let count = 0;

beforeAll(async () => {
  server = await testServer();
  visitor = server.visitor();
  tom = await server.rep("rep", "Tom");
  lea = await server.rep("rep", "Lea");
});
afterAll(() => server.close());

async function begin(...words: readonly string[]): Promise<string> {
  count += 1;
  const id = `conversation-${count}`;
  await visitor("POST", "/api/v1/conversations", { id, page: { url: "https://a.example/pricing" } });
  for (const [n, text] of words.entries())
    await visitor("POST", `/api/v1/conversations/${id}/messages`, { id: `message-${count}-${n}`, text });
  return id;
}
const steer = (id: string, move: object, by = tom, client = `steer-${Math.random().toString(36).slice(2)}`) =>
  by("POST", `/api/v1/conversations/${id}/steer`, { id: client, move });
const heard = async (id: string) =>
  wordsOf((await visitor("GET", `/api/v1/conversations/${id}/events`)).body as Told);
const wordsOf = ({ messages }: Told) => messages.map(({ from, text }) => `${from}: ${text}`);

describe("steering", () => {
  test("shows where the visitor is and the legal moves; a viewer may look", async () => {
    const id = await begin("Ana");
    const viewer = await server.rep("viewer", "Viv");
    const { status, body } = await viewer("GET", `/api/v1/conversations/${id}/steer`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: "bot",
      section: "Start",
      open: { question: "size", text: "How many are you?" },
      known: [{ question: "name", called: "name", editable: true }],
      // A playbook without a question for an address has the built-in one.
      missing: [{ question: "size" }, { question: "contact_address" }],
      asks: [{ question: "contact_address", text: "Which e-mail address may we write to?" }],
      goes: [{ section: "to_a_human", called: "To a human" }],
      says: true,
    });
    expect(body).not.toHaveProperty("returns");
    expect((await viewer("GET", "/api/v1/conversations/conversation-none/steer")).status).toBe(404);
  });

  test("one tap: the visitor sees the bot speak, the log has the event, the audit who did it", async () => {
    const id = await begin("Ana");
    const done = await steer(id, { do: "say", text: "By the way: it is free." });
    expect(done.status).toBe(200);
    expect(await heard(id)).toContain("bot: By the way: it is free.");
    const turns = (await server.stores.conversations.load("default", id))?.turns ?? [];
    expect(turns.at(-1)?.event).toEqual({
      type: "steer",
      name: "Tom",
      move: { do: "say", text: "By the way: it is free." },
    });
    const { body } = await (await server.rep("admin", "Ada"))("GET", "/api/v1/audit");
    expect(body.data).toContainEqual(
      expect.objectContaining({ what: "conversation.steered", object: id, detail: "say" }),
    );
  });

  test("the same id again changes nothing, with another move it is refused", async () => {
    const id = await begin("Ana");
    const move = { do: "say", text: "Once." };
    await steer(id, move, tom, "steer-once");
    expect((await steer(id, move, tom, "steer-once")).status).toBe(200);
    expect((await heard(id)).filter((one) => one === "bot: Once.")).toHaveLength(1);
    const other = await steer(id, { do: "say", text: "Twice." }, tom, "steer-once");
    expect([other.status, other.body.code]).toEqual([409, "ID_REUSED"]);
  });

  test("an illegal move is refused with a code, and a talk is given back by its owner alone", async () => {
    const id = await begin("Ana");
    const illegal = await steer(id, { do: "ask", question: "name" });
    expect([illegal.status, illegal.body.code]).toEqual([422, "MOVE_ILLEGAL"]);
    await tom("POST", `/api/v1/inbox/${id}/claim`);
    const foreign = await steer(id, { do: "return", section: "to_a_human" }, lea);
    expect([foreign.status, foreign.body.code]).toEqual([403, "NOT_OWNER"]);
    const map = (by: typeof tom) => by("GET", `/api/v1/conversations/${id}/steer`);
    expect((await map(lea)).body).not.toHaveProperty("returns");
    expect((await map(tom)).body.returns).toContainEqual({ section: "to_a_human", called: "To a human" });
    const back = await steer(id, { do: "return", section: "to_a_human" });
    expect(back.body.conversation).toMatchObject({ status: "waiting" });
    expect(back.body.conversation).not.toHaveProperty("owner");
  });

  test("a move that no schema knows is told what is wrong with it", async () => {
    const id = await begin("Ana");
    for (const move of [{ do: "dance" }, { do: "say" }, { do: "say", text: "x".repeat(4_001) }, {}])
      expect((await steer(id, move)).body.code).toBe("INPUT_INVALID");
  });
});

describe("an answer that a rep writes down", () => {
  const edit = (id: string, question: string, text: string, client = `edit-${question}-${count}-${text}x`) =>
    tom("POST", `/api/v1/conversations/${id}/answers`, {
      id: client.padEnd(8, "x").slice(0, 60),
      question,
      text,
    });

  test("changes score and lead, says who wrote it, and stands in the audit log without the words", async () => {
    const id = await begin("Ana");
    await tom("POST", `/api/v1/inbox/${id}/claim`);
    const { status, body } = await edit(id, "size", "80");
    expect(status).toBe(200);
    expect(body.lead).toMatchObject({ score: 20, grade: "hot" });
    expect(body.lead.answers).toContainEqual(
      expect.objectContaining({ name: "size", value: 80, edited: { by: "Tom", at: expect.any(String) } }),
    );
    expect(body.lead.what_if).toEqual([
      { question: "size", called: "size", because: ["More than ten"], score: 0, grade: "cold" },
    ]);
    const log = await (await server.rep("admin", "Ida"))("GET", "/api/v1/audit");
    const line = (log.body as Logged).data.find(({ what }) => what === "answer.edited");
    expect(line).toMatchObject({ object: id, detail: "size" });
    expect(JSON.stringify(line)).not.toContain('"80"');
  });

  test("is refused when it is none", async () => {
    const id = await begin("Ana");
    const answer = await edit(id, "size", "many");
    expect([answer.status, answer.body.code]).toEqual([422, "ANSWER_REFUSED"]);
  });
});
