import { describe, expect, test } from "@jest/globals";
import { SHARED } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import { here } from "../turn/here.ts";
import { move } from "../turn/move.ts";
import { carryOver } from "./carry-over.ts";
import { formatMoveReport, moveReport } from "./move-report.ts";
import { moveTalk } from "./move-talk.ts";
import { Conversing, version } from "./moving.fixture.ts";

const OLD_TEXT = `
playbook: every-state
language: en
questions:
  name: { ask: Name?, answer: name }
  way: { ask: Which way?, choices: [form, crm, later, person, rounds, lost] }
  team_size: { ask: Team size?, answer: number }
  email: { ask: Email?, answer: email }
  colour: { ask: Colour?, answer: text }
  detail: { ask: What about?, answer: text }
  stars: { ask: Stars?, answer: rating }
  deal: { ask: Deal?, answer: yes_no }
talk:
  start:
    - say: Welcome.
    - ask: [name, way]
    - choose:
        - when: { way: crm }
          do: [{ call: crm.find, send: { who: "{{ name }}" }, if_fails: [{ say: No luck. }] }]
        - when: { way: later }
          do: [{ wait: 3 days }, { say: Back again. }]
        - when: { way: person }
          do: [{ goto: to_sales }]
        - when: { way: rounds }
          do: [{ repeat: { up_to: 3, do: [{ ask: colour }] } }]
        - when: { way: lost }
          do: [{ run: nowhere }]
        - otherwise: [{ tag: plain }]
    - ask: [team_size, email]
    - end: done
  to_sales:
    - handoff: sales
      message: One moment, I ask.
      answer_within: 3 minutes
      if_nobody: [{ say: Nobody there. }, { ask: email }, { end: left_message }]
      when_back: [{ say: Robin again. }, { ask: stars }, { end: rated }]
  offer:
    - ask: deal
    - end: dealt
anytime:
  help: { people_say: [I need help], do: [{ say: Sure. }, { ask: detail }, { say: Noted. }] }
  discount: { people_say: [any discount], goto: offer }
`;

/** Other words everywhere, one question more on the plain way, and one under another name. */
const NEW_TEXT = OLD_TEXT.replaceAll("team_size", "size")
  .replace("Welcome.", "Good day.")
  .replace("Back again.", "Here I am.")
  .replace("Robin again.", "It is me.")
  .replace('who: "{{ name }}"', 'who: "{{ name }}", all: yes')
  .replace("[{ tag: plain }]", "[{ say: A new one. }, { ask: town }]")
  .replace("talk:", "  town: { ask: Which town?, answer: text }\nrenamed: { team_size: size }\ntalk:");

const [OLD, NEW] = [version(OLD_TEXT), version(NEW_TEXT)];

interface Kind {
  readonly kind: string;
  readonly reach: (talk: Conversing) => void;
  /** Where it stands right after the move; of those that stay, where they stood. */
  readonly place: string;
  readonly stays?: true;
  /** What the visitor writes next, and what comes back. */
  readonly writes: string;
  readonly hears: readonly string[];
  readonly rests: string;
}

const at = (way: string) => (talk: Conversing) => void talk.say("Ana", way);
const MOMENT = "One moment, please.";

