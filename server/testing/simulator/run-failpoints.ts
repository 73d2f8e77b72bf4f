// `npm run failpoints`: every place, every kind, twenty conversations each; then every write of every port, as often as
// `--times` says, each time that a story comes by another time.
import { parseArgs } from "node:util";
import { portFailpoints, tryPort } from "../failpoints/port-failpoints.ts";
import { FAILPOINTS, tryFailpoint } from "./failpoints.ts";

const { values } = parseArgs({
  options: {
    conversations: { type: "string", default: "20" },
    times: { type: "string", default: "1" },
  },
});
const conversations = Number(values.conversations);
const times = Number(values.times);
if (!(conversations >= 1 && times >= 1))
  throw new Error("failpoints: --conversations and --times are at least 1");

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

const portsBegan = performance.now();
const { failpoints } = await portFailpoints();
let tripped = 0;
let broken = 0;
for (const failpoint of failpoints)
  for (let nth = 1; nth <= times; nth++) {
    const report = await tryPort(failpoint, nth);
    for (const fault of report.faults) process.stdout.write(`${fault}\n`);
    tripped += report.tripped;
    broken += report.faults.length;
  }
process.stdout.write(
  `failpoints: ${failpoints.length} at the ports x ${times}, ${tripped} tripped, ${broken} faults, ` +
    `${((performance.now() - portsBegan) / 1000).toFixed(1)} s\n`,
);
const lost = await tryPort({ place: "deliveries.add before", kind: "lose", story: "joined" }, 1);
process.stdout.write(`control, a delivery that is lost: ${lost.faults.length} faults found\n`);
if (broken > 0 || tripped < failpoints.length * times || lost.faults.length === 0) process.exitCode = 1;
