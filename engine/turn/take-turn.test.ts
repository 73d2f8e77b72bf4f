import { beforeAll, describe, expect, test } from "@jest/globals";
import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { defaultSite } from "../playbook/site.ts";
import { QUALIFY } from "./qualify.fixture.ts";
import { takeTurn } from "./take-turn.ts";
import { compiled, MONDAY_NINE, Talking } from "./talking.fixture.ts";

let playbook: CompiledPlaybook;
beforeAll(() => {
  playbook = compiled(QUALIFY);
});

/** Answers everything up to the work e-mail. */
function upToEmail(): Talking {
  const talk = new Talking(playbook);
  for (const text of ["Ana", "80", "Marketing", "more leads", "20k"]) talk.say(text);
  return talk;
}

/** Offered to sales. */
function waiting(): Talking {
  const talk = upToEmail();
  talk.say("ana@acme.example");
  talk.tap("Yes");
  return talk;
}

describe("a talk from the first word to the lead", () => {
  test("is asked, scored, handed to a person and given back", () => {
    const talk = new Talking(playbook);
    expect(talk.turn.messages.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^(Hi|Hello)!$/),
      "A few questions.",
      "What should I call you?",
    ]);
    expect(talk.say("Ana")).toEqual(["How many people are on your team?"]);
    expect(talk.say("quite a few")).toEqual(["Just a number is fine, like 25."]);
    expect(talk.say("0")).toEqual(["At least one, you!"]);
    expect(talk.say("about 80")).toEqual(["What is your role?"]);
    expect(talk.tap("Marketing")).toEqual(["What would you like to get done?"]);
    expect(talk.say("is my data safe?")).toEqual([
      "Everything is encrypted.",
      "(card)",
      "What would you like to get done?",
    ]);
    expect(talk.say("More leads and faster replies")).toEqual(["Do you have a budget in mind?"]);
    expect(talk.say("20k")).toEqual(["What is your work email?"]);
    expect(talk.say("ana@gmail.com")).toEqual(["Could I have your work address?"]);
    expect(talk.say("ana@acme.example")).toEqual(["Team of 80, role Marketing. All correct?"]);
    expect(talk.tap("Yes")).toEqual(["One moment."]);
    expect(talk.turn.effects).toEqual([
      { type: "handoff_offered", id: expect.any(String), team: "sales", note: "Team of 80, score 85." },
    ]);
    expect(talk.status).toBe("waiting");

    talk.take({ type: "rep_joined", name: "Tom" });
    expect(talk.status).toBe("human");
    talk.take({ type: "rep_said", name: "Tom", text: "Hi Ana." });
    expect(talk.say("what does it cost?")).toEqual([]);
    talk.take({ type: "rep_left", name: "Tom" });

    expect(talk.turn.messages.map(({ text }) => text)).toEqual([
      "Tom left the conversation.",
      "Robin here again.",
    ]);
    expect(talk.status).toBe("ended");
    expect(talk.turn.lead).toMatchObject({
      outcome: "qualified",
      score: 85,
      grade: "hot",
      fields: { full_name: "Ana", employees: 80 },
      uniqueBy: { question: "email", value: "ana@acme.example" },
    });
    expect(talk.turn.lead.receipt).toEqual([
      { because: "Bigger team", add: 30, counted: true },
      { because: "Decision maker", add: 20, counted: true },
      { because: "Core use", add: 10, counted: true },
      { because: "Budget fits", add: 25, counted: true },
    ]);
  });

  test("numbers messages densely from 1, whoever speaks", () => {
    const talk = new Talking(playbook);
    const seqs = talk.turn.messages.map(({ seq }) => seq);
    for (const text of ["Ana", "what does it cost?", "80"]) {
      seqs.push(...talk.take({ type: "message", text }).map(({ seq }) => seq));
    }
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    expect(talk.turn.talk.seq).toBe(seqs.length);
  });

  test("a question carries its buttons and its kind, an answer the way to change it", () => {
    const talk = new Talking(playbook);
    talk.say("Ana");
    const [answer, question] = talk.take({ type: "message", text: "80" });
    expect(answer).toMatchObject({ from: "visitor", text: "80", change: "change:team_size" });
    expect(question).toMatchObject({
      from: "bot",
      name: defaultSite().bot.name,
      choices: [
        { id: expect.stringMatching(/^role:[0-9a-f]{6}$/), label: "Founder or CEO" },
        { id: expect.stringMatching(/^role:[0-9a-f]{6}$/), label: "Marketing" },
        { id: expect.stringMatching(/^role:[0-9a-f]{6}$/), label: "IT" },
      ],
      input: { kind: "choice", question: "role", label: "role", optional: false, pick: "one" },
    });
  });
});

