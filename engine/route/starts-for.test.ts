import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Playbook, StartRule } from "../playbook/playbook.ts";
import { readSite } from "../playbook/read-site.ts";
import { defaultSite } from "../playbook/site.ts";
import { samplePlaybook } from "../understand/sample-playbook.fixture.ts";
import { fitsGlob } from "./globs.ts";
import type { PageFacts } from "./obstacle.ts";
import { startsFor, whyNot } from "./starts-for.ts";

function playbook(name: string, ...rules: readonly Partial<StartRule>[]): Playbook {
  const startWhen = rules.map((rule) => ({
    page: [],
    event: undefined,
    after: undefined,
    on: ["web"] as const,
    give: [],
    notSeenFor: undefined,
    at: { line: 1, column: 1 },
    ...rule,
  }));
  return { ...samplePlaybook([], {}, { startWhen }), name };
}

const b2b = playbook(
  "b2b",
  { page: ["/pricing*"], after: { amount: 10, unit: "second", working: false } },
  { event: "clicked_talk_to_sales" },
);
const blog = playbook("blog", { page: ["/blog/*"], after: { amount: 2, unit: "minute", working: false } });
const anywhere = playbook("anywhere", { page: ["*"] });
const webinar = playbook("webinar", { event: "webinar_attended", on: ["email"] });
const all = [anywhere, b2b, blog, webinar];

describe("which playbooks may start", () => {
  test("the longer pattern goes first, events are waited for, mail is not the web", () => {
    expect(startsFor(all, { path: "/pricing/teams" })).toEqual([
      { playbook: "b2b", after: 10, event: undefined, because: "page /pricing*" },
      { playbook: "anywhere", after: 0, event: undefined, because: "page *" },
      {
        playbook: "b2b",
        after: 0,
        event: "clicked_talk_to_sales",
        because: "any page, event clicked_talk_to_sales",
      },
    ]);
  });

  test("minutes come as seconds", () => {
    expect(startsFor([blog], { path: "/blog/leads" })).toMatchObject([{ playbook: "blog", after: 120 }]);
  });

  test("with an event only its rules count", () => {
    expect(startsFor(all, { path: "/pricing", event: "clicked_talk_to_sales" })).toMatchObject([
      { playbook: "b2b", event: "clicked_talk_to_sales" },
    ]);
    expect(startsFor(all, { path: "/pricing", event: "something_else" })).toEqual([]);
  });

  test("of a playbook's page rules the best one is given, once", () => {
    const twice = playbook("twice", { page: ["/*"] }, { page: ["/pricing", "/p*"] });
    expect(startsFor([twice], { path: "/pricing" })).toMatchObject([{ because: "page /pricing" }]);
  });

  test("equals keep the given order", () => {
    const [one, two] = [playbook("one", { page: ["/a*"] }), playbook("two", { page: ["/a*"] })];
    expect(startsFor([two, one], { path: "/a" }).map(({ playbook: name }) => name)).toEqual(["two", "one"]);
  });

  test("a rule with a page and an event needs both", () => {
    const both = playbook("both", { page: ["/pricing"], event: "idle" });
    expect(startsFor([both], { path: "/pricing" })).toMatchObject([{ event: "idle" }]);
    expect(startsFor([both], { path: "/blog" })).toEqual([]);
    expect(startsFor([both], { path: "/blog", event: "idle" })).toEqual([]);
  });
});

describe("why not", () => {
  test.each([
    [b2b, { path: "/blog/x" }, ['The page "/blog/x" does not fit "/pricing*".']],
    [webinar, { path: "/" }, ["It starts by email, not on the web."]],
    [
      b2b,
      { path: "/pricing", event: "other" },
      [
        'It starts by itself on a page, not by the event "other".',
        'It waits for the event "clicked_talk_to_sales", and "other" came.',
      ],
    ],
    [playbook("bare"), { path: "/" }, ["It has no start_when, so it starts only where it is named."]],
    [anywhere, { path: "/" }, []],
  ] as const)("case %#", (candidate, facts, sentences) => {
    expect(whyNot(candidate, facts)).toEqual(sentences);
  });
});

describe("what is known of the visit", () => {
  const spring = playbook("spring", {
    page: ["/*"],
    visit: [
      { name: "campaign", values: ["spring*"] },
      { name: "language", values: ["de", "fr"] },
    ],
  });

  test("must fit, and what is unknown does not", () => {
    const starts = (visit: object) => startsFor([spring], { path: "/", visit }).length;
    expect(starts({ campaign: "Spring-26", language: "de" })).toBe(1);
    expect(starts({ campaign: "autumn", language: "de" })).toBe(0);
    expect(starts({ campaign: "spring" })).toBe(0);
    expect(whyNot(spring, { path: "/", visit: { campaign: "x" } })).toEqual([
      'The campaign is "x", not "spring*".',
    ]);
  });

  test("may keep a playbook from starting, and a priority puts it first", () => {
    const [rule] = playbook("no", { visit: [{ name: "returning", values: ["true"] }] }).startWhen;
    if (!rule) throw new Error("no rule");
    const first = { ...playbook("first", { page: ["*"], priority: 5 }), notWhen: [rule] };
    const names = (returning: boolean) =>
      startsFor([anywhere, first], { path: "/", visit: { returning } }).map((start) => start.playbook);
    expect(names(false)).toEqual(["first", "anywhere"]);
    expect(names(true)).toEqual(["anywhere"]);
  });
});

