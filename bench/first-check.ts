// A process of its own: how long the first check in it takes, when no code is warm. Prints milliseconds.
import { readPlaybook } from "../engine/index.ts";
import { longPlaybook } from "./long-playbook.ts";

const text = longPlaybook(500);
const from = performance.now();
readPlaybook(text, "long.playbook.yml");
process.stdout.write(String(performance.now() - from));