describe("a correction", () => {
  test("takes the other branch, corrects the score and confirms in one line", () => {
    const talk = upToEmail();
    expect(talk.turn.lead.score).toBe(85);
    expect(talk.say("sorry, we are only 3 people")).toEqual([
      "Changed team size to 3.",
      "The free plan is for you.",
      "(card)",
      "What is your work email?",
    ]);
    expect(talk.answers).toEqual({ name: "Ana", team_size: 3, role: "Marketing", goals: ["More leads"] });
    expect(talk.turn.lead.score).toBe(30);
  });

  test("by the Change button puts the question again and goes on where it was", () => {
    const talk = upToEmail();
    expect(talk.take({ type: "message", change: "change:role" }).at(-1)?.text).toBe("What is your role?");
    expect(talk.tap("IT")).toEqual(["Changed role to IT.", "What is your work email?"]);
    expect(talk.answers["role"]).toBe("IT");
  });

  test("by an old button counts as one, also by one that is known by its place", () => {
    const talk = upToEmail();
    talk.take({ type: "message", choice: "role:0" });
    expect(talk.answers["role"]).toBe("Founder or CEO");
  });

  test("answers off the path are kept, and count again when the path returns", () => {
    const talk = upToEmail();
    talk.say("sorry, we are only 3 people");
    expect(talk.answers).not.toHaveProperty("budget");
    talk.say("sorry, we are 80 people");
    expect(talk.answers["budget"]).toBe(20_000);
  });

  test("from the summary, by change_answer, asks for confirmation again", () => {
    const talk = upToEmail();
    talk.say("ana@acme.example");
    expect(talk.tap("No")).toEqual(["Which one should I change?"]);
    expect(talk.tap("role")).toEqual(["What is your role?"]);
    expect(talk.tap("IT")).toEqual(["Changed role to IT.", "Team of 80, role IT. All correct?"]);
    expect(talk.tap("Yes")).toEqual(["One moment."]);
  });
});

describe("the built-ins", () => {
  test("why, repeat, skip and the question who is talking leave the question open", () => {
    const talk = new Talking(playbook);
    for (const text of ["Ana", "80", "Marketing", "more leads"]) talk.say(text);
    expect(talk.say("why do you ask?")).toEqual([
      "It helps us suggest a plan.",
      "Do you have a budget in mind?",
    ]);
    expect(talk.say("can you repeat that?")).toEqual(["Do you have a budget in mind?"]);
    expect(talk.say("are you a bot?")).toEqual([
      expect.stringContaining("bot"),
      "Do you have a budget in mind?",
    ]);
    expect(talk.say("skip")).toEqual(["What is your work email?"]);
    expect(talk.answers).not.toHaveProperty("budget");
  });

  test("skip of a question that is needed tells why, asks again and is a failed try", () => {
    const talk = new Talking(playbook);
    expect(talk.say("skip").at(-1)).toBe("What should I call you?");
    talk.say("skip");
    expect(talk.say("skip")).toEqual(["Sorry, I'm not getting this.", "One moment."]);
  });

  test("start over asks first when more than two answers would be lost", () => {
    const talk = new Talking(playbook);
    talk.say("Ana");
    expect(talk.say("start over").at(-1)).toBe("What should I call you?");
    for (const text of ["Bo", "80", "Marketing"]) talk.say(text);
    expect(talk.say("start over")).toEqual(["Start over? I would forget your answers."]);
    expect(talk.tap("No").at(-1)).toBe("What would you like to get done?");
    talk.say("start over");
    expect(talk.tap("Yes").at(-1)).toBe("What should I call you?");
    expect(talk.answers).toEqual({});
  });

  test("stop ends the talk; a person is one tap away", () => {
    const talk = new Talking(playbook);
    talk.say("stop");
    expect(talk.turn.talk).toMatchObject({ status: "ended", outcome: "stopped" });
    talk.say("hm");
    expect(talk.tap("Talk to a person")).toEqual(["One moment."]);
    expect(talk.status).toBe("waiting");
  });

  test("forget me leaves nothing of what was told", () => {
    const talk = upToEmail();
    talk.say("forget me");
    expect(talk.turn.effects).toEqual([{ type: "forget", id: expect.any(String) }]);
    expect(talk.turn.talk).toMatchObject({ status: "ended", outcome: "forgotten" });
    expect(talk.turn.lead.answers).toEqual([]);
    expect(JSON.stringify(talk.turn.talk)).not.toContain("Marketing");
  });
});

