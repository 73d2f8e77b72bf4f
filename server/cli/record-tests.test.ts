import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { runCommand } from "./commands.ts";
import { GREETER, keptFolder } from "./kept-folder.ts";
import { HERE, keptTerminal } from "./kept-terminal.ts";

const TESTS = `tests: greeter   # the first
conversations:
  - name: Likes red
    steps:
      - bot: [Hello!, "What*name?"]
      - user: Ana
      # the colour
      - bot: Which colour?   # as they write it there
      - tap: Red
    lead: { outcome: red }

  - { name: Short, steps: [{ user: Ana }, { bot: ["...", Which colour?] }] }
  - name: Dashes
    steps:
      - user: Ana
      - bot:
          - Hello!
          - What is your name?
          - Which colour?
      - tap: Blue
`;

async function record(input: readonly string[], tests = TESTS, ...args: readonly string[]) {
  const cwd = await keptFolder({ "a.playbook.yml": GREETER, "a.test.yml": tests });
  const terminal = keptTerminal({ cwd, input });
  const status = await runCommand(["test", ".", "--record", ...args], terminal, HERE);
  return { status, ...terminal.said, text: await readFile(join(cwd, "a.test.yml"), "utf8") };
}

describe("parley test --record", () => {
  test("shows both, asks, writes only the lines that differ, and the tests hold", async () => {
    const { status, out, text } = await record(["yes"]);
    expect(out).toContain(
      'greeter  Likes red\n  a.test.yml:8:9\n  - bot: "Which colour?"\n  + bot: "Which color?"\n',
    );
    expect(out).toContain("Write 3 lines? (yes or no) a.test.yml: 3 lines recorded\n");
    expect(out).toContain("3 conversations, 0 failed");
    expect(status).toBe(0);
    expect(text).toBe(
      TESTS.replace("bot: Which colour?   #", "bot: Which color?   #")
        .replace('["...", Which colour?]', '["...", "Which color?"]')
        .replace(
          `          - Hello!
          - What is your name?
          - Which colour?`,
          '          ["Hello!", "What is your name?", "Which color?"]',
        ),
    );
  });

  test.each([[["no"]], [[]]])("writes nothing at the answer %j", async (input) => {
    expect(await record(input)).toMatchObject({
      status: 1,
      out: expect.stringContaining("Nothing was written."),
      text: TESTS,
    });
  });

  test("--yes does not ask; where nothing differs nothing is asked either", async () => {
    const { status, text, out } = await record([], TESTS, "--yes");
    expect([status, out.includes("(yes or no)")]).toEqual([0, false]);
    const again = await record([], text);
    expect([again.status, again.out.includes("(yes or no)")]).toEqual([0, false]);
    expect(again.text).toBe(text);
  });

  test("what is expected of the lead is left to people, and what cannot be played fails as before", async () => {
    const lead = TESTS.replace("outcome: red", "outcome: blue").replace("tap: Blue", "tap: Green");
    const { status, text, out } = await record(["yes"], lead);
    expect(status).toBe(1);
    expect(text).toContain("outcome: blue");
    expect(text).toContain("tap: Green");
    expect(out).toContain('at the end "outcome" is "red", not "blue"');
    expect(out).toContain("3 conversations, 2 failed");
  });

  test("cards and texts that need quotes are written so that they are read again", async () => {
    const playbook = `playbook: greeter
talk:
  start:
    - say: "Two things: a, b # and c"
    - show: { link: "https://example.com/menu", label: Our menu }
    - end: done
`;
    const tests = `tests: greeter
conversations:
  - name: A
    steps:
      - bot: One thing
      - show: The menu
`;
    const cwd = await keptFolder({ "a.playbook.yml": playbook, "a.test.yml": tests });
    const status = await runCommand(["test", ".", "--record", "--yes"], keptTerminal({ cwd }), HERE);
    expect(status).toBe(0);
    expect(await readFile(join(cwd, "a.test.yml"), "utf8")).toBe(
      tests.replace("One thing", '"Two things: a, b # and c"').replace("The menu", "Our menu"),
    );
  });
});
