import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { type FloodReport, floodFigures, floodRun } from "./support/flood-run.ts";

const FULL = process.env["SOAK"] === "full";
const RUN = {
  others: 20,
  // Short and many: whatever else the machine does falls on both kinds alike.
  rounds: FULL ? 60 : 6,
  roundMs: FULL ? 3_000 : 700,
  perSecond: 500,
};
/** So many times as long may a turn of others take beside a flood. */
const MOST_TIMES = 1.5;
/** What a turn may take at all. */
const MOST_MS = 200;
if (FULL) jest.setTimeout(1_800_000);

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "parley-flood-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const print = (name: string, report: FloodReport) => process.stdout.write(floodFigures(name, report));
const timesOf = ({ without, with: beside }: FloodReport) => ({
  median: beside.medianMs / without.medianMs,
  p99: beside.p99Ms / without.p99Ms,
});

describe("somebody who floods with 500 messages a second", () => {
  const CASES = [
    { name: "one token, one address", addresses: 1 },
    { name: "one token, 50 addresses", addresses: 50 },
  ].slice(0, FULL ? 2 : 1);
  test.each(CASES)("is told to wait, and others go on talking: $name", async ({ name, addresses }) => {
    const report = await floodRun({ ...RUN, tokens: 1, addresses, env: { DATA_DIR: join(dir, name) } });
    print(`, ${name}`, report);
    const times = timesOf(report);
    // A few hundred turns on a busy machine say only that nobody waits long; the rest is for the full run.
    if (FULL) {
      expect(times.median).toBeLessThanOrEqual(MOST_TIMES);
      expect(times.p99).toBeLessThanOrEqual(MOST_TIMES);
      expect(report.rssLast).toBeLessThan(1.25 * report.rssFirst);
    }
    expect(report.with.medianMs).toBeLessThan(MOST_MS);
    expect(report.sent).toBeGreaterThan(0.9 * RUN.perSecond * RUN.rounds * (RUN.roundMs / 1_000));
    expect(report.answers.get(429) ?? 0).toBeGreaterThan(0.9 * report.sent);
    expect(report.refused).toBe(0);
  });

  test("control: when nothing is counted and the flood comes under many names, others wait, and it is found", async () => {
    const env = { DATA_DIR: join(dir, "control"), RATE_LIMITS: "off" };
    // More than one process can take, also on a fast machine.
    const wants = { ...RUN, perSecond: 2_000, rounds: 1, roundMs: 1_500, tokens: 100, addresses: 50 };
    const report = await floodRun({ ...wants, env });
    print(", control", report);
    expect(report.answers.get(429) ?? 0).toBe(0);
    expect(timesOf(report).median).toBeGreaterThan(MOST_TIMES);
    expect(report.with.medianMs).toBeGreaterThan(MOST_MS);
  });
});