const KINDS: readonly Kind[] = [
  {
    kind: "asking the first question",
    reach: () => undefined,
    place: "name",
    writes: "Ana",
    hears: ["Which way?"],
    rests: "way",
  },
  {
    kind: "asking with choices",
    reach: (talk) => void talk.say("Ana"),
    place: "way",
    writes: "rounds",
    hears: ["Colour?"],
    rests: "colour",
  },
  {
    kind: "asking, a new question before it",
    reach: at("form"),
    place: "town",
    writes: "25",
    hears: ["A new one.", "Which town?"],
    rests: "town",
  },
  {
    kind: "asking, a new question before one that is answered",
    reach: (talk) => void talk.say("Ana", "form", "25"),
    place: "town",
    writes: "ana@example.com",
    hears: ["A new one.", "Which town?"],
    rests: "town",
  },
  {
    kind: "waiting for a service",
    reach: at("crm"),
    place: "start:call:crm-find",
    stays: true,
    writes: "hello?",
    hears: [MOMENT],
    rests: "start:call:crm-find",
  },
  {
    kind: "asking under a new name, a service behind it",
    reach: (talk) => {
      at("crm")(talk);
      talk.answerCall();
    },
    place: "size",
    writes: "25",
    hears: ["Email?"],
    rests: "email",
  },
  {
    kind: "in a wait",
    reach: at("later"),
    place: "start:wait",
    writes: "hello?",
    hears: [MOMENT],
    rests: "start:wait",
  },
  {
    kind: "asking, a wait behind it",
    reach: (talk) => {
      at("later")(talk);
      talk.ring("wait");
    },
    place: "size",
    writes: "25",
    hears: ["Email?"],
    rests: "email",
  },
  {
    kind: "waiting for a human",
    reach: at("person"),
    place: "to_sales:handoff:sales",
    stays: true,
    writes: "hello?",
    hears: [MOMENT],
    rests: "to_sales:handoff:sales",
  },
  {
    kind: "with a human",
    reach: (talk) => {
      at("person")(talk);
      talk.take({ type: "rep_joined", name: "Tom" });
    },
    place: "to_sales:handoff:sales|human",
    stays: true,
    writes: "hello?",
    hears: [],
    rests: "to_sales:handoff:sales|human",
  },
  {
    kind: "nobody came",
    reach: (talk) => {
      at("person")(talk);
      talk.ring("answer_within");
    },
    place: "email",
    writes: "ana@example.com",
    hears: [],
    rests: "to_sales:end",
  },
  {
    kind: "given back by a human",
    reach: (talk) => {
      at("person")(talk);
      talk.take({ type: "rep_joined", name: "Tom" });
      talk.take({ type: "rep_left", name: "Tom" });
    },
    place: "stars",
    writes: "5",
    hears: [],
    rests: "to_sales:end#2",
  },
  {
    kind: "in a loop",
    reach: (talk) => void talk.say("Ana", "rounds", "red"),
    place: "colour",
    writes: "blue",
    hears: ["Colour?"],
    rests: "colour",
  },
  {
    kind: "in a topic",
    reach: (talk) => void talk.say("Ana", "form", "I need help"),
    place: "detail",
    writes: "The bill",
    hears: ["Noted.", "A new one.", "Which town?"],
    rests: "town",
  },
  {
    kind: "in a change",
    reach: (talk) => {
      at("form")(talk);
      talk.take({ type: "message", change: "change:name" });
    },
    place: "name",
    writes: "Eva",
    hears: ["Changed name to Eva.", "A new one.", "Which town?"],
    rests: "town",
  },
  {
    kind: "ended",
    reach: (talk) => void talk.say("Ana", "crm", "stop"),
    place: "§end/stopped:rest",
    stays: true,
    writes: "hello?",
    hears: [expect.any(String) as never],
    rests: "§end/stopped:rest",
  },
  {
    kind: "parked",
    reach: at("lost"),
    place: SHARED.parked,
    stays: true,
    writes: "hello?",
    hears: [MOMENT],
    rests: SHARED.parked,
  },
  {
    kind: "asked whether to start over",
    reach: (talk) => void talk.say("Ana", "form", "25", "start over"),
    place: SHARED.startOver,
    writes: "no",
    hears: [expect.any(String) as never, "A new one.", "Which town?"],
    rests: "town",
  },
  {
    kind: "tried twice",
    reach: (talk) => void talk.say("Ana", "blah", "blubb"),
    place: "way",
    writes: "bla bla",
    hears: [expect.any(String) as never],
    rests: "§human:handoff",
  },
  {
    kind: "gone through a door",
    reach: (talk) => void talk.say("Ana", "form", "any discount?"),
    // The new question stands before the step that the door is at: it comes first, and the answer to the offer is kept.
    place: "town",
    writes: "yes",
    hears: ["A new one.", "Which town?"],
    rests: "town",
  },
];

const EACH = 25;

function running(): readonly (Kind & { readonly talk: Conversing })[] {
  return Array.from({ length: EACH }, (_, round) =>
    KINDS.map((kind, index) => {
      const talk = new Conversing(OLD, `visitor-${round}-${index}`);
      kind.reach(talk);
      return { ...kind, talk };
    }),
  ).flat();
}

const placeIn = (compiled: typeof OLD, state: string) => compiled.rests.get(state)?.question?.name ?? state;

describe("a publish with 500 running conversations", () => {
  const conversations = running();
  const before = conversations.map(({ talk, ...kind }) => ({ ...kind, talk: talk.talk }));
  const { world } = new Conversing(OLD);

  test("there are 500, in 20 kinds of states", () => {
    expect(conversations).toHaveLength(500);
  });

  test.each(KINDS.map(({ kind }) => kind))("%s", (wanted) => {
    const same = conversations.filter(({ kind }) => kind === wanted);
    expect(same).toHaveLength(EACH);
    for (const { talk, place, stays, writes, hears, rests } of same) {
      const moved = moveTalk(OLD, NEW, talk.talk, talk.world);
      expect([moved.moved, placeIn(stays ? OLD : NEW, moved.talk.snapshot.value)]).toEqual([
        stays ? "stays" : "moved",
        place,
      ]);
      const { epoch } = (moved.talk.snapshot.context as Context).portable;
      talk.publish(NEW);
      expect(talk.say(writes)).toEqual(hears);
      expect(talk.turn.moved !== undefined).toBe(stays !== true);
      expect(talk.place).toBe(rests);
      expect(talk.turn.talk.version).toBe(stays ? OLD.version : NEW.version);
      expect((talk.talk.snapshot.context as Context).portable.epoch).toBe(epoch);
    }
  });

  test("is told in numbers beforehand", () => {
    const talks = before.map(({ talk }) => talk);
    const report = moveReport(new Map([[OLD.version, OLD]]), NEW, talks, world);
    expect(formatMoveReport(report)).toBe(
      "475 running: 300 go on at the same question, 75 get a new one (town), " +
        "100 stay (50 waiting for a human, 25 waiting for a service, 25 with a human).",
    );
  });

  test("without quiet, what is new behind them would be said (the test can see it)", () => {
    const loud = before.filter(({ talk, stays }) => {
      if (stays) return false;
      const { context } = carryOver(OLD, NEW, talk.snapshot.context as Context);
      const from = { value: SHARED.idle, context: here(NEW, context, world) };
      return move(NEW, from, { type: "resume" }).outputs.some(
        (output) => output.out === "say" && output.text === "Good day.",
      );
    });
    // All that move, save those behind a human: a replay never goes back there.
    expect(new Set(loud.map(({ kind }) => kind)).size).toBe(14);
  });
});
