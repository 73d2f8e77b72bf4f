import { describe, expect, test } from "@jest/globals";
import { compilePlaybook } from "../compile/compile-playbook.ts";
import { messageForReps } from "../messages/message.ts";
import { readPlaybook } from "../playbook/read-playbook.ts";
import { defaultSite } from "../playbook/site.ts";
import { takeTurn } from "./take-turn.ts";
import type { Turn, TurnEvent } from "./turn.ts";

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 23, 9);

const TEXT = `playbook: a
questions:
  name: { ask: "Who are you?", answer: name, remember: 90 days }
  size: { ask: "How many?", answer: number, remember: 1 day, check: { over: 3 } }
  pin: { ask: "Your word?", answer: text, private: true, topics: false, check: { pattern: "[a-z]{4,12}" } }
  topic: { ask: "About what?", answer: text, needs_consent: marketing }
  news: { ask: "May we write to {{ name }}?", answer: consent, for: marketing, remember: 1 day }
score:
  - { when: { news: true, topic: bread }, add: 10, because: Likes bread }
lead: { fields: { code: pin, subject: topic } }
talk:
  start:
    - ask: [name, size]
    - ask: pin
    - set: { made: "{{ pin }}!" }
    - say: "Your word is {{ pin }}, or {{ made or 'none' }}."
    - tell: { team: sales, message: "Word of {{ name }}: {{ made or 'none' }}" }
    - ask: [topic, news]
    - if: { news: true }
      then: [{ say: "Soon more about {{ topic }}." }]
    - end: done
`;

function compiled(text = TEXT) {
  const { playbook, problems } = readPlaybook(text, "a.playbook.yml");
  if (!playbook) throw new Error(JSON.stringify(problems));
  return compilePlaybook(playbook, "v1");
}

const playbook = compiled();
const site = defaultSite();

function taken(talk: Turn["talk"] | undefined, event: TurnEvent, now = NOW): Turn {
  const turn = takeTurn(playbook, talk, event, { now, site, online: new Map() });
  if ("refused" in turn) throw new Error(turn.refused);
  return turn;
}

const BEGIN = {
  type: "begin",
  visitor: "v",
  facts: {},
  page: { url: "https://a.example/pricing?x=1" },
} as const;

/** All turns of a conversation, the begin first. */
function talked(begin: TurnEvent, texts: readonly string[], now = NOW): readonly Turn[] {
  const turns = [taken(undefined, begin, now)];
  for (const text of texts) turns.push(taken(turns.at(-1)?.talk, { type: "message", text }, now));
  return turns;
}

const last = (turns: readonly Turn[]): Turn => turns.at(-1) ?? taken(undefined, BEGIN);
const whole = ["Ana", "80", "sesame", "bread", "yes"];

describe("remember", () => {
  test("keeps answers with their end, from when they were given", () => {
    const { talk } = last(talked(BEGIN, ["Ana", "80"]));
    expect(talk.remembered).toEqual([
      { question: "name", value: "Ana", at: NOW, until: NOW + 90 * DAY, playbook: "a" },
      { question: "size", value: 80, at: NOW, until: NOW + DAY, playbook: "a" },
    ]);
  });

  test("the next conversation begins with them, and reading them does not make them live longer", () => {
    const { remembered = [] } = last(talked(BEGIN, ["Ana", "80"])).talk;
    const next = last(talked({ ...BEGIN, remembered }, [], NOW + DAY / 2));
    expect(next.messages.map(({ text }) => text)).toEqual(["Your word?"]);
    expect(next.talk.remembered).toEqual(remembered);
  });

  test("what has run out, fails a check or is given anew is not taken over", () => {
    const { remembered = [] } = last(talked(BEGIN, ["Ana", "80"])).talk;
    const later = last(talked({ ...BEGIN, remembered }, [], NOW + DAY));
    expect(later.lead.answers.map(({ name }) => name)).toEqual(["name"]);
    const bad = remembered.map((one) => ({ ...one, value: 2 }));
    expect(last(talked({ ...BEGIN, remembered: bad.slice(1) }, [])).lead.answers).toEqual([]);
    const given = last(talked({ ...BEGIN, remembered, facts: { name: "Bea" } }, []));
    expect(given.lead.answers.map(({ value }) => value)).toContain("Bea");
  });

  test("a correction counts anew, and forgetting leaves nothing", () => {
    const turns = talked(BEGIN, ["Ana", "80"]);
    const asked = taken(last(turns).talk, { type: "message", change: "change:size" });
    const changed = taken(asked.talk, { type: "message", text: "90" }, NOW + 5);
    expect(changed.talk.remembered?.map(({ value, at }) => [value, at])).toEqual([
      ["Ana", NOW],
      [90, NOW + 5],
    ]);
    expect(taken(changed.talk, { type: "message", text: "forget me" }).talk.remembered).toBeUndefined();
  });
});

