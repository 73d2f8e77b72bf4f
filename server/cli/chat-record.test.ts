import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { runCommand } from "./commands.ts";
import { keptFolder } from "./kept-folder.ts";
import { HERE, keptTerminal } from "./kept-terminal.ts";

const BAKERY = `playbook: bakery
questions:
  bread: { ask: Which bread?, choices: [Rye, Wheat], pick: many }
  size: { ask: How many loaves?, answer: number }
talk:
  start:
    - ask: [bread, size]
    - show: { link: "https://example.com/menu", label: Our menu }
    - call: shop.order
      send: { size: "{{ size }}" }
      if_fails: [{ end: failed }]
    - handoff: bakers
      message: "Yes: let me ask."
      answer_within: 3 minutes
      if_nobody: [{ say: All are asleep. }, { end: asleep }]
      when_back: [{ end: sold }]
`;
const TALK = [
  "/tap 1,2",
  "012",
  "12",
  '/service shop.order {"id": 1}',
  "/wait 1 minute",
  "/rep joins",
  "/rep Hi!",
  "/rep leaves",
];

async function record(tests: string | undefined, args: readonly string[] = []) {
  const cwd = await keptFolder({
    "bakery.playbook.yml": BAKERY,
    ...(tests !== undefined && { "bakery.test.yml": tests }),
  });
  const terminal = keptTerminal({ cwd, input: TALK });
  const line = ["chat", "bakery.playbook.yml", "--record", "bakery.test.yml", ...args];
  const status = await runCommand(line, terminal, HERE);
  const replay = async () => {
    const again = keptTerminal({ cwd });
    return { status: await runCommand(["test", "."], again, HERE), out: again.said.out };
  };
  return { status, ...terminal.said, text: () => readFile(join(cwd, "bakery.test.yml"), "utf8"), replay };
}

test("a talk becomes a test that holds", async () => {
  const recorded = await record(undefined, ["--name", "A big order"]);
  expect(recorded.status).toBe(0);
  expect(recorded.out).toContain('recorded in bakery.test.yml as "A big order"');
  const text = await recorded.text();
  for (const line of [
    "- service:",
    "shop.order:",
    "- tap:",
    "- rep: Hi!",
    "- wait: 1 minute",
    "- show: Our menu",
  ]) {
    expect(text).toContain(line);
  }
  const { status, out } = await recorded.replay();
  expect(out).toContain("✓ A big order");
  expect(status).toBe(0);
});

test("a file keeps its conversations and comments, and what is recorded comes last", async () => {
  const before = `# our tests
tests: bakery   # the shop
conversations:
  # the short one
  - name: Rye
    steps:
      - tap: Rye       # brown
      - bot: [Which bread?, How many loaves?]

coverage: { steps: 10 } # low
`;
  const recorded = await record(before);
  expect(recorded.status).toBe(0);
  const text = await recorded.text();
  const [head = "", tail = ""] = before.split("\n\ncoverage");
  expect(text.startsWith(head)).toBe(true);
  expect(text.endsWith(`coverage${tail}`)).toBe(true);
  const { status, out } = await recorded.replay();
  expect(out).toMatch(/✓ Rye\n {2}✓ A recorded talk/);
  expect(status).toBe(0);
});

test("a file that cannot take it stays as it is", async () => {
  for (const before of [
    "tests: other\nconversations: [{ name: A, steps: [{ user: Hi }] }]\n",
    "tests: bakery\nconversations: [{ name: A, steps: [{ user: Rye }] }]\n",
    "nonsense\n",
  ]) {
    const recorded = await record(before);
    expect(recorded.status).toBe(1);
    expect(recorded.err).toContain("nothing was recorded");
    expect(await recorded.text()).toBe(before);
  }
});

test("a talk in another language is recorded with it, and holds", async () => {
  const cwd = await keptFolder({
    "shop.playbook.yml": `playbook: shop
language: en
also_in: [de]
questions: { bread: { ask: Which bread?, choices: [Rye, Wheat] } }
talk: { start: [{ ask: bread }, { say: Thanks! }, { end: done }] }
`,
    "shop.de.yml": `texts_of: shop
language: de
texts: { Which bread?: Welches Brot?, Thanks!: Danke! }
choices: { bread: { Rye: Roggen, Wheat: Weizen } }
`,
  });
  const terminal = keptTerminal({ cwd, input: ["Roggen"] });
  const line = ["chat", "shop.playbook.yml", "--language", "de", "--record", "shop.test.yml"];
  expect(await runCommand(line, terminal, HERE)).toBe(0);
  expect(terminal.said.out).toContain("Danke!");
  const text = await readFile(join(cwd, "shop.test.yml"), "utf8");
  expect(text).toContain("language: de");
  expect(text).toContain("bot: Welches Brot?");
  const again = keptTerminal({ cwd });
  expect(await runCommand(["test", "."], again, HERE)).toBe(0);
  const french = keptTerminal({ cwd, input: [] });
  await runCommand(["chat", "shop.playbook.yml", "--language", "fr"], french, HERE);
  expect(french.said.err).toContain('does not speak "fr": it speaks en, de');
  expect(french.said.out).toContain("Which bread?");
});
