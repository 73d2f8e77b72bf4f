import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { DateTime } from "luxon";
import { addSpan } from "./add-span.ts";
import { dueInBusinessHours, isOpen, nextClosing } from "./business-time.ts";
import type { OpenTimes } from "./opening.ts";
import { formatSpan, readSpan } from "./read-span.ts";
import type { Span } from "./span.ts";

const berlin = "Europe/Berlin";
const day = [{ from: "09:00", to: "17:30" }];
const sales: OpenTimes = {
  hours: new Map([1, 2, 3, 4, 5].map((weekday) => [weekday, day])),
  holidays: ["2026-12-25"],
};
/** Summer time begins on Sunday 2026-03-29 at 2:00 and ends on Sunday 2026-10-25 at 3:00. */
const nights: OpenTimes = {
  hours: new Map([1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, [{ from: "00:00", to: "02:30" }]])),
  holidays: [],
};
const ms = (iso: string) => DateTime.fromISO(iso, { zone: berlin }).toMillis();
const iso = (at: number | undefined) =>
  at === undefined ? undefined : DateTime.fromMillis(at, { zone: berlin }).toISO();

describe("readSpan", () => {
  test.each([
    ["5 minutes", { amount: 5, unit: "minute", working: false }],
    ["90 seconds", { amount: 90, unit: "second", working: false }],
    ["1 Day", { amount: 1, unit: "day", working: false }],
    ["an hour", { amount: 1, unit: "hour", working: false }],
    ["12 months", { amount: 12, unit: "month", working: false }],
    ["2 working days", { amount: 2, unit: "day", working: true }],
  ])("%s", (text, span) => {
    expect(readSpan(text)).toEqual(span);
    expect(readSpan(formatSpan(span as Span))).toEqual(span);
  });

  test.each([
    "5min",
    "5",
    "minutes",
    "0 minutes",
    "-1 day",
    "1.5 days",
    "2 working hours",
    "5 minutes 3",
    "1 constructor",
    `${"9".repeat(300)} days`,
  ])("%s is none", (text) => {
    expect(readSpan(text)).toBeUndefined();
  });
});

describe("addSpan", () => {
  test.each([
    ["2026-03-28T12:00", "1 day", "2026-03-29T12:00:00.000+02:00"],
    ["2026-03-28T12:00", "24 hours", "2026-03-29T13:00:00.000+02:00"],
    ["2026-10-24T12:00", "1 day", "2026-10-25T12:00:00.000+01:00"],
    ["2026-01-31T12:00", "1 month", "2026-02-28T12:00:00.000+01:00"],
    ["2026-11-27T12:00", "1 working day", "2026-11-30T12:00:00.000+01:00"],
    ["2026-11-28T12:00", "1 working day", "2026-11-30T12:00:00.000+01:00"],
    ["2026-11-23T12:00", "7 working days", "2026-12-02T12:00:00.000+01:00"],
  ])("%s and %s is %s", (from, span, to) => {
    const read = readSpan(span);
    expect(read && iso(addSpan(ms(from), read, berlin))).toBe(to);
  });
});

describe("isOpen", () => {
  test.each([
    ["2026-11-23T09:00", true],
    ["2026-11-23T08:59:59", false],
    ["2026-11-23T17:29:59", true],
    ["2026-11-23T17:30", false],
    ["2026-11-22T12:00", false],
    ["2026-12-25T12:00", false],
  ])("sales at %s: %s", (at, open) => {
    expect(isOpen(sales, ms(at), berlin)).toBe(open);
  });

  test.each([
    // The clock skips from 2:00 to 3:00, so "until 2:30" ends at 3:00 in summer time, which is 2:00 in winter time.
    ["2026-03-29T00:59:59Z", true],
    ["2026-03-29T01:00:00Z", false],
    // The hour from 2:00 comes twice; "until 2:30" is the second half past two.
    ["2026-10-25T00:45:00Z", true],
    ["2026-10-25T01:15:00Z", true],
    ["2026-10-25T01:30:00Z", false],
  ])("a night team at %s: %s", (at, open) => {
    expect(isOpen(nights, ms(at), berlin)).toBe(open);
  });

  test("follows the clock of the zone, not the server's", () => {
    expect(isOpen(sales, ms("2026-11-23T09:00"), "America/New_York")).toBe(false);
  });
});

