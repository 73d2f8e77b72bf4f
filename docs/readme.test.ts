import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import {
  compilePlaybook,
  defaultSite,
  type Playbook,
  Rehearsal,
  readPlaybook,
  readSite,
  type TurnEvent,
} from "../engine/index.ts";
import { runCommand } from "../server/cli/commands.ts";
import { keptTerminal } from "../server/cli/kept-terminal.ts";
import { readConfig, SETTINGS } from "../server/config.ts";
import { main } from "../server/main.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const readme = textOf("README.md");
const NOW = Date.UTC(2026, 10, 23, 9);

describe("the playbook of the README", () => {
  test("is right, with nothing to remark", () => {
    expect(readPlaybook(block("yaml"), "demo.playbook.yml").problems).toEqual([]);
  });

  test("holds the conversation beside it, to the letter", async () => {
    const [call = "", ...shown] = blocks("text")[1]?.split("\n") ?? [];
    const said = shown.flatMap((line) => (line.startsWith("> ") ? [line.slice(2)] : []));
    expect(said.length).toBeGreaterThan(3);
    const dir = await mkdtemp(join(tmpdir(), "readme-"));
    await writeFile(join(dir, "demo.playbook.yml"), block("yaml"));
    const terminal = keptTerminal({ cwd: dir });
    // A terminal shows what is typed; the command does not print it again.
    const input = (async function* () {
      for (const line of said) {
        terminal.said.out += `${line}\n`;
        yield line;
      }
    })();
    await run(call, { ...terminal, input });
    await rm(dir, { recursive: true });
    expect(trimmed(terminal.said.out)).toEqual(trimmed(shown.join("\n")));
  });

  test("walks as its diagram says, arrow by arrow", () => {
    const arrows = [...block("mermaid").matchAll(/^ {2}(\S+) --> (\w+)(?:: (.+))?$/gm)];
    const walked = arrows.map(([, from = "", , label = ""]) => [from, walk(WALKS[`${from}: ${label}`])]);
    expect(walked).toEqual(arrows.map(([, from, to]) => [from, to]));
    expect(arrows).toHaveLength(Object.keys(WALKS).length);
    const places = new Set(arrows.map(([, , to]) => to));
    const { questions } = demo();
    for (const question of questions.keys()) expect(places).toContain(question);
  });
});

type Act = string | TurnEvent | { readonly minutes: number };
const JOINS: TurnEvent = { type: "rep_joined", name: "Tom" };
const HOT = ["80", "ana@acme.example"];

/** How to come to the beginning of each arrow, and then along it. */
const WALKS: Readonly<Record<string, readonly Act[]>> = {
  "[*]: ": [],
  "team_size: not a number": ["blue"],
  "team_size: a number": ["80"],
  "email: no work address": ["80", "ana@acme"],
  "email: a work address, and hot": HOT,
  "email: a work address, not hot": ["8", "ana@acme.example"],
  "waiting: a rep joins": [...HOT, JOINS],
  "waiting: nobody for 3 minutes": [...HOT, { minutes: 3 }],
  "with_a_rep: the rep leaves": [...HOT, JOINS, { type: "rep_left", name: "Tom" }],
};

function walk(acts: readonly Act[] | undefined): string {
  if (!acts) return "an arrow that no test walks";
  const compiled = compilePlaybook(demo(), "1");
  const rehearsal = new Rehearsal({
    compiled,
    site: defaultSite(),
    online: new Map([["sales", 1]]),
    now: NOW,
  });
  rehearsal.take({ type: "begin", visitor: "v", facts: {} });
  for (const act of acts) {
    if (typeof act === "string") rehearsal.take({ type: "message", text: act });
    else if ("minutes" in act) rehearsal.waitUntil(rehearsal.now + act.minutes * 60_000);
    else rehearsal.take(act);
  }
  if (rehearsal.status === "human") return "with_a_rep";
  if (rehearsal.status === "waiting") return "waiting";
  return rehearsal.outcome ?? compiled.rests.get(rehearsal.state)?.question?.name ?? rehearsal.state;
}

