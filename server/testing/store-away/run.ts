// `npm run soak store-away`: the store goes away for one to thirty seconds and comes back, and then the disk is full.
import { parseArgs } from "node:util";
import { dropDatabase } from "../../stores/mongo/drop-database.fixture.ts";
import { awayRun } from "./away-run.ts";
import { mongoAway, sqliteAway } from "./away-stores.ts";
import { fullDiskRun } from "./full-disk.ts";

const { values } = parseArgs({ options: { cycles: { type: "string", default: "4" } } });
const cycles = Number(values.cycles);
if (!(cycles >= 1)) throw new Error("store-away: --cycles is at least 1");

/** From one second to thirty, most of them short. */
const awayMs = Array.from(
  { length: cycles },
  (_, n) => 1_000 + Math.round(29_000 * (n / Math.max(1, cycles - 1)) ** 3),
);
const uri = process.env["MONGODB_URI"] ?? "";
const stores = [
  sqliteAway,
  ...(uri === "" ? [] : (["cut", "hangs"] as const).map((how) => () => mongoAway(uri, how, dropDatabase))),
];
for (const open of stores) {
  const store = await open();
  const { acknowledged, refused, longestMs, backMs, faults } = await awayRun(store, awayMs);
  await store.close();
  tell(faults);
  process.stdout.write(
    `store-away: ${store.name}, ${cycles} times, up to ${Math.max(...awayMs) / 1000} s: ${acknowledged} turns acknowledged, ` +
      `${refused} answers 503, longest answer ${longestMs.toFixed(0)} ms, back after ${backMs.toFixed(0)} ms, ${faults.length} faults\n`,
  );
}
const disk = await fullDiskRun();
tell(disk.faults);
process.stdout.write(
  `store-away: disk full: ${disk.acknowledged} turns acknowledged, ${disk.refused} answers 503, ` +
    `back after ${disk.backMs.toFixed(0)} ms, integrity ${disk.integrity}, ${disk.faults.length} faults\n`,
);

function tell(faults: readonly string[]): void {
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}
