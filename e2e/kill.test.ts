import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type KillReport, killRun } from "./support/kill-run.ts";
import { mongoForTests } from "./support/mongo.ts";

const FULL = process.env["SOAK"] === "full";
const RUN = { kills: FULL ? 100 : 30, turns: FULL ? 3_000 : 500, conversations: FULL ? 60 : 20 };

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "parley-kill-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const print = (store: string, report: KillReport) =>
  process.stdout.write(
    `${store}: ${report.kills} kills, ${report.acknowledged} turns acknowledged, ${report.resent} resent, ` +
      `${report.timersFired} timers fired, ${report.faults.length} faults\n`,
  );

function expectNothingLost(report: KillReport): void {
  expect(report.faults).toEqual([]);
  expect(report.kills).toBeGreaterThanOrEqual(RUN.kills);
  expect(report.acknowledged).toBeGreaterThanOrEqual(RUN.turns);
  expect(report.resent).toBeGreaterThan(0);
  expect(report.timersFired).toBeGreaterThanOrEqual(RUN.conversations);
}

describe("killed again and again under load, nothing acknowledged is lost, doubled or out of order", () => {
  test("on SQLite", async () => {
    const report = await killRun({ ...RUN, env: { DATA_DIR: join(dir, "sqlite") }, sameIdOnResend: true });
    print("SQLite", report);
    expectNothingLost(report);
  });

  const mongo = mongoForTests();
  (mongo ? test : test.skip)("on MongoDB (needs MONGODB_URI)", async () => {
    const database = await mongo?.fresh();
    if (!database) throw new Error("no database");
    try {
      const env = { DATA_DIR: join(dir, "mongo"), MONGODB_URI: database.uri };
      const report = await killRun({ ...RUN, env, sameIdOnResend: true });
      print("MongoDB", report);
      expectNothingLost(report);
    } finally {
      await database.drop();
    }
  });

  test("control: without ids that stay the same, the same run finds doubled turns", async () => {
    const few = { ...RUN, kills: 5, turns: 150 };
    const report = await killRun({ ...few, env: { DATA_DIR: join(dir, "control") }, sameIdOnResend: false });
    print("Control", report);
    expect(report.faults.filter((fault) => fault.includes("doubled")).length).toBeGreaterThan(0);
  });
});
