import { soughtWords } from "../stores/sought.ts";
import type { InboxQuery, ScoreBound } from "./inbox-query.ts";

/** What a search asks for, or what is wrong with it. */
export type ReadSearch =
  | { readonly wish: Omit<InboxQuery, "siteId" | "cursor" | "limit"> }
  | { readonly faults: readonly string[] };

type Wish = { -readonly [K in keyof InboxQuery]?: InboxQuery[K] };

const QUEUES = {
  unclaimed: "waiting",
  waiting: "waiting",
  bot: "bot",
  team: "mine",
  snoozed: "snoozed",
  closed: "closed",
} as const;

const GRADES = ["hot", "warm", "cold"] as const;

/** Each puts what it found into the wish, or says what is wrong. */
const FILTERS: Readonly<
  Record<string, (value: string, wish: Wish, scores: ScoreBound[], me: string) => string | undefined>
> = {
  is: (value, wish, _scores, me) => {
    if (value === "mentioned") wish.mentioned = me;
    else if (value === "mine") Object.assign(wish, { queue: "mine", owner: me });
    else if (value in QUEUES) wish.queue = QUEUES[value as keyof typeof QUEUES];
    else
      return `is:${value} is not known. There are unclaimed, mine, team, bot, snoozed, closed and mentioned.`;
    return undefined;
  },
  score: (value, _wish, scores) => {
    const found = /^(>=|<=|>|<|=)?(-?\d{1,6}(?:\.\d{1,3})?)$/.exec(value);
    if (!found) return `score:${value} is no bound. Write score:>70 or score:<=30.`;
    scores.push({ is: (found[1] ?? "=") as ScoreBound["is"], than: Number(found[2]) });
    return undefined;
  },
  grade: (value, wish) => {
    const grade = GRADES.find((one) => one === value);
    if (!grade) return `grade:${value} is not known. There are hot, warm and cold.`;
    wish.grade = grade;
    return undefined;
  },
  page: (value, wish) => {
    wish.page = value.startsWith("/") ? value : `/${value}`;
    return undefined;
  },
  playbook: (value, wish) => {
    wish.playbook = value;
    return undefined;
  },
  team: (value, wish) => {
    wish.team = value;
    return undefined;
  },
};

/**
 * Reads what a person wrote into the search: filters such as `is:unclaimed score:>70 page:/pricing`, all else are words.
 *
 * @param me id of the person who searches.
 */
export function readSearch(text: string, me: string): ReadSearch {
  const wish: Wish = {};
  const scores: ScoreBound[] = [];
  const words: string[] = [];
  const faults: string[] = [];
  for (const part of text.trim().split(/\s+/)) {
    const [, name = "", value = ""] = /^([a-z]+):(.*)$/.exec(part) ?? [];
    const filter = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined;
    if (!filter) words.push(part);
    else if (value === "") faults.push(`${name}: needs something behind it.`);
    else faults.push(...[filter(value, wish, scores, me)].filter((fault) => fault !== undefined));
  }
  if (faults.length > 0) return { faults };
  return { wish: { ...wish, scores, words: soughtWords(words.join(" ")) } };
}
