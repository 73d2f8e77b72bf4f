// `npm run failpoints`: every place, every kind, twenty conversations each.
import { parseArgs } from "node:util";
import { FAILPOINTS, tryFailpoint } from "./failpoints.ts";

const { values } = parseArgs({ options: { conversations: { type: "string", default: "20" } } });
const conversations = Number(values.conversations);
if (!(conversations >= 1)) throw new Error("failpoints: --conversations is at least 1");

const began = performance.now();
const total = { tripped: 0, acknowledged: 0, faults: 0 };
for (const failpoint of FAILPOINTS) {
  const { tripped, acknowledged, faults } = await tryFailpoint(failpoint, conversations);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  if (tripped < conversations) process.exitCode = 1;
  total.tripped += tripped;
  total.acknowledged += acknowledged;
  total.faults += faults.length;
}
const seconds = ((performance.now() - began) / 1000).toFixed(1);
process.stdout.write(
  `failpoints: ${FAILPOINTS.length} x ${conversations} conversations, ${total.tripped} tripped, ` +
    `${total.acknowledged} turns acknowledged, ${total.faults} faults, ${seconds} s\n`,
);
const control = await tryFailpoint({ point: "save after", kind: "fail" }, conversations, "no dedupe");
process.stdout.write(`control, no dedupe: ${control.faults.length} faults found\n`);
if (total.faults > 0 || control.faults.length === 0) process.exitCode = 1;