describe("consent", () => {
  test("the words shown are kept as a proof, and a withdrawal after them", () => {
    const turns = talked(BEGIN, whole);
    const proof = {
      question: "news",
      purposes: ["marketing"],
      given: true,
      text: "May we write to Ana?",
      language: "en",
      at: "2026-11-23T09:00:00.000Z",
      playbook: "a",
      version: "v1",
      page: "/pricing",
    };
    expect(last(turns).lead.consents).toEqual([proof]);
    const asked = taken(last(turns).talk, { type: "message", change: "change:news" });
    const withdrawn = taken(asked.talk, { type: "message", choice: "news:no" });
    expect(withdrawn.lead.consents?.map(({ given }) => given)).toEqual([true, false]);
    expect(withdrawn.lead.score).toBe(0);
    expect(JSON.stringify(withdrawn.lead.fields)).not.toContain("bread");
  });

  test("a yes after starting over is a proof of its own, and nothing in between is one", () => {
    const over = ["start over", "yes", ...whole.slice(0, 4)];
    const asked = last(talked(BEGIN, [...whole, "repeat", "sorry, we are only 70 people", ...over]));
    expect(asked.lead.consents?.map(({ given }) => given)).toEqual([true]);
    const again = taken(asked.talk, { type: "message", text: "yes" }, NOW + DAY);
    expect(again.lead.consents?.map(({ given, at }) => [given, at])).toEqual([
      [true, "2026-11-23T09:00:00.000Z"],
      [true, "2026-11-24T09:00:00.000Z"],
    ]);
  });

  test("a consent that came as a fact, or without its words, is none", () => {
    const remembered = [{ question: "news", value: true, at: NOW, until: NOW + DAY, playbook: "a" }];
    const turn = last(talked({ ...BEGIN, facts: { news: true, topic: "bread" }, remembered }, []));
    expect(turn.lead.answers).toEqual([]);
    expect(turn.lead.consents).toBeUndefined();
  });

  test("a remembered one counts with its proof", () => {
    const { remembered = [] } = last(talked(BEGIN, whole)).talk;
    const next = last(talked({ ...BEGIN, remembered }, ["sesame", "bread"]));
    expect(next.messages.map(({ text }) => text)).toContain("Soon more about bread.");
    expect(next.lead.consents).toHaveLength(1);
  });

  test("an answer that needs it is read with it and by nothing without it", () => {
    const before = last(talked(BEGIN, whole.slice(0, 4)));
    expect(before.lead.answers.map(({ name }) => name)).toEqual(["name", "size"]);
    expect([before.lead.score, before.lead.fields]).toEqual([0, {}]);
    const refused = last(talked(BEGIN, [...whole.slice(0, 4), "no"]));
    expect([refused.lead.score, refused.lead.fields]).toEqual([0, {}]);
    const given = last(talked(BEGIN, whole));
    expect([given.lead.score, given.lead.fields]).toEqual([10, { subject: "bread" }]);
  });

  test("the consent that opened the chat is the first proof", () => {
    const turn = last(talked({ ...BEGIN, consent: { text: "All right?" } }, []));
    expect(turn.lead.consents?.map(({ purposes, text }) => [purposes, text])).toEqual([
      [["chat"], "All right?"],
    ]);
  });
});

describe("private", () => {
  const forReps = (turns: readonly Turn[]) =>
    JSON.stringify(turns.map(({ messages, effects, lead }) => [messages.map(messageForReps), effects, lead]));

  test("reps see neither the answer, nor a failed try, nor what the bot makes of it; the visitor does", () => {
    const turns = talked(BEGIN, ["Ana", "80", "Sesame-1", "sesame", "bread", "my pin is wrong", "poppy"]);
    expect(forReps(turns)).not.toMatch(/sesame|poppy|[\uE001\uE002]/i);
    const seen = turns.flatMap(({ messages }) => messages.map(({ text }) => text));
    expect(seen).toContain("Your word is sesame, or sesame!.");
    expect(seen).toContain("sesame");
    expect(JSON.stringify(turns.flatMap(({ effects }) => effects))).toContain("(private answer)");
    expect(JSON.stringify(seen)).not.toMatch(/[\uE001\uE002]/);
  });

  test("without private: true all of it is theirs", () => {
    const open = compiled(TEXT.replace("private: true, ", ""));
    let turn = takeTurn(open, undefined, BEGIN, { now: NOW, site, online: new Map() }) as Turn;
    const turns = [turn];
    for (const text of ["Ana", "80", "sesame"]) {
      const world = { now: NOW, site, online: new Map() };
      turn = takeTurn(open, turn.talk, { type: "message", text }, world) as Turn;
      turns.push(turn);
    }
    expect(forReps(turns)).toMatch(/sesame!/);
  });
});
