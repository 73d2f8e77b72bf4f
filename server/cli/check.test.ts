import { describe, expect, test } from "@jest/globals";
import { runCommand } from "./commands.ts";
import { GREETER, GREETER_TESTS, keptFolder } from "./kept-folder.ts";
import { HERE, keptTerminal } from "./kept-terminal.ts";

async function parley(args: readonly string[], files: Readonly<Record<string, string>>, color = false) {
  const terminal = keptTerminal({ cwd: await keptFolder(files), color });
  const status = await runCommand(args, terminal, HERE);
  return { status, ...terminal.said };
}

describe("parley check", () => {
  test("a site without errors: 0", async () => {
    const files = { "playbooks/greeter.playbook.yml": GREETER, "playbooks/greeter.test.yml": GREETER_TESTS };
    expect(await parley(["check"], files)).toEqual({
      status: 0,
      out: "2 files, 0 errors, 0 warnings\n",
      err: "",
    });
  });

  test("all errors of all files, each with place, line of source, caret and hint: 1", async () => {
    const { status, out } = await parley(["check", "."], {
      "a.playbook.yml": GREETER.replace("answer: name", "anwser: name").replace(
        "- say: Hello!",
        "- say: Hello {{ nme }}!",
      ),
      "b.test.yml": GREETER_TESTS.replace("bot: Which", "bott: Which"),
    });
    expect(status).toBe(1);
    expect(out).toContain(`a.playbook.yml:8:5  error  I don't know "anwser" here. Did you mean "answer"?`);
    expect(out).toContain("    8 |     anwser: name\n            ^\n");
    expect(out).toContain("a.playbook.yml:14:18  error");
    expect(out).toContain(
      `b.test.yml:7:9  error  I don't know "bott" here. Did you mean "bot"?  (TEST_LINE_WRONG)`,
    );
    expect(out).toMatch(/2 files, \d+ errors, 0 warnings\n$/);
  });

  test("colors only where they are wanted", async () => {
    const broken = { "a.playbook.yml": GREETER.replace("answer: name", "anwser: name") };
    expect((await parley(["check", "."], broken, true)).out).toContain("\u001b[31merror");
    expect((await parley(["check", "."], broken, false)).out).not.toContain("\u001b");
  });

  test("as JSON, for other programs", async () => {
    const { status, out } = await parley(["check", "a.playbook.yml", "--format", "json"], {
      "a.playbook.yml": GREETER.replace("ask: [name, color]", "ask: [nmae, color]"),
    });
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      files: ["a.playbook.yml"],
      problems: expect.arrayContaining([
        expect.objectContaining({ severity: "error", file: "a.playbook.yml", at: { line: 15, column: 13 } }),
      ]),
    });
  });

  test.each([
    [["check", "nowhere"], "there is no file or folder nowhere"],
    [["check", "notes.txt"], "notes.txt is not a *.playbook.yml"],
    [["check", "empty"], "no *.playbook.yml, *.test.yml, site.yml or services.yml in empty"],
    [["check", "--format", "xml"], "Allowed choices are text, json, github, sarif"],
    [["chekc"], "Did you mean check?"],
    [["user", "add", "ana@example.com"], "--role"],
    [
      ["user", "add", "ana@example.com", "--role", "king"],
      "Allowed choices are admin, marketer, rep, viewer",
    ],
  ])("called wrongly, %j: 2", async (args, complaint) => {
    const { status, err } = await parley(args, { "notes.txt": "hello", "empty/notes.txt": "hello" });
    expect(err).toContain(complaint);
    expect(status).toBe(2);
  });

  test("tells its version and how it is used", async () => {
    expect(await parley(["--version"], {})).toEqual({ status: 0, out: "1.2.3\n", err: "" });
    const { status, out } = await parley(["--help"], {});
    expect(status).toBe(0);
    for (const command of ["check", "test", "chat", "dev", "serve", "user"])
      expect(out).toContain(`  ${command}`);
  });
});
