import { describe, expect, test } from "@jest/globals";
import { readSite } from "../../engine/index.ts";
import type { Log } from "../log.ts";
import { Refusal } from "../refusal.ts";
import { type HandClock, handClock } from "../testing/hand-clock.ts";
import type { Counters } from "./counters.ts";
import { type Limits, makeLimits } from "./limits.ts";
import { memoryCounters } from "./memory-counters.ts";

interface Stage {
  readonly limits: Limits;
  readonly timekeeper: HandClock;
  /** Keys under which the store was asked to count. */
  readonly asked: string[];
  readonly lines: string[];
  /** "yes", or the code and the seconds to wait. */
  count(...who: Parameters<Limits["count"]>): Promise<string>;
}

function stage(yml: string, behind: Counters = memoryCounters()): Stage {
  const { site, problems } = readSite(`site: acme\n${yml}\n`, "site.yml");
  if (!site) throw new Error(JSON.stringify(problems));
  const timekeeper = handClock();
  const asked: string[] = [];
  const lines: string[] = [];
  const write = (event: string, details: object = {}) =>
    void lines.push(`${event} ${JSON.stringify(details)}`);
  const log: Log = { info: write, warn: write, error: write };
  const counters: Counters = {
    hit: (key, ...rest) => {
      asked.push(key);
      return behind.hit(key, ...rest);
    },
  };
  const limits = makeLimits({ counters, site: () => site, timekeeper, log, secretKey: "s".repeat(32) });
  const count = async (...who: Parameters<Limits["count"]>) => {
    try {
      await limits.count(...who);
      return "yes";
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return `${error.code} ${error.more.retryAfter}`;
    }
  };
  return { limits, timekeeper, asked, lines, count };
}

const times = async (n: number, ask: () => Promise<string>) => {
  const answers: string[] = [];
  for (let at = 0; at < n; at++) answers.push(await ask());
  return answers;
};
const yes = (n: number) => Array.from({ length: n }, () => "yes");

describe("limits of site.yml", () => {
  test("hold for each visitor by itself, and end with their time", async () => {
    const { count, timekeeper } = stage("limits: { messages: 2 a minute }");
    expect(await times(3, () => count("messages", { visitor: "a" }))).toEqual(["yes", "yes", "TOO_MANY 60"]);
    expect(await count("messages", { visitor: "b" })).toBe("yes");
    timekeeper.advance(59_999);
    expect(await count("messages", { visitor: "a" })).toBe("TOO_MANY 1");
    timekeeper.advance(1);
    expect(await count("messages", { visitor: "a" })).toBe("yes");
  });

  test("hold for all behind one address together, where IPv6 counts by its first 64 bits", async () => {
    const { count } = stage("limits: { conversations: { visitor: off, address: 2 an hour } }");
    const begin = (visitor: string, address: string) => count("conversations", { visitor, address });
    expect(await begin("a", "2001:db8:1:2::1")).toBe("yes");
    expect(await begin("b", "2001:db8:1:2:ffff::2")).toBe("yes");
    expect(await begin("c", "2001:0db8:0001:0002::3")).toBe("TOO_MANY 3600");
    expect(await begin("c", "2001:db8:1:3::3")).toBe("yes");
    expect(await begin("c", "192.0.2.1")).toBe("yes");
  });

  test("hold for the whole site", async () => {
    const { count } = stage("limits: { messages: { visitor: off, address: off, site: 3 a minute } }");
    const answers = [];
    for (const visitor of ["a", "b", "c", "d"])
      answers.push(await count("messages", { visitor, address: visitor }));
    expect(answers).toEqual([...yes(3), "TOO_MANY 60"]);
  });

  test("are those of the page where site.yml says nothing", async () => {
    const { count } = stage("");
    expect(await times(21, () => count("messages", { visitor: "a" }))).toEqual([...yes(20), "TOO_MANY 60"]);
    expect(await times(11, () => count("conversations", { visitor: "a" }))).toEqual([
      ...yes(10),
      "TOO_MANY 3600",
    ]);
    expect(await times(11, () => count("contact_changes", { visitor: "a" }))).toEqual([
      ...yes(10),
      "TOO_MANY 3600",
    ]);
    // Up to a twentieth more: see the sparing counters.
    const requests = await times(316, () => count("requests", { address: "192.0.2.1" }));
    expect(requests.slice(0, 300)).toEqual(yes(300));
    expect(requests.at(-1)).toBe("TOO_MANY 60");
  });

  test("that are off are not there", async () => {
    const { count, asked } = stage("limits: { messages: { visitor: off, address: off, site: off } }");
    expect(await times(100, () => count("messages", { visitor: "a", address: "x" }))).toEqual(yes(100));
    expect(asked).toEqual([]);
  });

  test("keep no internet address", async () => {
    const { count, asked } = stage("limits: { requests: 2 a minute }");
    await count("requests", { address: "192.0.2.1" });
    expect(asked.join()).toMatch(/^acme requests address [\w-]{12}$/);
    expect(asked.join()).not.toContain("192.0.2");
  });
});

