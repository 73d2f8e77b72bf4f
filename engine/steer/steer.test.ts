import { describe, expect, test } from "@jest/globals";
import { defaultSite } from "../playbook/site.ts";
import { QUALIFY } from "../turn/qualify.fixture.ts";
import { takeTurn } from "../turn/take-turn.ts";
import { compiled, Talking } from "../turn/talking.fixture.ts";
import type { TurnEvent } from "../turn/turn.ts";
import { whatIfOf } from "../turn/what-if.ts";
import type { SteerMove } from "./steer-move.ts";
import { steeringOf } from "./steering.ts";

const playbook = compiled(QUALIFY);
const steer = (move: SteerMove): TurnEvent => ({ type: "steer", name: "Tom", move });

function begun(): Talking {
  const talk = new Talking(playbook);
  talk.say("Ana");
  return talk;
}

const world = (talk: Talking) => ({ now: talk.now, site: talk.site, online: new Map<string, number>() });
const map = (talk: Talking) => steeringOf(playbook, talk.turn.talk, world(talk));
const movesOf = (talk: Talking, kind: SteerMove["do"]) =>
  map(talk)
    .moves.filter(({ move }) => move.do === kind)
    .map(({ move }) => ("question" in move ? move.question : "section" in move ? move.section : ""));
const refused = (talk: Talking, event: TurnEvent) => {
  const turn = takeTurn(playbook, talk.turn.talk, event, world(talk));
  return "refused" in turn ? turn.refused : undefined;
};
const texts = (talk: Talking, event: TurnEvent) => talk.take(event).map(({ from, text }) => [from, text]);

describe("the map", () => {
  test("tells where the visitor is, what is known and what is missing, in the playbook's order", () => {
    const { section, open, known, missing, status } = map(begun());
    expect({ section, status }).toEqual({ section: "Start", status: "bot" });
    expect(open?.text).toBe("How many people are on your team?");
    expect(known).toEqual([
      { question: "name", called: "name", editable: true, choices: undefined, pick: "one" },
    ]);
    expect(missing.find(({ question }) => question === "goals")).toMatchObject({
      choices: ["More leads", "Faster replies"],
      pick: "many",
    });
    expect(missing.map(({ called }) => called)).toEqual([
      "team size",
      "role",
      "goals",
      "budget",
      "email",
      "confirm",
    ]);
  });

  test("offers only legal moves: not what is known or open, and not the section that the visitor is in", () => {
    const talk = begun();
    expect(movesOf(talk, "ask")).toEqual(["role", "goals", "budget", "email", "confirm"]);
    expect(movesOf(talk, "go")).toEqual(["check", "to_a_human"]);
    expect(movesOf(talk, "offer")).toEqual(["check", "to_a_human"]);
    expect(movesOf(talk, "return")).toEqual([]);
  });

  test("of a talk that is over holds no move, and of one with a person only the ways back", () => {
    const over = begun();
    over.say("stop");
    expect(map(over).moves).toEqual([]);
    const taken = begun();
    taken.take({ type: "rep_joined", name: "Tom" });
    expect(movesOf(taken, "return")).toEqual(["", "start", "check", "to_a_human"]);
    expect(map(taken).moves.every(({ move }) => move.do === "return")).toBe(true);
  });
});