describe("a handoff", () => {
  test("tells the visitor while they wait, and falls back when nobody comes in time", () => {
    const talk = waiting();
    expect(talk.wait(61)).toEqual(["Still looking."]);
    expect(talk.wait(118)).toEqual([]);
    expect(talk.wait(2)).toEqual(["Everyone is busy."]);
    expect(talk.turn.talk).toMatchObject({ status: "ended", outcome: "left_message" });
  });

  test("hears the visitor while they wait, and keeps what they say", () => {
    const talk = waiting();
    expect(talk.say("hello?")).toEqual(["One moment, please."]);
    expect(talk.say("what does it cost?")).toEqual(["From EUR 20 a month."]);
    expect(talk.say("sorry, we are only 3 people")).toEqual(["Changed team size to 3."]);
    expect(talk.status).toBe("waiting");
    expect(talk.turn.lead.score).toBe(55);
  });

  test("with the team closed leads to its fallback at once", () => {
    const closed = {
      ...defaultSite(),
      teams: new Map([["sales", { name: "sales", people: [], hours: new Map(), holidays: [] }]]),
    };
    const talk = new Talking(playbook, {}, closed);
    expect(talk.say("human")).toEqual(["Everyone is busy.", "What is your work email?"]);
  });

  test("a rep may take over at any step, and give back there or elsewhere", () => {
    const talk = upToEmail();
    talk.take({ type: "rep_joined", name: "Tom" });
    expect(talk.say("hi Tom")).toEqual([]);
    talk.take({ type: "rep_left", name: "Tom" });
    expect(talk.turn.messages.at(-1)?.text).toBe("What is your work email?");
    talk.take({ type: "rep_joined", name: "Tom" });
    talk.take({ type: "rep_left", name: "Tom", step: "to_a_human" });
    expect(talk.status).toBe("waiting");
    expect(talk.answers["team_size"]).toBe(80);
  });

  test("closed by the rep ends with the rep's outcome, and a replay never goes back behind a human", () => {
    const talk = waiting();
    talk.take({ type: "rep_joined", name: "Tom" });
    talk.take({ type: "rep_closed", name: "Tom", outcome: "meeting_booked" });
    expect(talk.turn.talk).toMatchObject({ status: "ended", outcome: "meeting_booked" });
    talk.say("sorry, we are only 3 people");
    expect(talk.turn.talk.outcome).toBe("meeting_booked");
    expect(talk.answers["team_size"]).toBe(3);
  });

  test("events that cannot happen here are refused", () => {
    const talk = new Talking(playbook);
    const refused = (event: Parameters<typeof takeTurn>[2]) =>
      takeTurn(playbook, talk.turn.talk, event, { now: MONDAY_NINE, site: defaultSite(), online: new Map() });
    expect(refused({ type: "rep_said", name: "Tom", text: "hi" })).toEqual({ refused: "NOT_NOW" });
    expect(refused({ type: "rep_left", name: "Tom" })).toEqual({ refused: "NOT_NOW" });
    expect(refused({ type: "clock", key: "silent/0/0" })).toEqual({ refused: "CLOCK_GONE" });
    expect(refused({ type: "message", choice: "xstate.stop" })).toEqual({ refused: "CHOICE_UNKNOWN" });
    expect(refused({ type: "message", change: "change:toString" })).toEqual({ refused: "CHOICE_UNKNOWN" });
    expect(refused({ type: "begin", visitor: "v", facts: {} })).toEqual({ refused: "ALREADY_BEGUN" });
  });
});

