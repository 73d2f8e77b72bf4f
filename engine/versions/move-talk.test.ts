import { describe, expect, test } from "@jest/globals";
import { compilePlaybook } from "../compile/compile-playbook.ts";
import { withTexts } from "../playbook/with-texts.ts";
import { moveTalk } from "./move-talk.ts";
import { Conversing, version } from "./moving.fixture.ts";

const QUESTIONS = `
  name: { ask: Name?, answer: name }
  team_size: { ask: Team size?, answer: number }
  city: { ask: Which city?, answer: text }
  role: { ask: Role?, choices: [Sales, Marketing, IT] }
  email: { ask: Email?, answer: email }`;

const playbook = (talk: string, { questions = QUESTIONS, more = "" } = {}) =>
  version(`
playbook: moving
language: en
questions:${questions}
talk:
${talk}
${more}`);

const OLD = `
  start:
    - say: Welcome.
    - ask: name
    - say: "Nice, {{ name }}."
    - ask: [team_size, role]
    - end: done`;
const old = () => playbook(OLD);
const changed = (from: string, to: string) => {
  if (!OLD.includes(from)) throw new Error(`the old playbook has no ${from}`);
  return playbook(OLD.replace(from, to));
};

/** Ana is asked her team size. */
const ana = (compiled = old()) => {
  const talk = new Conversing(compiled);
  talk.say("Ana");
  expect(talk.place).toBe("team_size");
  return talk;
};

describe("a visitor's message after a publish", () => {
  test("is simply the answer where the same question is open, and nothing is said twice", () => {
    const talk = ana().publish(changed("say: Welcome.", "say: Good day to you."));
    expect(talk.say("25")).toEqual(["Role?"]);
    expect(talk.turn.moved).toEqual({ from: old().version, to: talk.live.version });
    expect(talk.turn.talk.version).toBe(talk.live.version);
    expect(talk.answers).toMatchObject({ name: "Ana", team_size: 25 });
  });

  test("without a publish moves nothing", () => {
    const talk = ana();
    talk.say("25");
    expect(talk.turn.moved).toBeUndefined();
  });

  test("is kept as the answer to what was open, where a new question stands before it", () => {
    const talk = ana().publish(changed("ask: [team_size", "say: One more.\n    - ask: [city, team_size"));
    expect(talk.say("25")).toEqual(["One more.", "Which city?"]);
    expect(talk.place).toBe("city");
    expect(talk.say("Paris")).toEqual(["Role?"]);
    expect(talk.answers).toMatchObject({ team_size: 25, city: "Paris" });
  });

  test("that is no answer is no failed try of a question that was never seen", () => {
    const talk = ana().publish(changed("ask: [team_size", "ask: [city, team_size"));
    expect(talk.say("hm, what?")).toEqual(["Which city?"]);
    expect(talk.turn.talk.snapshot.context).toMatchObject({ portable: { tries: {} } });
  });

  test("says new texts only behind the last thing that was answered", () => {
    const talk = ana().publish(
      changed("- ask: name", "- say: Not this.\n    - ask: name\n    - say: But this.\n    - ask: email"),
    );
    expect(talk.say("25")).toEqual(["But this.", "Email?"]);
    // What was marked is not said later either, nor by a replay.
    expect(talk.say("ana@example.com")).toEqual(["Role?"]);
    expect(talk.say("my name is Eva")).not.toContain("Not this.");
  });

  test("keeps the answer to a question that is gone, for the lead", () => {
    const talk = ana();
    talk.say("25");
    talk.publish(changed("ask: [team_size, role]", "ask: role"));
    talk.say("IT");
    expect(talk.answers).toEqual({ name: "Ana", team_size: 25, role: "IT" });
    expect(talk.turn.talk.status).toBe("ended");
  });

  test("that answers a question that is gone is kept as well", () => {
    const without = QUESTIONS.replace(/\n {2}team_size.*/, "");
    const talk = ana().publish(playbook(OLD.replace("[team_size, role]", "role"), { questions: without }));
    expect(talk.say("25")).toEqual(["Role?"]);
    expect(talk.turn.lead.answers).toContainEqual({
      name: "team_size",
      called: "team size",
      value: 25,
      source: "told",
    });
  });

  test("a topic, a built-in and a correction are heard in the new version", () => {
    const more = "anytime:\n  price: { people_say: [what does it cost], reply: Nothing. }";
    const talk = () => ana().publish(playbook(OLD, { more }));
    expect(talk().say("what does it cost?")).toEqual(["Nothing.", "Team size?"]);
    expect(talk().say("stop")).toContainEqual(expect.stringMatching(/./));
    expect(talk().say("sorry, my name is Eva")).toEqual(["Changed name to Eva.", "Team size?"]);
  });

  test("moves with a tap, which means what its label said", () => {
    const talk = ana();
    talk.say("25");
    talk.publish(
      playbook(OLD, { questions: QUESTIONS.replace("[Sales, Marketing, IT]", "[IT, Sales, Marketing]") }),
    );
    talk.tap("role:1");
    expect(talk.answers).toMatchObject({ role: "Marketing" });
  });

  test("that corrects is confirmed in the visitor's language", () => {
    const german = (end: string) => {
      const talk = OLD.replace("[team_size, role]", "[role, team_size]").replace("end: done", `end: ${end}`);
      const compiled = playbook(talk, { more: "also_in: [de]" });
      const called = new Map([["role", "Rolle"]]);
      const texts = { language: "de", texts: new Map(), choices: new Map(), topics: new Map(), called };
      return compilePlaybook(withTexts(compiled.playbook, [texts]), compiled.version);
    };
    const talk = new Conversing(german("done"), "v1", undefined, { language: "de" });
    talk.say("Ana");
    talk.tap("role:2");
    talk.publish(german("finished"));
    expect(talk.tap("role:0")).toEqual(["Geändert: Rolle ist jetzt Sales.", "Team size?"]);
    expect(talk.turn.moved).toBeDefined();
  });

  test("a button of an older version means what its label said, long after the move as well", () => {
    const talk = ana();
    talk.say("25");
    const marketing = talk.turn.messages
      .flatMap(({ choices = [] }) => choices)
      .find(({ label }) => label === "Marketing");
    talk.publish(
      playbook(OLD, { questions: QUESTIONS.replace("[Sales, Marketing, IT]", "[IT, Sales, Marketing]") }),
    );
    talk.say("why?");
    expect(talk.turn.moved).toBeDefined();
    talk.tap(marketing?.id ?? "");
    expect(talk.turn.moved).toBeUndefined();
    expect(talk.answers).toMatchObject({ role: "Marketing" });
  });

  test("a tap on a choice that is gone puts the question again, and one never offered is refused", () => {
    const talk = ana();
    talk.say("25");
    talk.publish(playbook(OLD, { questions: QUESTIONS.replace("[Sales, Marketing, IT]", "[Sales, IT]") }));
    const before = talk.talk;
    expect(talk.tried(before, { type: "message", choice: "role:7" })).toEqual({ refused: "CHOICE_UNKNOWN" });
    expect(talk.tap("role:1")).toEqual(["Role?"]);
    expect(talk.turn.messages[0]).toMatchObject({ from: "visitor", text: "Marketing" });
    expect(talk.answers).not.toHaveProperty("role");
  });
});