describe("a move", () => {
  test("asks a question at once, keeps the answer and goes on where the visitor was, without saying that it changed", () => {
    const talk = begun();
    expect(texts(talk, steer({ do: "ask", question: "budget" }))).toEqual([
      ["bot", "Do you have a budget in mind?"],
    ]);
    expect(talk.say("20k")).toEqual(["How many people are on your team?"]);
    expect(talk.answers).toMatchObject({ name: "Ana", budget: 20_000 });
    // A change that the visitor asked for is still confirmed.
    expect(talk.say("sorry, my budget is 30k")[0]).toContain("30");
  });

  test("goes to a section, for good: the talk goes on there", () => {
    const talk = begun();
    // Its wording has holes for what is not known yet, so it is put in plain words.
    expect(texts(talk, steer({ do: "go", section: "check" }))).toEqual([
      ["bot", "Could you tell me your confirm?"],
    ]);
    expect(talk.turn.talk.step).toBe("check");
    expect(talk.say("yes")).toContain("Thanks Ana!");
  });

  test("offers a section: yes goes there, no goes on where it was, something else is asked again", () => {
    const yes = begun();
    const [offered] = yes.take(steer({ do: "offer", section: "to_a_human", text: "Shall I call Tom?" }));
    expect(offered).toMatchObject({ from: "bot", text: "Shall I call Tom?" });
    expect(offered?.choices?.map(({ label }) => label)).toEqual(["Yes", "No"]);
    expect(movesOf(yes, "offer")).toEqual([]);
    expect(yes.tap("Yes")).toContain("One moment.");
    expect(yes.status).toBe("waiting");

    const no = begun();
    expect(texts(no, steer({ do: "offer", section: "check" }))).toEqual([
      ["bot", "Would you like to go on with “Check”?"],
    ]);
    expect(no.say("hmm banana")).toEqual(["A yes or a no would help me here.", "Shall we go on with that?"]);
    expect(no.say("no")).toEqual(["How many people are on your team?"]);
    expect(no.say("80")).toEqual(["What is your role?"]);
  });

  test("says something as the bot, and the question stays open", () => {
    const talk = begun();
    expect(texts(talk, steer({ do: "say", text: " By the way: it is free. " }))).toEqual([
      ["bot", "By the way: it is free."],
    ]);
    expect(talk.say("80")).toEqual(["What is your role?"]);
  });

  test("gives back at a chosen section", () => {
    const talk = begun();
    talk.take({ type: "rep_joined", name: "Tom" });
    const said = talk.take(steer({ do: "return", section: "to_a_human" }));
    expect(said.map(({ text }) => text)).toEqual(["Tom left the conversation.", "One moment."]);
  });

  test("that is not legal is refused, and nothing changes", () => {
    const talk = begun();
    const illegal: readonly SteerMove[] = [
      { do: "ask", question: "name" },
      { do: "ask", question: "team_size" },
      { do: "ask", question: "nobody" },
      { do: "go", section: "start" },
      { do: "go", section: "toString" },
      { do: "offer", section: "check", text: " " },
      { do: "say", text: "x".repeat(4_001) },
      { do: "return" },
      { do: "return", section: "check" },
    ];
    expect(illegal.map((move) => refused(talk, steer(move)))).toEqual(illegal.map(() => "MOVE_ILLEGAL"));
    talk.take({ type: "rep_joined", name: "Tom" });
    expect(refused(talk, steer({ do: "say", text: "Hello" }))).toBe("MOVE_ILLEGAL");
    expect(refused(talk, steer({ do: "return", section: "nowhere" }))).toBe("MOVE_ILLEGAL");
  });

  test("every move that is offered is taken, and none parks the talk, wherever the visitor is", () => {
    const talk = new Talking(playbook);
    let tried = 0;
    for (const words of [
      "Ana",
      "is my data safe",
      "80",
      "Marketing",
      "More leads",
      "20k",
      "ana@acme.example",
    ]) {
      talk.say(words);
      for (const { move } of map(talk).moves) {
        const wish = move.do === "say" ? { ...move, text: "Hello" } : move;
        const turn = takeTurn(playbook, talk.turn.talk, steer(wish), world(talk));
        expect(turn).not.toHaveProperty("refused");
        expect("talk" in turn && turn.talk.status).not.toBe("parked");
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(40);
  });

  test("is replayed from the log to the same talk", () => {
    const events: TurnEvent[] = [
      { type: "message", text: "Ana" },
      steer({ do: "ask", question: "budget" }),
      { type: "message", text: "20k" },
      steer({ do: "offer", section: "check" }),
      { type: "message", text: "yes" },
      { type: "rep_edited", name: "Tom", question: "team_size", text: "80" },
    ];
    const run = () => {
      const talk = new Talking(playbook, {}, defaultSite());
      for (const event of events) talk.take(JSON.parse(JSON.stringify(event)) as TurnEvent);
      return talk.turn;
    };
    expect(run()).toEqual(run());
    expect(run().lead.answers.map(({ name }) => name)).toEqual(["name", "budget", "team_size"]);
  });
});

describe("an offer, where a new version went live meanwhile", () => {
  const answered = (text: string) => {
    const talk = begun();
    talk.take(steer({ do: "offer", section: "check" }));
    const live = compiled(text, undefined, "v2");
    const message: TurnEvent = { type: "message", text: "yes" };
    const turn = takeTurn(playbook, talk.turn.talk, message, world(talk), live);
    if ("refused" in turn) throw new Error(turn.refused);
    return turn;
  };

  test("is taken in the new one", () => {
    const turn = answered(QUALIFY.replace("What is your role?", "What do you do?"));
    expect(turn.moved).toEqual({ from: "v1", to: "v2" });
    expect(turn.talk.step).toBe("check");
  });

  test("is gone where the section is: the open question is put", () => {
    const text = QUALIFY.replaceAll("goto: check", "goto: checks").replace("  check:\n", "  checks:\n");
    const turn = answered(text);
    expect(turn.talk.status).toBe("bot");
    expect(turn.talk.step).toBe("start");
    expect(turn.messages.at(-1)?.text).toBe("How many people are on your team?");
  });
});

describe("an answer that a rep writes down", () => {
  const edit = (question: string, text: string): TurnEvent => ({
    type: "rep_edited",
    name: "Tom",
    question,
    text,
  });

  test("counts for the score, says who wrote it and when, and is the visitor's again once they change it", () => {
    const talk = begun();
    expect(talk.take(edit("budget", "20k"))).toEqual([]);
    expect(talk.turn.lead.score).toBe(25);
    const [, budget] = talk.turn.lead.answers;
    expect(budget).toEqual({
      name: "budget",
      called: "budget",
      value: 20_000,
      source: "told",
      edited: { by: "Tom", at: "2026-11-23T09:00:00.000Z" },
    });
    talk.say("sorry, my budget is 30k");
    expect(talk.turn.lead.answers[1]).not.toHaveProperty("edited");
  });

  test("to the open question: the bot goes on with the next one", () => {
    const talk = begun();
    expect(texts(talk, edit("team_size", "80"))).toEqual([["bot", "What is your role?"]]);
  });

  test("takes an answer away when the text is empty", () => {
    const talk = begun();
    talk.take(edit("budget", "20k"));
    talk.take(edit("budget", " "));
    expect(talk.answers).toEqual({ name: "Ana" });
    expect(talk.turn.lead.score).toBe(0);
  });

  test("changes nothing else while a person has the talk, and after it is over", () => {
    const talk = begun();
    talk.take({ type: "rep_joined", name: "Tom" });
    expect(talk.take(edit("team_size", "80"))).toEqual([]);
    expect([talk.status, talk.turn.lead.score]).toEqual(["human", 30]);
    talk.take({ type: "rep_closed", name: "Tom", outcome: "qualified" });
    expect(talk.take(edit("team_size", "8"))).toEqual([]);
    expect([talk.status, talk.turn.lead.score]).toEqual(["ended", 0]);
  });

  test("is refused when it is no answer to the question, or there is no such question", () => {
    const talk = begun();
    const wrong: readonly [string, string][] = [
      ["team_size", "many"],
      ["team_size", "0"],
      ["nobody", "x"],
      ["email", "ana@gmail.com"],
    ];
    expect(wrong.map(([question, text]) => refused(talk, edit(question, text)))).toEqual(
      wrong.map(() => "ANSWER_REFUSED"),
    );
  });
});

test("what if: the answers without which the grade would be another, from a run of the rules without each", () => {
  const talk = begun();
  for (const words of ["80", "Marketing", "More leads", "5000"]) talk.say(words);
  expect(talk.turn.lead).toMatchObject({ score: 60, grade: "hot" });
  expect(whatIfOf(playbook, talk.turn.talk)).toEqual([
    { question: "team_size", called: "team size", because: ["Bigger team"], score: 30, grade: "warm" },
    { question: "role", called: "role", because: ["Decision maker"], score: 40, grade: "warm" },
    { question: "goals", called: "goals", because: ["Core use"], score: 50, grade: "warm" },
  ]);
  // The budget gave nothing, so nothing hangs on it.
  expect(whatIfOf(playbook, begun().turn.talk)).toEqual([]);
});
