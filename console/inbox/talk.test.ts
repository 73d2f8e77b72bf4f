import { describe, expect, test } from "@jest/globals";
import type { Message } from "../../server/wire/message.ts";
import { valueInWords } from "../look/words.ts";
import { arrange, inRuns } from "./arrange.ts";
import { createOutgoing } from "./outgoing.ts";

const message = (seq: number, from: Message["from"], name?: string): Message => ({
  seq,
  from,
  at: "2026-11-23T10:00:00.000Z",
  text: `line ${seq}`,
  ...(name === undefined ? {} : { name }),
});
const withBot = [1, 2, 3, 4, 5, 6, 7, 8].map((seq) => message(seq, seq % 2 === 1 ? "bot" : "visitor"));

describe("a transcript", () => {
  test("joins what one speaker said in a row, and keeps two reps apart", () => {
    const { runs } = arrange(
      [message(1, "rep", "Tom"), message(2, "rep", "Tom"), message(3, "rep", "Lea")],
      false,
    );
    expect(runs.map((run) => (run.is === "said" ? run.messages.map(({ seq }) => seq) : run.is))).toEqual([
      [1, 2],
      [3],
    ]);
  });

  test("puts notes to colleagues behind what was said by then, and folds none away", () => {
    const at = (minute: number) => `2026-11-23T10:0${minute}:00.000Z`;
    const timed = withBot.map((one, index) => ({ ...one, at: at(index) }));
    const note = (minute: number) => ({
      at: at(minute).replace(":00.0", ":30.0"),
      team: "sales",
      text: "Hot!",
    });
    const order = (fold: boolean, ...notes: readonly ReturnType<typeof note>[]) =>
      arrange(timed, fold, notes).runs.map((run) => (run.is === "note" ? "note" : run.is));
    expect(inRuns(timed.slice(0, 2), [note(0), note(8)]).map(({ is }) => is)).toEqual([
      "said",
      "note",
      "said",
      "note",
    ]);
    expect(order(true, note(1))[0]).toBe("note");
    expect(order(false)).not.toContain("note");
  });

  test("folds a long first talk with the bot, all but its last two lines", () => {
    const { folded, runs } = arrange([...withBot, message(9, "system"), message(10, "rep", "Tom")], true);
    expect(folded).toEqual(withBot.slice(0, 6));
    expect(runs).toHaveLength(4);
  });

  test.each([
    ["a short talk", withBot.slice(0, 5), true],
    ["a talk that is watched", withBot, false],
  ])("leaves %s open", (_what, messages, fold) => {
    expect(arrange(messages, fold).folded).toEqual([]);
  });
});

describe("replies on their way", () => {
  /** A server that answers when the test says so. */
  function stage() {
    const posts: { readonly id: string; readonly answer: () => void; readonly refuse: () => void }[] = [];
    let ids = 0;
    const outgoing = createOutgoing({
      makeId: () => `id-${++ids}`,
      post: (_conversation, { id }) =>
        new Promise((resolve, reject) => {
          const answer = () => resolve({ seq: 1, status: "human", messages: [] });
          posts.push({ id, answer, refuse: () => reject(new Error("away")) });
        }),
      onSent: () => undefined,
    });
    return {
      outgoing,
      posts,
      states: () => outgoing.replies.current().map(({ id, state }) => `${id} ${state}`),
    };
  }
  const turn = async () => {
    for (let n = 0; n < 5; n += 1) await Promise.resolve();
  };

  test("leave in the order written: the second waits for the first", async () => {
    const { outgoing, posts, states } = stage();
    outgoing.send("c1", "one", 0);
    outgoing.send("c1", "two", 0);
    await turn();
    expect(posts.map(({ id }) => id)).toEqual(["id-1"]);
    posts[0]?.answer();
    await turn();
    expect(posts.map(({ id }) => id)).toEqual(["id-1", "id-2"]);
    expect(states()).toEqual(["id-2 sending"]);
  });

  test("of another conversation do not wait", async () => {
    const { outgoing, posts } = stage();
    outgoing.send("c1", "one", 0);
    outgoing.send("c2", "two", 0);
    await turn();
    expect(posts).toHaveLength(2);
  });

  test("that failed are kept until retried with their id, or removed", async () => {
    const { outgoing, posts, states } = stage();
    outgoing.send("c1", "one", 0);
    await turn();
    posts[0]?.refuse();
    await turn();
    expect(states()).toEqual(["id-1 failed"]);
    outgoing.retry("id-1");
    outgoing.retry("id-1");
    await turn();
    expect(posts.map(({ id }) => id)).toEqual(["id-1", "id-1"]);
    posts[1]?.refuse();
    await turn();
    outgoing.remove("id-1");
    expect(states()).toEqual([]);
  });
});

test("an answer that is a file or a picked item reads as the visitor saw it", () => {
  expect(valueInWords({ id: "f1", name: "plan.pdf", size: 70, label: "plan.pdf" })).toBe("plan.pdf");
  expect(valueInWords([{ label: "Tue 10:00", id: "t10" }])).toBe("Tue 10:00");
});
