import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { openStores } from "../server/stores/open-stores.ts";
import { turnStage } from "../server/testing/turn-stage.ts";
import { makeLanes } from "../server/turns/lanes.ts";
import { claim } from "../server/turns/rep-acts.ts";
import { type ClaimReport, claimFaults, claimRace } from "./support/claim-race.ts";
import { mongoForTests } from "./support/mongo.ts";

const FULL = process.env["SOAK"] === "full";
/** A loser who is told later than this has begun to write. */
const TOLD_WITHIN_MS = 1_000;
const RUN = { reps: 50, handoffs: FULL ? 200 : 10 };
if (FULL) jest.setTimeout(1_800_000);

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "parley-claim-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const print = (name: string, report: ClaimReport) =>
  process.stdout.write(
    `claim, ${name}: ${RUN.reps} reps at two nodes, ${RUN.handoffs} handoffs, ${report.owners} owners, ` +
      `${report.losers} losers told, the last after ${report.slowestMs.toFixed(0)} ms, ${report.faults.length} faults, ${report.seconds.toFixed(0)} s\n`,
  );

function expectOneOwnerEach(report: ClaimReport): void {
  expect(report.faults).toEqual([]);
  expect(report.owners).toBe(RUN.handoffs);
  expect(report.losers).toBe(RUN.handoffs * (RUN.reps - 1));
  // A short run has one race or two before the code is warm, beside whatever else the machine does.
  if (FULL) expect(report.slowestMs).toBeLessThan(TOLD_WITHIN_MS);
}

describe("of many reps who want one handoff at the same moment one gets it, and all others hear whose it is", () => {
  test("two nodes on SQLite", async () => {
    const dataDir = join(dir, "sqlite");
    const open = () => openStores({ mongodbUri: undefined, dataDir });
    const report = await claimRace({ ...RUN, env: { DATA_DIR: dataDir }, open });
    print("SQLite", report);
    expectOneOwnerEach(report);
  });

  const mongo = mongoForTests();
  (mongo ? test : test.skip)("two nodes on MongoDB (needs MONGODB_URI)", async () => {
    const database = await mongo?.fresh();
    if (!database) throw new Error("no database");
    const { uri } = database;
    const dataDir = join(dir, "mongo");
    try {
      const env = { DATA_DIR: dataDir, MONGODB_URI: uri };
      const open = () => openStores({ mongodbUri: uri, dataDir });
      const report = await claimRace({ ...RUN, env, open });
      print("MongoDB", report);
      expectOneOwnerEach(report);
    } finally {
      await database.drop();
    }
  });

  test("control: on a store that overwrites whatever is there, two reps are told yes, and it is found", async () => {
    const playbook = await readFile("e2e/playbooks-handoff/handoffs.playbook.yml", "utf8");
    const stage = await turnStage({ playbook });
    await stage.begin("c1");
    const { conversations } = stage.stores;
    // Nobody saves before both have looked.
    let looked = 0;
    let saved = Promise.resolve();
    const overwriting: typeof conversations = {
      ...conversations,
      save: async (next) => {
        looked += 1;
        while (looked < 2) await new Promise(setImmediate);
        saved = saved.then(async () => {
          const now = await conversations.load(next.siteId, next.id);
          await conversations.save({ ...next, v: (now?.v ?? 0) + 1 });
        });
        await saved;
      },
    };
    const reps = ["Ana", "Bo"].map((name) => ({ id: name, name }));
    const told = await Promise.all(
      reps.map(async (rep) => {
        // Each at a node of its own: in one process the second would wait for the first.
        const node = { ...stage, lanes: makeLanes(), conversations: overwriting };
        const { owner } = await claim(node, "c1", rep);
        return { rep: rep.name, status: 200, owner: owner?.name, ms: 0 };
      }),
    );
    expect(claimFaults("c1", told, [])).toEqual(["c1 has 2 owners: Ana, Bo"]);
    await stage.stores.close();
  });
});
