import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Playbook, StartRule } from "../playbook/playbook.ts";
import { samplePlaybook } from "../understand/sample-playbook.fixture.ts";
import { fitsGlob } from "./globs.ts";
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