describe("hours", () => {
  const monday = Date.UTC(2026, 10, 23, 9);
  const hour = 3_600_000;
  const at = (now: number): PageFacts => ({ path: "/", clock: { now, site } });
  const starts = (one: Playbook, facts: PageFacts) => startsFor([one], facts).length === 1;
  const { site = defaultSite() } = readSite(
    `time_zone: Europe/Berlin
teams:
  sales: { people: [a@b.example], hours: { mon-fri: "09:00-17:30" }, holidays: [2026-11-25] }
  help: { people: [a@b.example], hours: { sat: "10:00-12:00" } }`,
    "site.yml",
  );
  const weekdays = new Map([1, 2, 3, 4, 5].map((day) => [day, [{ from: "10:00", to: "16:00" }]] as const));

  test("of its own are those of the site's time zone", () => {
    const office = playbook("office", { hours: weekdays });
    expect(starts(office, at(monday))).toBe(true);
    expect(starts(office, at(monday - 1))).toBe(false);
    expect(starts(office, { path: "/" })).toBe(false);
    expect(whyNot(office, at(monday + 6 * hour))).toEqual([
      "It is Monday, 16:00 (Europe/Berlin), outside of its hours.",
    ]);
    expect(whyNot(office, { path: "/" })).toEqual(["Nothing is known of the time."]);
  });

  test("of teams count with their holidays, any one team is enough, and one that the site lacks is open", () => {
    const named = (...names: readonly string[]) =>
      playbook("named", { open: names.map((name) => ({ name, at: { line: 1, column: 1 } })) });
    const [wednesday, saturday] = [monday + 48 * hour, monday + 120 * hour];
    expect(starts(named("sales"), at(monday))).toBe(true);
    expect(starts(named("sales"), at(wednesday))).toBe(false);
    expect(starts(named("sales", "help"), at(saturday))).toBe(true);
    expect(starts(named("sales", "others"), at(wednesday))).toBe(true);
    expect(whyNot(named("sales", "help"), at(wednesday))).toEqual([
      'No team of "sales" or "help" is open now.',
    ]);
    expect(whyNot(named("sales"), { path: "/" })).toEqual(["Nothing is known of the teams' hours."]);
  });

  test("may keep it from starting", () => {
    const [rule] = playbook("no", { hours: weekdays }).startWhen;
    if (!rule) throw new Error("no rule");
    const night = { ...playbook("night", { page: ["*"] }), notWhen: [rule] };
    expect(starts(night, at(monday))).toBe(false);
    expect(starts(night, at(monday + 9 * hour))).toBe(true);
    expect(whyNot(night, at(monday))).toEqual([
      "Line 1 of the playbook, in not_when, keeps it from starting here.",
    ]);
  });

  test("since it was last met decide how often a visitor is met", () => {
    const week = playbook("week", { notSeenFor: { amount: 7, unit: "day", working: false } });
    const met = (days: number, name = "week"): PageFacts => ({
      ...at(monday),
      met: new Map([[name, monday - days * 24 * hour]]),
    });
    expect(starts(week, at(monday))).toBe(true);
    expect(starts(week, met(7))).toBe(true);
    expect(starts(week, met(6.9))).toBe(false);
    expect(starts(week, met(1, "another"))).toBe(true);
    expect(whyNot(week, met(1))).toEqual(["The visitor has met it within the last 7 days."]);
    expect(starts(playbook("often", { page: ["/"] }), met(0, "often"))).toBe(true);
  });
});

describe("page patterns", () => {
  test.each([
    ["/pricing", "/pricing", true],
    ["/pricing/", "/pricing", true],
    ["/pricing-old", "/pricing", false],
    ["/pricing/teams", "/pricing*", true],
    ["/blog/a/b", "/blog/*", true],
    ["/blog", "/blog/*", false],
    ["/de/blog/a", "*/blog/*", true],
    ["/a", "/a*a", false],
    ["/aba", "/a*a", true],
    ["/ab", "/a*b*b", false],
    ["/", "*", true],
    ["/", "**", true],
    ["/x.html", "/*.html", true],
    ["/xhtml", "/*.html", false],
  ])("%s fits %s: %s", (path, pattern, fits) => {
    expect(fitsGlob(path, pattern)).toBe(fits);
  });

  test("agree with a plain definition of the star", () => {
    const letter = fc.constantFrom("a", "b", "*");
    fc.assert(
      fc.property(
        fc.array(letter, { maxLength: 8 }),
        fc.array(fc.constantFrom("a", "b"), { maxLength: 10 }),
        (glob, path) => {
          const plain = new RegExp(`^${glob.map((mark) => (mark === "*" ? ".*" : mark)).join("")}$`, "u");
          expect(fitsGlob(path.join(""), glob.join(""))).toBe(plain.test(path.join("")));
        },
      ),
    );
  });

  test("a hostile pattern is answered at once", () => {
    const before = performance.now();
    expect(fitsGlob("a".repeat(4000), `${"*a".repeat(500)}b`)).toBe(false);
    expect(performance.now() - before).toBeLessThan(100);
  });
});
