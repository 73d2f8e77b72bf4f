// The engine alone: no server, no database, no network. Run it with `npx tsx examples/engine-alone/lunch.ts`.
// In a program of your own, import from "parley-playbooks" instead.
import { readFile } from "node:fs/promises";
import {
  compilePlaybook,
  defaultSite,
  formatProblem,
  readPlaybook,
  type Talk,
  type TurnEvent,
  takeTurn,
} from "../../engine/index.ts";

const text = await readFile(new URL("lunch.playbook.yml", import.meta.url), "utf8");
const { playbook, problems } = readPlaybook(text, "lunch.playbook.yml");
if (!playbook) throw new Error(problems.map(formatProblem).join("\n"));

const compiled = compilePlaybook(playbook, "1");
const events: TurnEvent[] = [
  { type: "begin", visitor: "v1", facts: {} },
  { type: "message", text: "about six" },
  { type: "message", text: "Grace" },
];
let talk: Talk | undefined;

for (const event of events) {
  const world = { now: Date.now(), site: defaultSite(), online: new Map() };
  const turn = takeTurn(compiled, talk, event, world);
  if ("refused" in turn) throw new Error(turn.refused);
  for (const message of turn.messages) process.stdout.write(`${message.from}: ${message.text}\n`);
  // A turn is a value. Keep `turn.talk` wherever you like, as JSON, until the visitor writes again.
  talk = turn.talk;
  if (turn.lead.outcome)
    process.stdout.write(`${JSON.stringify({ outcome: turn.lead.outcome, score: turn.lead.score })}\n`);
}
