import "../testing/browser.ts";
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import type { Board } from "../../server/wire/board.ts";
import type { Desk } from "../../server/wire/handoff.ts";
import { AT, me, tom } from "../testing/examples.ts";
import { type Answers, openConsole } from "../testing/open-console.tsx";

afterEach(cleanup);

const lea = { id: "p_lea", name: "Lea Hofer" };
const desk: Pick<Desk, "stance" | "teams" | "languages" | "skills"> = {
  stance: "online",
  teams: ["sales"],
  languages: [],
  skills: [],
};
const BOARD: Board = {
  at: AT,
  waiting: [
    {
      id: "conv_ana",
      name: "Ana Keller",
      company: "Acme",
      team: "sales",
      since: AT,
      answer_by: "2026-11-23T10:03:00.000Z",
      aim_by: "2026-11-23T10:00:30.000Z",
      rung: "person",
      to: lea,
      why: "Lea Hofer: speaks German, her turn",
    },
  ],
  more_waiting: false,
  desks: [
    { ...desk, person: { id: "p_x", name: "Xaver" }, presence: "offline", open: 0 },
    { ...desk, person: lea, presence: "online", open: 3, limit: 3 },
  ],
  answered: { handoffs: 12, kept: 11, median_ms: 48_000 },
  misses: [
    {
      id: "conv_bo",
      name: "Bo",
      team: "sales",
      since: AT,
      due_at: "2026-11-23T10:02:00.000Z",
      answered_at: "2026-11-23T10:04:05.000Z",
      by: lea,
    },
  ],
};

const openBoard = (board: Board, more: Answers = {}) =>
  openConsole("/board", { "GET /board": () => board, ...more });

describe("the board", () => {
  test("says it in a sentence, and who waits with promise, aim, and who is asked and why", async () => {
    openBoard(BOARD);
    const row = await screen.findByRole("row", { name: /Ana Keller/ });
    // The clock of the test stands a minute after.
    expect(row.textContent).toContain("2:00 left");
    expect(row.textContent).toContain("0:30 over");
    expect(row.textContent).toContain("Lea Hofer: speaks German, her turn");
    const sentence = screen.getByText(/1 visitor waits/).parentElement?.textContent;
    expect(sentence).toContain("1 visitor waits, 1 person is online.");
    expect(sentence).toContain("11 of 12 were answered in time");
  });

  test("shows the load of each person, those who are there first, and what came too late", async () => {
    openBoard(BOARD);
    const people = await screen.findByRole("region", { name: "People" });
    const rows = within(people).getAllByRole("row").slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringContaining("3 of 3, full"),
      expect.stringContaining("Xaver"),
    ]);
    const late = screen.getByRole("region", { name: "Answered too late" });
    expect(within(late).getByRole("row", { name: /Bo/ }).textContent).toContain("2:05");
  });

  test("is asked for anew when something happens in a conversation", async () => {
    const { table, stream } = openBoard(BOARD);
    await screen.findByRole("row", { name: /Ana Keller/ });
    table["GET /board"] = () => ({ ...BOARD, waiting: [] });
    await stream("inbox", { conversation: "conv_ana", seq: 3, status: "human" });
    await waitFor(() => expect(screen.queryByRole("row", { name: /Ana Keller/ })).toBeNull());
    expect(screen.getByText("No one is waiting.")).toBeTruthy();
  });

  test("says when nobody is there for those who ask", async () => {
    openBoard({ ...BOARD, waiting: [], desks: [] });
    expect(await screen.findByText(/Visitors who ask for a person get none/)).toBeTruthy();
  });

  test("is not for reps", async () => {
    openBoard(BOARD, { "GET /me": () => ({ ...me, person: { ...tom, role: "rep" } }) });
    expect(await screen.findByText("There is no such page.")).toBeTruthy();
    expect(screen.queryByRole("link", { name: "Board" })).toBeNull();
  });
});
