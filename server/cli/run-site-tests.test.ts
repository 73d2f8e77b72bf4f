import { readFile } from "node:fs/promises";
import { join } from "node:path";
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

  test("--coverage lists what was not walked, without it a run above its floors does not", async () => {
    const files = { "a.playbook.yml": GREETER, "a.test.yml": GREETER_TESTS };
    const { status, out } = await parleyTest(files, [".", "--coverage"]);
    expect(status).toBe(0);
    expect(out).toContain("    not walked: start:end#2  a.playbook.yml:18:7\n");
    expect((await parleyTest(files)).out).not.toContain("not walked");
  });

  test("--junit writes the results as XML", async () => {
    const cwd = await keptFolder({
      "a.playbook.yml": GREETER,
      "a.test.yml": GREETER_TESTS.replace("Likes red", "Likes <red> & more").replace(
        "Which color?",
        "Which colour?",
      ),
    });
    const status = await runCommand(["test", ".", "--junit", "out.xml"], keptTerminal({ cwd }), HERE);
    expect(status).toBe(1);
    const xml = await readFile(join(cwd, "out.xml"), "utf8");
    expect(xml).toContain('<testsuite name="greeter" tests="1" failures="1">');
    expect(xml).toContain(
      '<testcase name="Likes &lt;red&gt; &amp; more" classname="greeter" file="a.test.yml" line="3">',
    );
    expect(xml).toContain(
      '<failure message="the bot should say &quot;Which colour?&quot;, and says &quot;Which color?&quot;">',
    );
    expect(xml).toContain(
      "✗ bot      Which color?  [Red] [Blue]\ntest line a.test.yml:7:9\nat step start:ask:color",
    );
  });

  test("services that change something are known from services.yml", async () => {
    const playbook = `playbook: buyer
questions: { size: { ask: How many?, answer: number } }
talk:
  start:
    - ask: size
    - { call: shop.order, send: { size: "{{ size }}" }, if_fails: [{ end: failed }] }
    - end: bought
`;
    const tests = `tests: buyer
conversations:
  - name: A
    given: { services: { shop.order: ok } }
    steps: [{ user: "5" }, { user: "sorry, I meant 6" }]
    tags: "not sent again: shop.order"
`;
    const services = (changes: boolean) =>
      `services: { shop.order: { method: POST, address: "https://shop.example/", changes: ${changes} } }`;
    const files = { "a.playbook.yml": playbook, "a.test.yml": tests };
    expect((await parleyTest({ ...files, "services.yml": services(true) })).status).toBe(0);
    expect((await parleyTest({ ...files, "services.yml": services(false) })).status).toBe(1);
  });
});
