import { expect, test } from "@jest/globals";
import { dropDatabase } from "../../stores/mongo/drop-database.fixture.ts";
import { type AwayStore, awayRun } from "./away-run.ts";
import { mongoAway, sqliteAway } from "./away-stores.ts";

const uri = process.env["MONGODB_URI"] ?? "";
const withMongo = uri === "" ? test.skip : test;

/** Half of the machine belongs to other tests here; `npm run store-away` holds two seconds. */
const BUSY_MS = 4_000;

async function expectPromisesKept(store: AwayStore, awayMs: readonly number[]): Promise<void> {
  try {
    const report = await awayRun(store, awayMs, BUSY_MS);
    expect(report.faults).toEqual([]);
    expect(report.refused).toBeGreaterThan(0);
    expect(report.acknowledged).toBeGreaterThanOrEqual(6);
  } finally {
    await store.close();
  }
}

test("a file that is locked is told within two seconds, and all goes on when it is free", async () => {
  await expectPromisesKept(await sqliteAway(), [2_500]);
}, 60_000);

withMongo.each(["cut", "hangs"] as const)(
  "a way to MongoDB that is cut or hangs (%s) is told within two seconds, and all goes on after (needs MONGODB_URI)",
  async (how) => {
    await expectPromisesKept(await mongoAway(uri, how, dropDatabase), [2_500]);
  },
  60_000,
);

test("control: a store that forgets what it kept while it was away is found", async () => {
  const store = await sqliteAway();
  let forgets = false;
  const { conversations } = store.stores;
  const stores = {
    ...store.stores,
    conversations: {
      ...conversations,
      save: async (next: Parameters<typeof conversations.save>[0]) => {
        if (!forgets) await conversations.save(next);
      },
    },
  };
  const forgetful: AwayStore = {
    ...store,
    stores,
    leave: () => {
      forgets = true;
    },
    comeBack: () => {
      forgets = false;
    },
  };
  const { faults } = await awayRun(forgetful, [300]);
  await store.close();
  expect(faults.join("\n")).toMatch(/ for w1|seq is not dense/);
}, 60_000);
