import { describe, expect, test } from "@jest/globals";
import { clockTime, promise, roughTime, shortTime } from "./times.ts";
import { dark, light, type Token } from "./tokens.ts";
import { outcomeInWords, sentence, valueInWords } from "./words.ts";

describe.each([
  ["light", light],
  ["dark", dark],
] as const)("the %s colours", (_scheme, tokens: Readonly<Record<Token, string>>) => {
  test.each([
    ["text", "canvas"],
    ["text2", "sunken"],
    ["text2", "primary-soft"],
    ["text3", "canvas"],
    ["text3", "subtle"],
    ["text3", "sunken"],
    ["primary-text", "canvas"],
    ["primary-text", "primary-soft"],
    ["on-primary", "primary"],
    ["on-primary", "primary-hover"],
    ["hot", "hot-soft"],
    ["warm", "warm-soft"],
    ["cold", "cold-soft"],
    ["danger", "danger-soft"],
    ["danger", "canvas"],
    ["danger", "selected"],
    ["visitor-text", "visitor-bg"],
    ["note-text", "note-bg"],
    ["rep-text", "rep-bg"],
  ] as const)("text %s can be read on %s", (text, ground) => {
    expect(contrast(tokens[text], tokens[ground])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["control", "focus", "hot-bar", "warm-bar", "cold-bar", "danger-bar", "ok-bar"] as const)(
    "the mark %s can be seen",
    (mark) => {
      expect(contrast(tokens[mark], tokens.canvas)).toBeGreaterThanOrEqual(3);
    },
  );
});

test("a faint pair is found: the measure measures", () => {
  expect(contrast(light.line, light.canvas)).toBeLessThan(3);
});

test("a promise is fine, then soon over from 60 % on, then late", () => {
  expect(promise(0, 100_000, 10_000)).toEqual({ is: "fine", left: 90_000, share: 0.9 });
  expect(promise(0, 100_000, 60_000)).toEqual({ is: "soon", left: 40_000, share: 0.4 });
  expect(promise(0, 100_000, 118_000)).toEqual({ is: "late", over: 18_000 });
});

test.each([
  [132_000, "2:12"],
  [41_400, "0:41"],
  [3_849_000, "1:04:09"],
  [-5, "0:00"],
])("%i ms on a clock are %s", (ms, words) => {
  expect(clockTime(ms)).toBe(words);
});

test.each([
  [59_000, "less than a min"],
  [240_000, "4 min"],
  [3 * 3_600_000, "3 h"],
  [50 * 3_600_000, "2 days"],
])("%i ms are roughly %s", (ms, words) => {
  expect(roughTime(ms)).toBe(words);
});

test("a time of another day is a date", () => {
  const now = new Date(2026, 10, 23, 12).getTime();
  expect(shortTime(new Date(2026, 10, 23, 9, 5).toISOString(), now)).toMatch(/9:05/);
  expect(shortTime(new Date(2026, 10, 19, 9, 5).toISOString(), now)).toMatch(/19/);
});

test.each([
  [true, "Yes"],
  [20_000, new Intl.NumberFormat().format(20_000)],
  [["More leads", "Faster replies"], "More leads, Faster replies"],
  [[], "None"],
  [null, "Not said"],
])("the answer %j reads %s", (value, words) => {
  expect(valueInWords(value)).toBe(words);
});

test("names become words", () => {
  expect([
    sentence("team_size"),
    sentence("e-mail"),
    outcomeInWords("not_qualified"),
    outcomeInWords("nurture"),
  ]).toEqual(["Team size", "E-mail", "Not qualified", "Nurture"]);
});

/** WCAG 2 contrast of two #RRGGBB colours. */
function contrast(a: string, b: string): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
