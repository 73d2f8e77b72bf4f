import fc from "fast-check";
import type { Value } from "../conditions/condition.ts";
import { readSite } from "../playbook/read-site.ts";
import type { Site } from "../playbook/site.ts";
import { shortHash } from "../steps/hash.ts";
import type { Answers, Driver, Services } from "./language-driver.fixture.ts";
import type { TurnEvent } from "./turn.ts";

/** Several good answers to each question. */
export const GOOD: Readonly<Record<string, readonly string[]>> = {
  name: ["Ana", "Bo Berg"],
  size: ["3", "12", "80"],
  role: ["Founder", "Sales", "IT"],
  topics: ["Leads", "Chat", "Leads, Mail", "all", "Mail and Chat"],
  depth: ["1", "3", "5"],
  budget: ["500", "20k", "skip"],
  start: ["2026-12-01", "skip"],
  at: ["14:30", "skip"],
  phone: ["+49 30 1234567", "skip"],
  site: ["https://acme.example", "skip"],
  story: ["A long story about a shop", "skip"],
  code: ["AB-12", "skip"],
  paper: ["skip"],
  plate: ["B AB 12", "skip"],
  news: ["yes", "no"],
  email: ["ana@acme.example", "bo@berg.example"],
  friend: ["cy@acme.example", "di@acme.example"],
  next: ["A price", "A meeting", "Nothing more"],
  happy: ["yes", "no"],
};
export const ROUNDED = ["depth", "friend", "next", "happy"];
const SLOTS = [
  { label: "Tue 10:00", id: "t10" },
  { label: "Wed 14:00", id: "w14" },
];

/** The same visitor answers the same question alike; where rounds differ, by the round. */
export function answersOf(seed: number): Answers {
  return (place, question) => {
    const options = optionsOf(question, Number(place.split("|")[2]?.split("[")[0] ?? 1));
    const about = ROUNDED.includes(question) || GOOD[question] === undefined ? place : question;
    return options[pick(`${seed}/${about}`, options.length)] ?? "";
  };
}

/** Talks come to an end: menus are left in the fourth round, and a summary is right in the third. */
function optionsOf(question: string, round: number): readonly string[] {
  if (question === "next" && round > 3) return ["Nothing more"];
  if (question === "happy" && round > 2) return ["yes"];
  if (question === "slot") return ["Wed 14:00"];
  return GOOD[question] ?? (question.includes("change_answer") ? ["team size", "role"] : ["yes", "no"]);
}

export function servicesOf(seed: number): Services {
  return (service, sent) => {
    if (pick(`${seed}/${service}/${sent}`, 4) === 0) return undefined;
    return service === "calendar.slots" ? SLOTS : { title: `About ${sent}` };
  };
}

function pick(text: string, count: number): number {
  return Number.parseInt(shortHash(text), 16) % count;
}

export const WORDS = [
  ...new Set(Object.values(GOOD).flat()),
  "Tue 10:00",
  "why?",
  "repeat",
  "start over",
  "human",
  "stop",
  "forget me",
  "what do you know about me?",
  "not interested",
  "is my data safe?",
  "show me a demo",
  "talk about a meeting",
  "where can I park",
  "book it later",
  "nonsense nonsense",
  "sorry, we are only 3 people",
  "my email is wrong",
  "Ana from Acme, we're 60 people, ana@acme.example",
  "hm",
  "are you a bot?",
  "",
  "__proto__",
  "{{ name }}",
];
const DATA: readonly Value[] = [
  SLOTS,
  [],
  null,
  "text",
  7,
  { title: "T" },
  [null],
  [[1]],
  [{ id: 1 }],
  [{ label: {} }],
];

export const inputs = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.nat(1000).map((seed) => ({ do: "step" as const, seed })) },
    { weight: 6, arbitrary: fc.constantFrom(...WORDS).map((text) => ({ do: "say" as const, text })) },
    {
      weight: 1,
      arbitrary: fc.string({ maxLength: 40, unit: "grapheme" }).map((text) => ({ do: "say" as const, text })),
    },
    { weight: 2, arbitrary: fc.nat(5).map((index) => ({ do: "tap" as const, index })) },
    {
      weight: 1,
      arbitrary: fc
        .uniqueArray(fc.nat(4), { maxLength: 3 })
        .map((indexes) => ({ do: "taps" as const, indexes })),
    },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom(...Object.keys(GOOD), "slot", "nothing")
        .map((name) => ({ do: "change" as const, name })),
    },
    { weight: 1, arbitrary: fc.string({ maxLength: 10 }).map((name) => ({ do: "file" as const, name })) },
    { weight: 2, arbitrary: fc.constant({ do: "ring" as const }) },
    { weight: 1, arbitrary: fc.nat(100_000).map((seconds) => ({ do: "wait" as const, seconds })) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("service" as const),
        which: fc.nat(8),
        ok: fc.boolean(),
        data: fc.constantFrom(...DATA),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("rep" as const),
        type: fc.constantFrom(
          "rep_joined",
          "rep_left",
          "rep_said",
          "rep_closed",
          "rep_vanished",
          "rep_steers",
        ),
        step: fc.constantFrom("start", "menu", "friends", "person", "nowhere"),
      }),
    },
  ),
  { maxLength: 40 },
);
type Input = typeof inputs extends fc.Arbitrary<(infer T)[]> ? T : never;

/** What happens next; an event that is refused changes nothing. */
export function play(driver: Driver, input: Input): void {
  if (input.do === "step") driver.step(answersOf(input.seed), servicesOf(input.seed));
  else if (input.do === "ring") driver.ringNext();
  else if (input.do === "wait") driver.now += input.seconds * 1000;
  else driver.take(eventOf(driver, input));
}

function eventOf(driver: Driver, input: Exclude<Input, { do: "step" | "ring" | "wait" }>): TurnEvent {
  const buttons = driver.turn.messages.flatMap(({ choices = [] }) => choices.map(({ id }) => id));
  switch (input.do) {
    case "say":
      return { type: "message", text: input.text };
    case "tap":
      return { type: "message", choice: buttons[input.index] ?? "foreign:1" };
    case "taps":
      return { type: "message", choices: input.indexes.map((index) => buttons[index] ?? "foreign:1") };
    case "file":
      return { type: "message", file: { id: "f1", name: input.name, type: "image/png", size: 9 } };
    case "change":
      return { type: "message", change: `change:${input.name}` };
    case "service":
      return {
        type: "service",
        id: driver.calls.at(-1 - input.which)?.id ?? "foreign",
        ok: input.ok,
        data: input.data,
      };
    case "rep":
      return repEvent(input.type, input.step);
  }
}

function repEvent(type: string, step: string): TurnEvent {
  const name = "Tom";
  if (type === "rep_closed") return { type, name, outcome: "spam" };
  if (type === "rep_said") return { type, name, text: "Hello" };
  if (type === "rep_steers") return { type: "rep_left", name, step };
  return { type: type as "rep_joined", name };
}

/** A team with hours, so that time passing closes it, and a service that is not called twice lightly. */
export const OFFICE = {
  site: siteOf('teams: { sales: { hours: { mon-fri: "09:00-17:30" } } }'),
  changing: ["calendar.book"],
};

function siteOf(text: string): Site {
  const { site } = readSite(`site: s\nname: S\nbot: { name: Robin }\nlanguages: [en]\n${text}\n`, "site.yml");
  if (site === undefined) throw new Error("the site was not read");
  return site;
}

export const visitors = fc.constantFrom("v1", "v2", "v3");