describe("nextClosing", () => {
  test.each([
    ["2026-11-23T09:00", "2026-11-23T17:30:00.000+01:00"],
    ["2026-11-23T18:00", undefined],
  ])("sales at %s: %s", (at, closing) => {
    expect(iso(nextClosing(sales, ms(at), berlin))).toBe(closing);
  });

  test("goes over midnight where it stays open", () => {
    const over: OpenTimes = {
      hours: new Map([
        [1, [{ from: "22:00", to: "24:00" }]],
        [2, [{ from: "00:00", to: "06:00" }]],
      ]),
      holidays: [],
    };
    expect(iso(nextClosing(over, ms("2026-11-23T23:00"), berlin))).toBe("2026-11-24T06:00:00.000+01:00");
  });

  test("always open never closes, but on a holiday", () => {
    expect(nextClosing({ hours: undefined, holidays: [] }, ms("2026-11-23T23:00"), berlin)).toBeUndefined();
    const closedOnce = { hours: undefined, holidays: ["2026-12-25"] };
    expect(iso(nextClosing(closedOnce, ms("2026-11-23T23:00"), berlin))).toBe(
      "2026-12-25T00:00:00.000+01:00",
    );
  });
});

describe("dueInBusinessHours", () => {
  test.each([
    ["2026-11-23T10:00", "3 minutes", "2026-11-23T10:03:00.000+01:00"],
    ["2026-11-23T17:29", "3 minutes", "2026-11-24T09:02:00.000+01:00"],
    ["2026-11-27T17:00", "1 hour", "2026-11-30T09:30:00.000+01:00"],
    ["2026-11-28T12:00", "5 minutes", "2026-11-30T09:05:00.000+01:00"],
    ["2026-12-24T17:00", "1 hour", "2026-12-28T09:30:00.000+01:00"],
    ["2026-03-27T17:00", "1 hour", "2026-03-30T09:30:00.000+02:00"],
    ["2026-11-27T10:00", "1 working day", "2026-11-30T10:00:00.000+01:00"],
    ["2026-11-27T20:00", "1 working day", "2026-12-01T09:00:00.000+01:00"],
    ["2026-12-23T10:00", "2 working days", "2026-12-28T10:00:00.000+01:00"],
    ["2026-11-23T10:00", "1 day", "2026-11-24T10:00:00.000+01:00"],
    ["2026-11-27T10:00", "1 day", "2026-11-30T09:00:00.000+01:00"],
  ])("%s and %s of sales is %s", (from, span, to) => {
    const read = readSpan(span);
    expect(read && iso(dueInBusinessHours(ms(from), read, sales, berlin))).toBe(to);
  });

  test("a team that never opens has no due time", () => {
    const never: OpenTimes = { hours: new Map(), holidays: [] };
    for (const text of ["5 minutes", "1 working day", "1 day"]) {
      const span = readSpan(text);
      expect(span && dueInBusinessHours(ms("2026-11-23T10:00"), span, never, berlin)).toBeUndefined();
    }
  });

  test("holds exactly so much open time, over changes of the clock too", () => {
    const start = fc.integer({ min: ms("2026-03-27T00:00"), max: ms("2026-03-31T00:00") });
    const autumn = fc.integer({ min: ms("2026-10-23T00:00"), max: ms("2026-10-27T00:00") });
    const times = fc.constantFrom(sales, nights);
    const zone = fc.constantFrom(berlin, "UTC", "America/New_York");
    const property = fc.property(
      fc.oneof(start, autumn),
      fc.integer({ min: 1, max: 100 }),
      times,
      zone,
      (from, amount, team, where) => {
        const begin = Math.floor(from / 60_000) * 60_000;
        const due = dueInBusinessHours(begin, { amount, unit: "minute", working: false }, team, where);
        let open = 0;
        for (let at = begin; due !== undefined && at < due; at += 60_000)
          open += isOpen(team, at, where) ? 1 : 0;
        expect(open).toBe(amount);
      },
    );
    fc.assert(property, { numRuns: 12 });
  });
});
