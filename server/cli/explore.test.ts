import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { runCommand } from "./commands.ts";
import { GREETER, GREETER_TESTS, keptFolder } from "./kept-folder.ts";
import { HERE, keptTerminal } from "./kept-terminal.ts";

const BROKEN = `${GREETER}promises: { before: { name: color } }\n`;
const LONELY = GREETER.replace(
  "    - end: blue\n",
  `    - goto: person
  person:
    - handoff: sales
      answer_within: 1 minute
      if_nobody: [{ wait: 1 minute }, { goto: person }]
    - end: blue
`,
);

async function parley(args: readonly string[], files: Readonly<Record<string, string>>) {
  const cwd = await keptFolder(files);
  const terminal = keptTerminal({ cwd });
  const status = await runCommand(args, terminal, HERE);
  return { status, cwd, ...terminal.said };
}

describe("parley explore", () => {
  test("a playbook with nothing wrong: says how far it went, 0", async () => {
    const { status, out } = await parley(["explore", ".", "--strict"], { "greeter.playbook.yml": GREETER });
    expect(out).toMatch(/^greeter {2}\d+ places, \d+ ways, \d+ ms\n {2}✓ fully explored\n/);
    expect(status).toBe(0);
  });

  test("a broken promise with its place and the shortest conversation: 1", async () => {
    const { status, out } = await parley(["explore", "."], { "greeter.playbook.yml": BROKEN });
    expect(status).toBe(1);
    expect(out).toContain('✗ error  "name" can be asked before "color" is known.  (PROMISE_BROKEN)');
    expect(out).toContain(
      "greeter.playbook.yml:19:23\n      bot      Hello!\n      bot      What is your name?\n",
    );
  });

  test("--save adds that conversation to the tests, which hold", async () => {
    const files = { "greeter.playbook.yml": BROKEN, "greeter.test.yml": GREETER_TESTS };
    const { cwd, out } = await parley(["explore", ".", "--save"], files);
    expect(out).toContain("greeter.test.yml: 1 conversation added\n");
    const text = await readFile(join(cwd, "greeter.test.yml"), "utf8");
    expect(text.match(/^ {2}- name: /gm)).toHaveLength(2);
    expect(text).toContain('"name" can be asked before "color" is known.');
    const terminal = keptTerminal({ cwd });
    await runCommand(["test", "."], terminal, HERE);
    expect(terminal.said.out).toContain("2 conversations, 0 failed");
  });

  test("--drafts adds what no test walks, and then there is nothing left to draft", async () => {
    const files = { "greeter.playbook.yml": GREETER, "greeter.test.yml": GREETER_TESTS };
    const { cwd, out } = await parley(["explore", ".", "--drafts"], files);
    expect(out).toContain("greeter.test.yml: 1 conversation added\n");
    const again = keptTerminal({ cwd });
    await runCommand(["explore", ".", "--drafts"], again, HERE);
    expect(again.said.out).not.toContain("added");
    const tests = keptTerminal({ cwd });
    expect(await runCommand(["test", ".", "--coverage"], tests, HERE)).toBe(0);
    expect(tests.said.out).toContain("coverage: steps 100%");
  });

  test("not fully explored is said out loud, and fails only --strict", async () => {
    const files = { "greeter.playbook.yml": GREETER };
    const { status, out } = await parley(["explore", ".", "--most", "3"], files);
    expect(out).toContain("! NOT FULLY EXPLORED: what is said below holds for what was walked.");
    expect(out).toContain("more than 3 different places");
    expect(status).toBe(0);
    expect((await parley(["explore", ".", "--most", "3", "--strict"], files)).status).toBe(1);
  });

  test("as JSON for machines", async () => {
    const { out } = await parley(["explore", ".", "--json"], { "greeter.playbook.yml": BROKEN });
    expect(JSON.parse(out)).toMatchObject([
      {
        playbook: "greeter",
        limits: [],
        findings: [{ code: "PROMISE_BROKEN", conversation: expect.any(Array) }],
      },
    ]);
  });

  test("a path that leads nowhere: 2", async () => {
    expect((await parley(["explore", "nowhere"], {})).status).toBe(2);
  });
});

describe("what is proved on every change", () => {
  test.each([
    ["a broken promise", BROKEN, "PROMISE_BROKEN"],
    ["a handoff that leads nowhere", LONELY, "HANDOFF_LEADS_NOWHERE"],
  ])("%s is an error of check, and is not published", async (_, text, code) => {
    const files = { "playbooks/greeter.playbook.yml": text, "playbooks/site.yml": "publish_from: store\n" };
    const checked = await parley(["check"], files);
    expect(checked.out).toContain(code);
    expect(checked.status).toBe(1);
    const terminal = keptTerminal({ cwd: checked.cwd });
    const env = {
      PLAYBOOKS_DIR: `${checked.cwd}/playbooks`,
      DATA_DIR: `${checked.cwd}/data`,
      SECRET_KEY: "k".repeat(32),
    };
    expect(await runCommand(["publish"], terminal, { ...HERE, env })).toBe(1);
    expect(terminal.said.err).toContain(code);
    expect(terminal.said.err).toContain("nothing was published");
  });
});
