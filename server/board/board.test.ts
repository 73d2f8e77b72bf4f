import { afterEach, describe, expect, test } from "@jest/globals";
import { handClock } from "../testing/hand-clock.ts";
import { testServer } from "../testing/test-server.ts";
import type { Board } from "../wire/board.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const MINUTE = 60_000;

async function open(site = "site: default\n") {
  const timekeeper = handClock();
  const server = await testServer({ timekeeper, files: { "site.yml": site } });
  closers.push(server.close);
  const boss = await server.rep("viewer", "Vera");
  const tom = await server.rep("rep", "Tom");
  const board = async () => (await boss("GET", "/api/v1/board")).body as Board;
  /** A visitor who waits for a person. */
  const wait = async (id: string, name: string) => {
    const visitor = server.visitor();
    await visitor("POST", "/api/v1/conversations", { id, page: { url: "https://a.example/pricing" } });
    for (const [n, text] of [name, "20"].entries())
      await visitor("POST", `/api/v1/conversations/${id}/messages`, { id: `${id}-m${n}`, text });
    return visitor;
  };
  const answer = async (id: string) => {
    await tom("POST", `/api/v1/inbox/${id}/claim`);
    expect(
      (await tom("POST", `/api/v1/inbox/${id}/replies`, { id: `${id}-reply`, text: "Hello" })).status,
    ).toBe(200);
  };
  return { server, timekeeper, boss, tom, board, wait, answer };
}

describe("the board", () => {
  test("shows who waits, since when, what they were promised and who is asked", async () => {
    const { timekeeper, board, wait } = await open();
    const from = timekeeper.now();
    await wait("conversation-ana", "Ana");
    timekeeper.advance(MINUTE);
    await wait("conversation-bo", "Bo");
    const { waiting } = await board();
    expect(waiting.map(({ name, team }) => [name, team])).toEqual([
      ["Ana", "sales"],
      ["Bo", "sales"],
    ]);
    expect(waiting[0]).toMatchObject({
      since: new Date(from).toISOString(),
      answer_by: new Date(from + 3 * MINUTE).toISOString(),
      rung: expect.any(String),
    });
  });

  test("counts what is answered in time, and names what is not", async () => {
    const { server, timekeeper, board, wait, answer } = await open();
    await wait("conversation-ana", "Ana");
    await wait("conversation-bo", "Bo");
    await wait("conversation-cy", "Cy");
    timekeeper.advance(MINUTE);
    await answer("conversation-ana");
    expect((await board()).answered).toEqual({ handoffs: 1, kept: 1, median_ms: MINUTE });
    expect((await board()).misses).toEqual([]);
    timekeeper.advance(5 * MINUTE);
    // Whether the playbook has gone on by itself does not matter: nobody came.
    const { misses, answered } = await board();
    expect(misses.map(({ name, answered_at }) => [name, answered_at])).toEqual(
      expect.arrayContaining([
        ["Bo", undefined],
        ["Cy", undefined],
      ]),
    );
    expect(misses).toHaveLength(2);
    expect(answered).toMatchObject({ handoffs: 3, kept: 1 });
    // What is of yesterday is not of today.
    timekeeper.advance(25 * 60 * MINUTE);
    const nextDay = await server.rep("viewer", "Nora");
    expect((await nextDay("GET", "/api/v1/board")).body.answered).toEqual({ handoffs: 0, kept: 0 });
  });

  test("holds a team to its own aim, which the console may set: what was in time before is late then", async () => {
    const { server, timekeeper, board, wait, answer } = await open("site: default\nteams: { sales: {} }\n");
    await wait("conversation-ana", "Ana");
    timekeeper.advance(MINUTE);
    await answer("conversation-ana");
    expect((await board()).misses).toEqual([]);
    const admin = await server.rep("admin", "Ada");
    const set = { "teams.sales.first_answer": "30 seconds" };
    expect((await admin("POST", "/api/v1/settings", { version: 0, set })).status).toBe(200);
    const { misses } = await board();
    expect(misses).toMatchObject([{ name: "Ana", by: { name: "Tom" } }]);
    expect(Date.parse(misses[0]?.due_at ?? "") - Date.parse(misses[0]?.since ?? "")).toBe(MINUTE / 2);
  });

  test("shows the load of each person, and is a line in the audit log", async () => {
    const { server, board, wait, answer, tom } = await open();
    await wait("conversation-ana", "Ana");
    await answer("conversation-ana");
    const { desks } = await board();
    expect(desks.find(({ person }) => person.name === "Tom")).toMatchObject({ open: 1 });
    expect((await tom("GET", "/api/v1/board")).body.code).toBe("ROLE_REFUSED");
    const admin = await server.rep("admin", "Ada");
    const lines = (await admin("GET", "/api/v1/audit")).body.data as { what: string; who: { id: string } }[];
    expect(lines.find(({ what }) => what === "board.viewed")?.who.id).toBe("person-Vera");
  });
});