describe("a flood", () => {
  test("costs the store nothing once it was refused", async () => {
    const { count, asked } = stage("");
    await times(500, () => count("messages", { visitor: "a", address: "192.0.2.1" }));
    expect(asked.filter((key) => key.includes("visitor"))).toHaveLength(21);
    expect(asked.length).toBeLessThan(30);
  });

  test("of requests is counted in a few steps", async () => {
    const { count, asked } = stage("");
    const answers = await times(500, () => count("requests", { address: "192.0.2.1" }));
    expect(answers.filter((answer) => answer === "yes").length).toBeLessThanOrEqual(315);
    expect(asked.length).toBeLessThan(25);
  });
});

describe("a refusal that is known", () => {
  const known = ({ limits }: Stage, ...who: Parameters<Limits["knownRefusal"]>) =>
    limits.knownRefusal(...who)?.more.retryAfter;

  test("is told without counting, to whom it was told before, until their time is over", async () => {
    const own = stage("limits: { messages: 2 a minute }");
    await times(2, () => own.count("messages", { visitor: "a" }));
    expect(known(own, "messages", { visitor: "a" })).toBeUndefined();
    await own.count("messages", { visitor: "a" });
    const asked = own.asked.length;
    expect(known(own, "messages", { visitor: "a" })).toBe(60);
    expect(known(own, "messages", { visitor: "b" })).toBeUndefined();
    expect(known(own, "conversations", { visitor: "a" })).toBeUndefined();
    own.timekeeper.advance(60_000);
    expect(known(own, "messages", { visitor: "a" })).toBeUndefined();
    expect(own.asked).toHaveLength(asked);
  });

  test("holds for an address, and for the whole site", async () => {
    const own = stage(
      "limits: { requests: 2 a minute, messages: { visitor: off, address: off, site: 1 a minute } }",
    );
    await times(3, () => own.count("requests", { address: "192.0.2.1" }));
    expect(known(own, "requests", { address: "192.0.2.1" })).toBe(60);
    expect(known(own, "requests", { address: "192.0.2.2" })).toBeUndefined();
    await times(2, () => own.count("messages", { visitor: "a" }));
    expect(known(own, "messages", { visitor: "b" })).toBe(60);
  });
});

describe("counters that are away", () => {
  const away: Counters = { hit: () => Promise.reject(new Error("away")) };

  test("let visitors through, and are told of once a minute", async () => {
    const { count, lines, timekeeper } = stage("limits: { messages: 1 a minute }", away);
    expect(await times(3, () => count("messages", { visitor: "a" }))).toEqual(yes(3));
    expect(lines).toHaveLength(1);
    timekeeper.advance(60_000);
    await count("messages", { visitor: "a" });
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["limits.away", "limits.away"]);
  });

  test("let no mail go out", async () => {
    const { count } = stage("", away);
    expect(await count("mail", { visitor: "a" })).toBe("TRY_AGAIN 60");
  });
});
