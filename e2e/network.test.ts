import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { mongoForTests } from "./support/mongo.ts";
import { type NetworkReport, networkRun } from "./support/network-run.ts";

const FULL = process.env["SOAK"] === "full";
const RUN = FULL ? { visitors: 20, words: 50 } : { visitors: 6, words: 20 };
if (FULL) jest.setTimeout(1_800_000);

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "parley-network-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const print = (name: string, { messages, cuts, faults, seconds }: NetworkReport) =>
  process.stdout.write(
    `network, ${name}: ${messages} messages, ${cuts.up} cut on the way up, ${cuts.down} answers cut, ${cuts.streams} streams cut, ` +
      `${cuts.connections} connections to two nodes by turns, ${faults.length} faults, ${seconds.toFixed(0)} s\n`,
  );

function expectNothingLost({ messages, cuts, faults }: NetworkReport): void {
  expect(faults).toEqual([]);
  expect(cuts.up).toBeGreaterThanOrEqual(messages);
  expect(cuts.down).toBeGreaterThanOrEqual(messages);
  expect(cuts.streams).toBeGreaterThan(0);
}

describe("a network that cuts every message in both directions loses, doubles and disorders nothing", () => {
  test("two nodes on SQLite", async () => {
    const report = await networkRun({ ...RUN, env: { DATA_DIR: join(dir, "sqlite") }, sameIdOnResend: true });
    print("SQLite", report);
    expectNothingLost(report);
  });

  const mongo = mongoForTests();
  (mongo ? test : test.skip)("two nodes on MongoDB (needs MONGODB_URI)", async () => {
    const database = await mongo?.fresh();
    if (!database) throw new Error("no database");
    try {
      const env = { DATA_DIR: join(dir, "mongo"), MONGODB_URI: database.uri };
      const report = await networkRun({ ...RUN, env, sameIdOnResend: true });
      print("MongoDB", report);
      expectNothingLost(report);
    } finally {
      await database.drop();
    }
  });

  test("control: a client whose ids do not stay the same doubles messages, and the run finds them", async () => {
    const few = { visitors: 2, words: 10, env: { DATA_DIR: join(dir, "control") } };
    const report = await networkRun({ ...few, sameIdOnResend: false });
    print("control", report);
    expect(report.faults.filter((fault) => fault.includes("doubled")).length).toBeGreaterThan(0);
  });
});
