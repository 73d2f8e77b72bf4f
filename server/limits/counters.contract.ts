import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Counters } from "./counters.ts";

/** Two nodes that count together. */
export interface OpenCounters {
  readonly nodes: readonly [Counters, Counters];
  close(): Promise<void>;
}

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 23, 9);

/** What every adapter of Counters does. An adapter's own test file is one call of this. */
export function describeCounters(name: string, open: () => Promise<OpenCounters>): void {
  describe(`${name} counts`, () => {
    let opened: OpenCounters;
    let counters: Counters;
    let other: Counters;
    beforeAll(async () => {
      opened = await open();
      [counters, other] = opened.nodes;
    });
    afterAll(() => opened.close());

    const newKey = () => `test ${randomBytes(6).toString("hex")}`;
    const yes = { allowed: true, retryAfterMs: 0 };

    test("as many as the limit, on all nodes together, and tells the others how long to wait", async () => {
      const key = newKey();
      expect(await counters.hit(key, 3, MINUTE, NOW)).toEqual(yes);
      expect(await other.hit(key, 3, MINUTE, NOW + 1_000)).toEqual(yes);
      expect(await counters.hit(key, 3, MINUTE, NOW + 2_000)).toEqual(yes);
      expect(await other.hit(key, 3, MINUTE, NOW + 20_000)).toEqual({ allowed: false, retryAfterMs: 40_000 });
    });

    test("each key for itself", async () => {
      const key = newKey();
      expect((await counters.hit(`${key} a`, 1, MINUTE, NOW)).allowed).toBe(true);
      expect((await counters.hit(`${key} b`, 1, MINUTE, NOW)).allowed).toBe(true);
      expect((await counters.hit(`${key} a`, 1, MINUTE, NOW)).allowed).toBe(false);
    });

    test("anew when the window is over, not a moment before", async () => {
      const key = newKey();
      await counters.hit(key, 1, MINUTE, NOW);
      const last = await counters.hit(key, 1, MINUTE, NOW + MINUTE - 1);
      expect(last).toEqual({ allowed: false, retryAfterMs: 1 });
      expect(await counters.hit(key, 1, MINUTE, NOW + MINUTE)).toEqual(yes);
      expect(await counters.hit(key, 1, MINUTE, NOW + MINUTE)).toEqual({
        allowed: false,
        retryAfterMs: MINUTE,
      });
    });

    test("nobody out for longer by asking again and again", async () => {
      const key = newKey();
      await counters.hit(key, 1, MINUTE, NOW);
      for (let second = 1; second < 60; second++) {
        const { allowed } = await counters.hit(key, 1, MINUTE, NOW + second * 1_000);
        expect(allowed).toBe(false);
      }
      expect(await counters.hit(key, 1, MINUTE, NOW + MINUTE)).toEqual(yes);
    });

    test("exactly the limit of 40 that come at once over two nodes", async () => {
      const key = newKey();
      const hits = await Promise.all(
        Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? counters : other).hit(key, 25, MINUTE, NOW)),
      );
      expect(hits.filter(({ allowed }) => allowed)).toHaveLength(25);
    });

    test("exactly the limit of 40 that come at once when a window is over", async () => {
      const key = newKey();
      await counters.hit(key, 5, MINUTE, NOW);
      const hits = await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          (n % 2 === 0 ? counters : other).hit(key, 5, MINUTE, NOW + MINUTE),
        ),
      );
      expect(hits.filter(({ allowed }) => allowed)).toHaveLength(5);
    });

    test("nobody out for longer than a window after a clock that ran ahead", async () => {
      const key = newKey();
      await counters.hit(key, 1, MINUTE, NOW + 24 * 60 * MINUTE);
      expect(await counters.hit(key, 1, MINUTE, NOW)).toEqual(yes);
    });

    test("by a limit that was changed meanwhile", async () => {
      const key = newKey();
      await counters.hit(key, 1, MINUTE, NOW);
      expect((await counters.hit(key, 2, MINUTE, NOW)).allowed).toBe(true);
      expect((await counters.hit(key, 1, MINUTE, NOW)).allowed).toBe(false);
    });

    test("nothing at all under a limit of 0", async () => {
      const key = newKey();
      expect(await counters.hit(key, 0, MINUTE, NOW)).toEqual({ allowed: false, retryAfterMs: MINUTE });
      expect(await counters.hit(key, 0, MINUTE, NOW + 1)).toMatchObject({ allowed: false });
    });

    test.each(["$where", "a.b", "__proto__", "zero \0 in it", "🙂", "k".repeat(500)])(
      "under any key, such as %j",
      async (sign) => {
        const key = `${newKey()} ${sign}`;
        expect(await counters.hit(key, 1, MINUTE, NOW)).toEqual(yes);
        expect((await other.hit(key, 1, MINUTE, NOW)).allowed).toBe(false);
      },
    );
  });
}