describe("only a visitor's message moves a conversation", () => {
  test("no clock does", () => {
    const more = "if_silent: [{ after: 3 minutes, say: Still there? }]";
    const talk = ana(playbook(OLD, { more })).publish(old());
    expect(talk.ring("silent")).toEqual(["Still there?"]);
    expect(talk.turn.moved).toBeUndefined();
  });

  test("no act of a rep does, and one who was there is never gone behind", () => {
    const talk = ana().publish(changed("- ask: name", "- ask: [city, name]"));
    for (const event of [
      { type: "rep_joined", name: "Tom" },
      { type: "rep_said", name: "Tom", text: "Hi!" },
    ] as const) {
      talk.take(event);
      expect(talk.turn.moved).toBeUndefined();
    }
    expect(talk.say("Hi Tom")).toEqual([]);
    expect(talk.turn.moved).toBeUndefined();
    talk.take({ type: "rep_left", name: "Tom" });
    expect(talk.turn.moved).toBeUndefined();
    expect(talk.say("25")).toEqual(["Role?"]);
    expect(talk.turn.moved).toBeDefined();
    expect(talk.answers).toEqual({ name: "Ana", team_size: 25 });
  });
});

describe("what a conversation has done stays done", () => {
  const CALLS = `
  start:
    - ask: name
    - call: crm.find
      send: { who: "{{ name }}" }
      save_as: found
      if_fails: [{ say: No luck. }]
    - ask: role
    - call: crm.note
      send: { role: "{{ role }}" }
      if_fails: [{ end: failed }]
    - end: done`;

  test("a call that went well is not sent again when what it sends has changed, until a correction", () => {
    const talk = new Conversing(playbook(CALLS));
    talk.say("Ana");
    expect(talk.answerCall(true, "a1")).toEqual(["Role?"]);
    talk.publish(playbook(CALLS.replace('who: "{{ name }}"', 'who: "{{ name }}", with: all')));
    talk.say("IT");
    expect(talk.turn.moved).toBeDefined();
    expect(talk.turn.effects).toMatchObject([{ type: "call", service: "crm.note" }]);
    talk.answerCall();
    talk.say("sorry, my name is Eva");
    expect(talk.turn.effects).toMatchObject([{ service: "crm.find", send: { who: "Eva", with: "all" } }]);
  });

  test("one that is still awaited is awaited in the old version, and the talk moves when it is answered", () => {
    const talk = new Conversing(playbook(CALLS));
    talk.say("Ana");
    const { id } = talk.turn.effects[0] ?? { id: "" };
    talk.publish(playbook(CALLS.replace('who: "{{ name }}"', "who: everybody")));
    talk.say("hello?");
    expect(talk.turn.moved).toBeUndefined();
    talk.take({ type: "service", id, ok: true, data: null });
    expect(talk.turn.moved).toBeUndefined();
    talk.say("IT");
    expect(talk.turn.moved).toBeDefined();
    expect(talk.turn.effects).toMatchObject([{ service: "crm.note" }]);
  });

  const WAITS = `
  start:
    - ask: name
    - wait: 3 days
    - say: How was it?
    - ask: role
    - end: done`;

  test("a wait that was over is over; one that runs goes on to its own end", () => {
    const talk = new Conversing(playbook(WAITS));
    talk.say("Ana");
    const due = talk.turn.talk.clocks[0]?.dueAt;
    talk.publish(playbook(WAITS.replace("3 days", "30 days")));
    expect(talk.say("hello?")).toEqual(["One moment, please."]);
    expect(talk.turn.moved).toBeDefined();
    expect(talk.turn.talk.clocks).toEqual([{ key: expect.stringContaining("wait"), dueAt: due }]);
    expect(talk.ring("wait")).toEqual(["How was it?", "Role?"]);
    talk.publish(playbook(WAITS.replace("3 days", "5 days")));
    talk.say("IT");
    expect(talk.turn.talk.status).toBe("ended");
  });
});

