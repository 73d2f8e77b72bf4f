// `npm run soak -- handoffs`: 30 reps, 500 visitors, 1,000 handoffs, a process that dies; and the control that has to fail.
import { parseArgs } from "node:util";
import { type HandoffReport, handoffStory } from "./handoff-story.ts";

const { values } = parseArgs({ options: { handoffs: { type: "string", default: "1000" } } });
const handoffs = Number(values.handoffs);
const story = { reps: 30, visitors: Math.ceil(handoffs / 2), handoffs, seed: 1 };

const report = await handoffStory({ ...story, ownerCheck: true });
print("handoffs", report);
const enough = report.claims >= handoffs * 0.6 && report.clocks >= handoffs * 0.3 && report.killed > 0;
const control = await handoffStory({ ...story, ownerCheck: false });
print("handoffs, control", control);
const found = control.faults.some((fault) => fault.includes("taken by"));
if (report.faults.length > 0 || !enough || !found) process.exitCode = 1;

function print(name: string, told: HandoffReport): void {
  const { handoffs: begun, claims, clocks, vanished, transfers, killed, lasted, faults } = told;
  process.stdout.write(
    `${name}: ${story.reps} reps, ${told.visitors} visitors, ${begun} handoffs, ${claims} claims, ${clocks} clocks rang, ${vanished} reps vanished, ${transfers} transfers, ${killed} process killed, ${lasted} s of story, ${faults.length} faults\n`,
  );
  for (const fault of faults.slice(0, 5)) process.stdout.write(`  ${fault}\n`);
}
