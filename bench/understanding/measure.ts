import type { Embedding } from "../../engine/index.ts";
import {
  makeTopicClassifier,
  type TopicExamples,
  trainTopics,
} from "../../engine/understand/classifier/topic-classifier.ts";
import type { EntityKind } from "../../engine/understand/entities/entity.ts";
import { findEntities } from "../../engine/understand/entities/find-entities.ts";
import type { EntitySample, LabelledText } from "./sets.ts";

/** What a classifier makes of a set. */
export interface IntentFigures {
  readonly right: number;
  readonly asked: number;
  /** Area under the curve of telling a set's own messages from those out of scope; undefined without such. */
  readonly auroc: number | undefined;
  /** Share of those out of scope that are refused where 5 % of the set's own are. */
  readonly recall: number | undefined;
  /** CPU of the training, seconds. */
  readonly training: number;
  /** CPU of a message, milliseconds, the middle one. */
  readonly message: number;
}

const OUT = "oos";

export function measureIntents(
  topics: readonly TopicExamples[],
  tests: readonly LabelledText[],
  embedding: Embedding,
): IntentFigures {
  embedding.embed("read the table before the clock runs");
  const before = process.cpuUsage();
  const trained = trainTopics(topics, embedding);
  const { user, system } = process.cpuUsage(before);
  const classify = makeTopicClassifier(topics, embedding, trained);
  const inside: number[] = [];
  const outside: number[] = [];
  const times: number[] = [];
  let right = 0;
  for (const { text, intent } of tests) {
    const began = performance.now();
    const { ranked, belonging } = classify(text);
    times.push(performance.now() - began);
    (intent === OUT ? outside : inside).push(belonging);
    if (intent !== OUT && ranked[0]?.name === intent) right++;
  }
  const scoped = outside.length > 0;
  return {
    right,
    asked: inside.length,
    auroc: scoped ? aurocOf(inside, outside) : undefined,
    recall: scoped ? recallAt(inside, outside, 0.05) : undefined,
    training: (user + system) / 1e6,
    message: middle(times),
  };
}

/** How often one inside scores higher than one outside; half where they are equal. */
function aurocOf(inside: readonly number[], outside: readonly number[]): number {
  let higher = 0;
  for (const own of inside) {
    for (const strange of outside) higher += own > strange ? 1 : own === strange ? 0.5 : 0;
  }
  return higher / (inside.length * outside.length);
}

/** The share of those outside that lie below the score under which `refused` of those inside lie. */
function recallAt(inside: readonly number[], outside: readonly number[], refused: number): number {
  const threshold = inside.toSorted((one, other) => one - other)[Math.floor(inside.length * refused)] ?? 0;
  return outside.filter((score) => score < threshold).length / outside.length;
}

function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

/** The kinds that are graded, by their names in the sets. */
export const GRADED: Readonly<Record<string, EntityKind>> = {
  email: "email",
  phone: "phone",
  url: "url",
  date: "date",
  money: "money",
  teamsize: "team_size",
  person: "person",
  company: "company",
};

/** Wednesday, 18 November 2026, 10:00 UTC: the day that the sets are written for. */
const WORLD = { now: Date.UTC(2026, 10, 18, 10), timeZone: "UTC", country: "US" };

/** F1 by kind: a message's values as sets, in their normal form. */
export function measureEntities(samples: readonly EntitySample[]): ReadonlyMap<string, number> {
  return new Map(
    Object.keys(GRADED).map((name) => [name, f1(samples.map((sample) => compared(name, sample)))]),
  );
}

function compared(name: string, { text, entities }: EntitySample): Count {
  const found = findEntities(text, WORLD).filter(({ kind }) => kind === GRADED[name]);
  const got = new Set(found.map(({ value }) => plain(name, value)));
  const wanted = new Set((entities[name] ?? []).map((value) => plain(name, value)));
  const right = [...got].filter((value) => wanted.has(value)).length;
  return { right, wrong: got.size - right, missed: wanted.size - right };
}

/** The sets write a URL as its host, a time as its hour, and a company without the dot at its end. */
function plain(kind: string, value: string): string {
  if (kind === "url" && value.includes("://")) return new URL(value).hostname.replace(/^www\./u, "");
  if (kind === "date") return value.replace(/T0?(\d+)(?::.*)?$/u, "T$1");
  return kind === "email" ? value.toLowerCase() : value.replace(/\.$/u, "");
}

interface Count {
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
}

function f1(counts: readonly Count[]): number {
  const sum = (of: keyof Count) => counts.reduce((all, count) => all + count[of], 0);
  return sum("right") === 0 ? 0 : (2 * sum("right")) / (2 * sum("right") + sum("wrong") + sum("missed"));
}
