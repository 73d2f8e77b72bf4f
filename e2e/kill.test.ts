import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { openStores } from "../server/stores/open-stores.ts";
import { hookFaults } from "./support/hook-sink.ts";
import { figures, type KillReport, type KillRun, killRun } from "./support/kill-run.ts";
import { mongoForTests } from "./support/mongo.ts";

const FULL = process.env["SOAK"] === "full";
const RUN = FULL
  ? { nodes: 2, kills: 500, turns: 10_000, visitors: 40, twice: 0.05 }
  : { nodes: 2, kills: 8, turns: 250, visitors: 20, twice: 0.25 };
if (FULL) jest.setTimeout(3_600_000);

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "parley-kill-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const print = (store: string, report: KillReport) => {
  process.stdout.write(figures(store, report));
  for (const fault of report.faults.slice(0, 10)) process.stdout.write(`  ${fault}\n`);
};

function onSqlite(folder: string): Pick<KillRun, "env" | "open"> {
  const dataDir = join(dir, folder);
  return { env: { DATA_DIR: dataDir }, open: () => openStores({ mongodbUri: undefined, dataDir }) };
}

function expectNothingLost(report: KillReport): void {
  expect(report.faults).toEqual([]);
  expect(report.kills).toBeGreaterThanOrEqual(RUN.kills);
  expect(report.acknowledged).toBeGreaterThanOrEqual(RUN.turns);
  expect(report.resent).toBeGreaterThan(0);
  expect(report.timersFired).toBeGreaterThanOrEqual(report.conversations);
  // More than one for each conversation and each word; `faults` holds whether each was told, under one id.
  expect(report.toTell).toBeGreaterThan(report.acknowledged);
  expect(report.told).toBeGreaterThanOrEqual(report.toTell);
  // Else the nodes never met, and the run says nothing about two of them.
  expect(report.conflicts).toBeGreaterThan(0);
}

describe("two nodes, killed again and again under load, lose, double and disorder nothing that was acknowledged", () => {
  test("on SQLite", async () => {
    const report = await killRun({ ...RUN, ...onSqlite("sqlite"), sameIdOnResend: true });
    print("kill, SQLite", report);
    expectNothingLost(report);
  });

  const mongo = mongoForTests();
  (mongo ? test : test.skip)("on MongoDB (needs MONGODB_URI)", async () => {
    const database = await mongo?.fresh();
    if (!database) throw new Error("no database");
    const { uri } = database;
    const dataDir = join(dir, "mongo");
    try {
      const env = { DATA_DIR: dataDir, MONGODB_URI: uri };
      const open = () => openStores({ mongodbUri: uri, dataDir });
      const report = await killRun({ ...RUN, env, open, sameIdOnResend: true });
      print("kill, MongoDB", report);
      expectNothingLost(report);
    } finally {
      await database.drop();
    }
  });

  test("on SQLite, when nodes are only asked to stop, one after the other, as in an upgrade", async () => {
    const few = { ...RUN, kills: FULL ? 40 : 2, turns: FULL ? 2_000 : 100, rolling: true };
    const report = await killRun({ ...few, ...onSqlite("rolling"), sameIdOnResend: true });
    print("rolling restart, SQLite", report);
    expect(report.faults).toEqual([]);
    expect([report.kills >= few.kills, report.acknowledged >= few.turns]).toEqual([true, true]);
  });

  test("control: without ids that stay the same, the same run finds doubled turns", async () => {
    const few = { ...RUN, kills: 3, turns: 120 };
    const report = await killRun({ ...few, ...onSqlite("control"), sameIdOnResend: false });
    process.stdout.write(figures("kill, control", report));
    expect(report.faults.filter((fault) => fault.includes("doubled")).length).toBeGreaterThan(0);
  });

  test("control: an event that was never told, told under two ids, or made up is found", () => {
    const heard = [
      { id: "a", what: "message.created c_1 1" },
      { id: "b", what: "message.created c_1 1" },
      { id: "c", what: "message.created c_1 9" },
      { id: "c", what: "message.created c_1 9" },
    ];
    expect(hookFaults(["message.created c_1 1", "message.created c_1 2"], heard)).toEqual([
      "message.created c_1 2 was never told",
      "message.created c_1 9 was told and never was",
      "message.created c_1 1 was told under 2 ids",
    ]);
  });
});