describe("silence and being stuck", () => {
  test("nudges once after the visitor's last message, and ends after days", () => {
    const talk = new Talking(playbook);
    expect(talk.wait(181)).toEqual(["Still there?"]);
    expect(talk.wait(3600)).toEqual([]);
    talk.say("Ana");
    expect(talk.wait(181)).toEqual(["Still there?"]);
    talk.wait(3 * 24 * 3600);
    expect(talk.turn.talk).toMatchObject({ status: "ended", outcome: "abandoned" });
  });

  test("three failed tries lead to if_stuck", () => {
    const talk = upToEmail();
    talk.say("a@b");
    talk.say("nope at nothing");
    expect(talk.say("hm")).toEqual(["Sorry, I'm not getting this.", "One moment."]);
    expect(talk.status).toBe("waiting");
  });

  test("a topic that ends leaves for good, and start over begins anew", () => {
    const talk = upToEmail();
    expect(talk.say("not interested")).toEqual(["No problem."]);
    expect(talk.turn.talk.outcome).toBe("declined");
    expect(talk.say("hello")).toEqual(["We're done here. Is there anything else?"]);
    talk.tap("Start over");
    expect(talk.tap("Yes").at(-1)).toBe("What should I call you?");
  });

  test("a step that this version cannot carry out takes if_fails, else is parked for a person", () => {
    const source = (step: string) => `
playbook: later
language: en
talk:
  start:
    - say: Hi.
    - ${step}
    - say: Done.
    - end: done
`;
    const failing = new Talking(compiled(source("{ book: sales, if_fails: [{ say: By hand. }] }")));
    expect(failing.turn.messages.map(({ text }) => text)).toEqual(["Hi.", "By hand.", "Done."]);
    const parked = new Talking(compiled(source("book: sales")));
    expect(parked.turn.talk).toMatchObject({ status: "parked", reason: expect.stringContaining("book") });
    parked.take({ type: "rep_joined", name: "Tom" });
    expect(parked.status).toBe("human");
  });
});

test("what is told beside a topic is kept, and the topic answered", () => {
  const talk = new Talking(playbook);
  expect(talk.say("I'm Ana, what does it cost?")).toEqual([
    "From EUR 20 a month.",
    "How many people are on your team?",
  ]);
  expect(talk.answers).toEqual({ name: "Ana" });
});

test("facts given from outside are not asked again and survive start over", () => {
  const talk = new Talking(playbook, { name: "Ana", plan: "team" });
  expect(talk.turn.messages.at(-1)?.text).toBe("How many people are on your team?");
  talk.say("80");
  expect(talk.say("start over").at(-1)).toBe("How many people are on your team?");
  expect(talk.answers).toEqual({ name: "Ana" });
});

test("a conversation whose step is gone is parked with its reason, not lost", () => {
  const talk = upToEmail();
  const snapshot = { ...talk.turn.talk.snapshot, value: "toString" };
  const turn = takeTurn(
    playbook,
    { ...talk.turn.talk, snapshot },
    { type: "message", text: "hi" },
    {
      now: MONDAY_NINE,
      site: defaultSite(),
      online: new Map(),
    },
  );
  expect(turn).toMatchObject({ talk: { status: "parked", reason: expect.stringContaining("toString") } });
});
