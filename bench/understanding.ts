// `npm run bench:understanding`: what the classifier makes of the sets of the folder in UNDERSTANDING_DATA, and what it costs.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { readWordVectors } from "../engine/index.ts";
import { GRADED, type IntentFigures, measureEntities, measureIntents } from "./understanding/measure.ts";
import { byIntent, type EntitySample, type LabelledText, readSet } from "./understanding/sets.ts";

const out = (line: string) => process.stdout.write(`${line}\n`);
const folder = process.env["UNDERSTANDING_DATA"];
if (folder === undefined) {
  process.stderr.write(
    "bench:understanding: set UNDERSTANDING_DATA to a folder of sets (<set>/train.jsonl, <set>/test.jsonl)\n",
  );
  process.exit(2);
}

const BRAUN = ["braun_askubuntu", "braun_chatbot", "braun_webapplications"];
/** Sets of which the first examples of each intent are used: what a marketer would write. */
const TEN_EACH = new Set(["clinc_s", "hwu_s"]);
const only = process.argv.slice(2);

const SUBJECTS =
  "price,demo,refund,security,integration,job,partner,support,trial,invoice,delivery,login,export,languages,team".split(
    ",",
  );
const WAYS =
  "please,how does it work,what is it,tell me about it,is there one,can I have it,who does that,when is it,where do I find it,I need it".split(
    ",",
  );

const vectors = memory();
training();
intents(folder);
entities(folder);

/** Before anything is trained: what the table of vectors takes, once read. */
function memory() {
  const before = process.memoryUsage().rss;
  const began = performance.now();
  const read = readWordVectors(
    readFileSync("vectors/english.vectors.bin"),
    readFileSync("vectors/english.words.txt", "utf8"),
  );
  const took = performance.now() - began;
  const added = (process.memoryUsage().rss - before) / 2 ** 20;
  out(`table of vectors: ${added.toFixed(1)} MB more memory, read in ${took.toFixed(0)} ms`);
  return read;
}

function training(): void {
  const topics = Array.from({ length: 15 }, (_, topic) => ({
    name: `topic ${topic}`,
    phrases: Array.from({ length: 10 }, (__, phrase) => `${SUBJECTS[topic] ?? ""} ${WAYS[phrase] ?? ""}`),
  }));
  const figures = measureIntents(topics, [], vectors);
  out(`training, 15 topics of 10 phrases: ${figures.training.toFixed(2)} s CPU`);
}

function intents(from: string): void {
  out("set                     accuracy        AUROC   recall   training s   message ms");
  const braun = { right: 0, asked: 0 };
  for (const set of ["visitor", ...BRAUN, "hwu_s", "clinc_s"]) {
    if (only.length > 0 && !only.includes(set)) continue;
    const train = readSet<LabelledText>(from, set, "train");
    const test = readSet<LabelledText>(from, set, "test");
    if (!train || !test) {
      out(`${set.padEnd(22)}  not there`);
      continue;
    }
    const figures = measureIntents(byIntent(train, TEN_EACH.has(set) ? 10 : undefined), test, vectors);
    if (BRAUN.includes(set)) {
      braun.right += figures.right;
      braun.asked += figures.asked;
    }
    out(row(set, figures));
  }
  if (braun.asked > 0) out(`braun overall           ${share(braun)}`);
}

function entities(from: string): void {
  out(
    `\nentities, F1            ${Object.keys(GRADED)
      .map((kind) => kind.padStart(9))
      .join("")}`,
  );
  for (const [where, label] of [
    [from, "given set"],
    ["bench/understanding/blind", "second set"],
  ] as const) {
    const samples = readSet<EntitySample>(where, "entities", "test");
    if (!samples) continue;
    const figures = [...measureEntities(samples).values()];
    out(`${label.padEnd(24)}${figures.map((f1) => f1.toFixed(2).padStart(9)).join("")}`);
  }
}

function row(
  set: string,
  { right, asked, auroc, recall, training: seconds, message }: IntentFigures,
): string {
  return [
    set.padEnd(22),
    share({ right, asked }).padEnd(14),
    (auroc?.toFixed(3) ?? "").padStart(6),
    (recall?.toFixed(3) ?? "").padStart(7),
    seconds.toFixed(2).padStart(11),
    message.toFixed(3).padStart(11),
  ].join("  ");
}

function share({ right, asked }: { readonly right: number; readonly asked: number }): string {
  return `${(right / asked).toFixed(3)} ${right}/${asked}`;
}
