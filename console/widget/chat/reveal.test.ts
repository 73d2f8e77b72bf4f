import { describe, expect, test } from "@jest/globals";
import type { Message } from "../../../server/wire/message.ts";
import { nextReveal } from "./reveal.ts";

const log = (...froms: readonly Message["from"][]): readonly Message[] =>
  froms.map((from, index) => ({ seq: index + 1, from, at: "2026-11-23T10:00:00Z" }));

describe("typing dots", () => {
  test("never hold back the greeting", () => {
    expect(nextReveal(log("bot", "bot", "bot"), 0)).toEqual({ upTo: 3, waitMs: undefined });
  });

  test("come before each of the bot's later messages, 700 ms in all at most", () => {
    const messages = log("bot", "visitor", "bot", "bot", "bot");
    let shown = 1;
    let waited = 0;
    for (
      let next = nextReveal(messages, shown);
      next.waitMs !== undefined;
      next = nextReveal(messages, shown)
    ) {
      waited += next.waitMs;
      shown = next.upTo + 1;
    }
    expect(shown).toBe(5);
    expect(waited).toBeGreaterThan(0);
    expect(waited).toBeLessThanOrEqual(700);
  });

  test("hold back neither a person nor an announcement", () => {
    expect(nextReveal(log("bot", "visitor", "system", "rep"), 1)).toEqual({ upTo: 4, waitMs: undefined });
  });

  test("hold back nothing that somebody has answered already", () => {
    const messages = log("bot", "visitor", "bot", "visitor", "bot", "visitor", "bot");
    expect(nextReveal(messages, 1)).toMatchObject({ upTo: 6, waitMs: expect.any(Number) });
  });
});
