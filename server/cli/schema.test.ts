import { describe, expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { runCommand } from "./commands.ts";
import { GREETER, GREETER_TESTS, keptFolder } from "./kept-folder.ts";
import { HERE, keptTerminal } from "./kept-terminal.ts";

const FILES = { "a.playbook.yml": GREETER, "a.test.yml": GREETER_TESTS, "site.yml": "site: a\n" };

async function parleySchema(...args: readonly string[]) {
  const terminal = keptTerminal({ cwd: await keptFolder(FILES) });
  const status = await runCommand(["schema", ...args], terminal, HERE);
  return { status, ...terminal.said };
}

function takes(schema: string, text: string): boolean {
  return new Ajv2020({ strict: false }).compile(JSON.parse(schema) as object)(parse(text));
}

describe("parley schema", () => {
  test.each([
    [["playbook"], GREETER],
    [[], GREETER],
    [["test"], GREETER_TESTS],
    [["--for", "a.playbook.yml"], GREETER],
    [["--for", "a.test.yml"], GREETER_TESTS],
    [["site"], "site: a"],
    [["services"], "services: { a: { method: GET, address: https://a.example } }"],
  ])("%j prints a schema that takes a right file and no other kind", async (args, text) => {
    const { status, out } = await parleySchema(...args);
    expect(status).toBe(0);
    expect(takes(out, text)).toBe(true);
    expect(takes(out, "nonsense: 1")).toBe(false);
  });

  test("for a file, only its names are taken", async () => {
    const wrong = GREETER.replace("ask: [name, color]", "ask: [nmae, color]");
    expect(takes((await parleySchema("playbook")).out, wrong)).toBe(true);
    expect(takes((await parleySchema("--for", "a.playbook.yml")).out, wrong)).toBe(false);
    const start = GREETER_TESTS.replace("  - name:", "  - start_at: strt\n    name:");
    expect(takes((await parleySchema("test")).out, start)).toBe(true);
    expect(takes((await parleySchema("--for", "a.test.yml")).out, start)).toBe(false);
  });

  test.each([
    [["poem"], "Allowed choices are playbook, test, site, services"],
    [["--for", "b.playbook.yml"], "there is no file or folder b.playbook.yml"],
    [["--for", "."], "name one file"],
  ])("called wrongly, %j: 2", async (args, complaint) => {
    const { status, err } = await parleySchema(...args);
    expect(err).toContain(complaint);
    expect(status).toBe(2);
  });
});
