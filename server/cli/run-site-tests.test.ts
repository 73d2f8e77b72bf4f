import { describe, expect, test } from "@jest/globals";
import { runCommand } from "./commands.ts";
import { GREETER, GREETER_TESTS, keptFolder } from "./kept-folder.ts";
import { HERE, keptTerminal } from "./kept-terminal.ts";

async function parleyTest(files: Readonly<Record<string, string>>, args: readonly string[] = ["."]) {
  const terminal = keptTerminal({ cwd: await keptFolder(files) });
  const status = await runCommand(["test", ...args], terminal, HERE);
  return { status, ...terminal.said };
}

describe("parley test", () => {
  test("conversations that hold: 0, with the coverage", async () => {
    const { status, out } = await parleyTest({ "a.playbook.yml": GREETER, "a.test.yml": GREETER_TESTS });
    expect(out).toBe(
      "greeter\n  ✓ Likes red\n  coverage: steps 83% (5/6), branches 50% (1/2)\n\n1 conversation, 0 failed\n",
    );
    expect(status).toBe(0);
  });

  test("a conversation that does not hold: 1, with the transcript, the difference marked and both places", async () => {
    const { status, out } = await parleyTest({
      "a.playbook.yml": GREETER,
      "a.test.yml": GREETER_TESTS.replace("bot: Which color?", "bot: Which colour?"),
    });
    expect(status).toBe(1);
    expect(out).toContain(`  ✗ Likes red
      bot      Hello!
      bot      What is your name?
      visitor  Ana
    ✗ bot      Which color?  [Red] [Blue]
    the bot should say "Which colour?", and says "Which color?"
      test line a.test.yml:7:9
      at step start:ask:color  a.playbook.yml:15:`);
  });

  test("coverage below its floor: 1, with what was not walked", async () => {
    const { status, out } = await parleyTest({
      "a.playbook.yml": GREETER,
      "a.test.yml": GREETER_TESTS.replace("steps: 80", "steps: 90, branches: 60"),
    });
    expect(status).toBe(1);
    expect(out).toContain("below the floor: steps 83% of 90%, branches 50% of 60%");
    expect(out).toContain("not walked: start:end#2  a.playbook.yml:18:7");
  });

  test("a test without its playbook, and a playbook with errors: 1", async () => {
    expect(await parleyTest({ "a.test.yml": GREETER_TESTS })).toMatchObject({
      status: 1,
      out: expect.stringContaining('there is no playbook "greeter" here, or it has errors'),
    });
    const broken = {
      "a.playbook.yml": GREETER.replace("- ask: [", "- aks: ["),
      "a.test.yml": GREETER_TESTS,
    };
    expect(await parleyTest(broken)).toMatchObject({
      status: 1,
      out: expect.stringContaining(`a.playbook.yml:15:7  error  I don't know "aks" here.`),
    });
  });

  test("no tests there: 2", async () => {
    expect(await parleyTest({ "a.playbook.yml": GREETER })).toMatchObject({
      status: 2,
      err: "parley test: no *.test.yml in .\n",
    });
  });
});