describe("names and forms that changed", () => {
  test("renamed: carries answers over, also the one that is just given", () => {
    const questions = QUESTIONS.replace("team_size:", "size:");
    const renamed = playbook(OLD.replace("team_size", "size"), {
      questions,
      more: "renamed: { team_size: size }",
    });
    const talk = ana().publish(renamed);
    expect(talk.say("25")).toEqual(["Role?"]);
    expect(talk.answers).toEqual({ name: "Ana", size: 25 });
    const later = ana();
    later.say("25");
    later.publish(renamed).say("IT");
    expect(later.answers).toEqual({ name: "Ana", size: 25, role: "IT" });
  });

  test("without renamed: it is asked anew, and the old answer stays in the lead", () => {
    const talk = ana();
    talk.say("25");
    const questions = QUESTIONS.replace("team_size:", "size:");
    talk.publish(playbook(OLD.replace("team_size", "size"), { questions }));
    expect(talk.say("IT")).toEqual(["Team size?"]);
    expect(talk.answers).toEqual({ name: "Ana", team_size: 25, role: "IT" });
  });

  test.each([
    ["a check", "answer: number, check: [{ at_least: 100 }]", "Team size?"],
    ["the kind", "answer: email", "Team size?"],
    ["the choices", "choices: [few, many]", "Team size?"],
    ["none: its words fit the new kind", "answer: text", "Role?"],
    ["none: a choice of that name", 'choices: ["25", "more"]', "Role?"],
  ])("an answer that no longer fits is asked again: %s", (_, form, asked) => {
    const talk = ana();
    talk.say("25");
    talk.publish(
      playbook(OLD, { questions: QUESTIONS.replace("Team size?, answer: number", `Team size?, ${form}`) }),
    );
    expect(talk.say("what?").at(-1)).toBe(asked);
  });

  test("a section that a door led to is gone: the talk begins at start, and finds the open question again", () => {
    const door = (section: string, into: string) =>
      playbook(
        OLD.replace(
          "- end: done",
          `- end: done\n  ${section}: [{ say: Deal! }, { ask: email }, { end: dealt }]`,
        ),
        {
          more: `anytime:\n  offer: { people_say: [any discount], ${into} }`,
        },
      );
    const talk = new Conversing(door("deal", "goto: deal"));
    talk.say("Ana");
    expect(talk.say("any discount?")).toEqual(["Deal!", "Email?"]);
    // A section that only a topic names.
    talk.publish(door("bargain", "goto: bargain"));
    expect(talk.say("ana@example.com")).toEqual(["Team size?"]);
    expect(talk.answers).toEqual({ name: "Ana", email: "ana@example.com" });
  });
});

describe("moveTalk", () => {
  test("tells where it stands and why, and changes nothing but the place", () => {
    const talk = ana();
    const next = changed("ask: [team_size", "ask: [city, team_size");
    const moved = moveTalk(talk.compiled, next, talk.talk, talk.world);
    expect(moved).toMatchObject({ moved: "moved", because: "it is asked city" });
    expect(moved.talk).toMatchObject({ version: next.version, seq: talk.talk.seq, status: "bot" });
    expect(moveTalk(talk.compiled, talk.compiled, talk.talk, talk.world)).toEqual({
      talk: talk.talk,
      moved: "stays",
      because: "it has this version already",
    });
  });

  test("when_changed: finish_old stays", () => {
    const talk = ana().publish(playbook(OLD, { more: "when_changed: finish_old" }));
    talk.say("25");
    expect(talk.turn.moved).toBeUndefined();
    expect(talk.place).toBe("role");
  });
});
