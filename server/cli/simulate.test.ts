import { describe, expect, test } from "@jest/globals";
import { runCommand } from "./commands.ts";
import { GREETER, keptFolder } from "./kept-folder.ts";
import { HERE, keptTerminal } from "./kept-terminal.ts";

async function parley(...args: readonly string[]) {
  const terminal = keptTerminal({ cwd: await keptFolder({ "playbooks/greeter.playbook.yml": GREETER }) });
  const status = await runCommand(args, terminal, HERE);
  return { status, ...terminal.said };
}

describe("parley simulate", () => {
  test("a table of how conversations ended, the same for the same seed", async () => {
    const { status, out } = await parley("simulate", "greeter", "-n", "200", "--seed", "3");
    expect(status).toBe(0);
    expect(out).toMatch(/^greeter: 200 conversations, seed 3\n {2}outcome +number +share +acts +score\n/);
    expect(out).toMatch(/^ {2}red +\d+ +\d+\.\d% +\d+\.\d +0\.0$/m);
    expect((await parley("simulate", "greeter", "-n", "200", "--seed", "3")).out).toBe(out);
  });

  test("numbers that are none, and a playbook that is not there: 2", async () => {
    expect((await parley("simulate", "greeter", "-n", "few")).status).toBe(2);
    expect((await parley("simulate", "nowhere")).status).toBe(2);
  });
});

describe("parley graph", () => {
  test("a diagram for Mermaid, if nothing else is asked for", async () => {
    const { status, out } = await parley("graph", "greeter");
    expect(status).toBe(0);
    expect(out).toContain('flowchart TD\n  subgraph s0["start"]\n    n0["say: Hello!"]\n');
    expect((await parley("graph", "greeter", "--format", "dot")).out).toContain('digraph "Greeter" {');
  });

  test("a format that is none: 2", async () => {
    expect((await parley("graph", "greeter", "--format", "png")).status).toBe(2);
  });
});