describe("what the README says of commands and settings", () => {
  test("npm start prints at the end what is shown", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "readme-"));
    const printed: string[] = [];
    const served = await main({
      env: { PORT: "0", DATA_DIR: dataDir, PLAYBOOKS_DIR: join(root, "playbooks"), LOG_LEVEL: "silent" },
      sampleSite: join(root, "examples/sample-site"),
      out: (line) => printed.push(line),
    });
    await served?.close();
    await rm(dataDir, { recursive: true });
    const shown = printed
      .join("\n")
      .replaceAll(`:${served?.port}/`, ":3000/")
      .replace(resolve(dataDir), "/home/you/parley/data")
      .replace(/link=\S+/, "link=…");
    expect(shown.slice(shown.indexOf("Parley is running.")).trim()).toBe(blocks("text")[0]);
  });

  test("every command is there, and takes what it is given", async () => {
    const calls = block("sh", "npx parley").split("\n");
    expect(calls.length).toBeGreaterThan(4);
    for (const call of calls) {
      const terminal = keptTerminal({ cwd: root });
      await run(`${call.replace(/#.*/, "").trim()} --help`, terminal);
      expect(terminal.said.err).toBe("");
      expect(terminal.said.out).toContain(`Usage: parley ${call.split(" ")[2]}`);
      for (const [option] of call.matchAll(/--[a-z-]+/g)) expect(terminal.said.out).toContain(option);
    }
    const terminal = keptTerminal({ cwd: root });
    await run("npx parley dance --help", terminal);
    expect(terminal.said.out).not.toContain("Usage: parley dance");
  });

  test("the table of settings is what the server reads", () => {
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (.+) \|$/gm)].map(([, name, what]) => [name, what]);
    expect(Object.fromEntries(rows)).toEqual(SETTINGS);
  });

  test("the address of MongoDB is taken", () => {
    const [, name = "", value = ""] = block("sh", "MONGODB_URI").match(/^(\w+)=(\S+) npm start$/) ?? [];
    const { config } = readConfig({ [name]: value }, () => "");
    expect(config?.mongodbUri).toBe(value);
  });
});

describe("what the README says of the widget and of other programs", () => {
  test("the attributes are those that the loader reads", () => {
    const loader = textOf("console/widget/loader/parley.ts");
    const read = loader.match(/const \{ (.+) \} = script\.dataset/)?.[1] ?? "";
    const names = read.split(",").map((part) => part.trim().split(/\W/)[0]);
    const told = [...readme.matchAll(/^\| `data-([a-z]+)="/gm)].map(([, name]) => name);
    expect(new Set(told)).toEqual(new Set(names));
    expect(block("html")).toContain('/parley.js"');
  });

  test("site.yml takes origins", () => {
    const { site, problems } = readSite("site: s\nname: S\norigins: [https://www.example.com]\n", "site.yml");
    expect(problems).toEqual([]);
    expect(site?.origins).toEqual(["https://www.example.com"]);
  });

  test("the Express snippet stands in the example, which a test runs", () => {
    const plain = (text: string) => text.replaceAll(/\s+/g, " ").trim();
    expect(plain(textOf("examples/express-app/bakery.ts"))).toContain(plain(block("ts")));
  });
});

describe("what the README promises, and what it does not", () => {
  const rows = [...readme.matchAll(/^\| .+ \| \[(\S+)\]\((\S+)\): (.+) \|$/gm)];

  test("there are promises", () => {
    expect(rows.length).toBeGreaterThan(8);
  });

  test.each(rows.map(([, file = "", link = "", name = ""]) => [name, file, link]))(
    "%s: a test of that name is there",
    (name, file, link) => {
      expect(link).toBe(file);
      expect(textOf(file)).toContain(`("${name}"`);
    },
  );

  test.each([["book", "    - end: nurture", "    - book: calendar\n    - end: nurture"]])(
    "%s is warned of as not built yet",
    (word, old, now) => {
      expect(readme).toContain(`\`${word}`);
      const { problems } = readPlaybook(block("yaml").replace(old, now), "demo.playbook.yml");
      expect(problems.map(({ code, severity }) => [code, severity])).toContainEqual([
        "NOT_BUILT_YET",
        "warning",
      ]);
    },
  );
});

function demo(): Playbook {
  const { playbook } = readPlaybook(block("yaml"), "demo.playbook.yml");
  if (!playbook) throw new Error("the playbook of the README has errors");
  return playbook;
}

async function run(call: string, terminal: ReturnType<typeof keptTerminal>): Promise<void> {
  const args = call.replace(/^\$ /, "").split(/\s+/);
  expect(args.slice(0, 2)).toEqual(["npx", "parley"]);
  const here = { version: "0", env: {}, untilStopped: () => Promise.resolve() };
  await runCommand(args.slice(2), terminal, here);
}

function blocks(language: string): readonly string[] {
  return [...readme.matchAll(/^```(\w+)\n([\s\S]*?)\n```$/gm)].flatMap(([, found, text]) =>
    found === language && text !== undefined ? [text] : [],
  );
}

/** The first block of the language that begins so. */
function block(language: string, begin = ""): string {
  const found = blocks(language).find((text) => text.startsWith(begin));
  if (found === undefined) throw new Error(`README.md has no ${language} block that begins with "${begin}"`);
  return found;
}

function trimmed(text: string): readonly string[] {
  return text
    .trim()
    .split("\n")
    .map((line) => line.trimEnd());
}

function textOf(path: string): string {
  return readFileSync(join(root, path), "utf8");
}
