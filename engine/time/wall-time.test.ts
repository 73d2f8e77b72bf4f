import { describe, expect, test } from "@jest/globals";
import { wallMoment, wallText } from "./wall-time.ts";

describe("a clock on the wall", () => {
  test.each([
    ["2026-11-23T10:00", "once", "2026-11-23T10:00+01:00"],
    // Summer time begins: from 2:00 to 3:00 the clock shows nothing.
    ["2026-03-29T02:30", "skipped", "2026-03-29T03:00+02:00"],
    ["2026-03-29T03:00", "once", "2026-03-29T03:00+02:00"],
    // It ends: the hour from 2:00 comes twice, the first time in summer time.
    ["2026-10-25T02:30", "twice", "2026-10-25T02:30+02:00"],
    ["2026-10-25T03:00", "once", "2026-10-25T03:00+01:00"],
  ])("that shows %s in Berlin does so %s", (local, clock, text) => {
    const moment = wallMoment(local, "Europe/Berlin");
    expect(moment?.clock).toBe(clock);
    expect(moment && wallText(moment.at, "Europe/Berlin")).toBe(text);
  });

  test.each([
    ["2026-02-30T10:00", "Europe/Berlin"],
    ["2026-11-23 10:00", "Europe/Berlin"],
    ["2026-11-23T10:00", "Europe/Nowhere"],
    ["tomorrow", "UTC"],
  ])("never shows %s in %s", (local, zone) => {
    expect(wallMoment(local, zone)).toBeUndefined();
  });
});
