import { describe, expect, test } from "@jest/globals";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { turnStage } from "../testing/turn-stage.ts";
import { runCommand } from "./commands.ts";
import { GREETER, keptFolder } from "./kept-folder.ts";
import { HERE, keptTerminal } from "./kept-terminal.ts";

async function diffOf(now: string, ...options: readonly string[]) {
  const cwd = await keptFolder({ "old/greeter.playbook.yml": GREETER, "new/greeter.playbook.yml": now });
  const run = async (...paths: readonly string[]) => {
    const terminal = keptTerminal({ cwd });
    const status = await runCommand(["diff", ...paths, ...options], terminal, HERE);
    return { status, ...terminal.said };
  };
  return {
    files: await run("old/greeter.playbook.yml", "new/greeter.playbook.yml"),
    folders: await run("old", "new"),
  };
}

describe("parley diff", () => {
  test("what is worded anew stands as it was above what it is, for files and for folders", async () => {
    const { files, folders } = await diffOf(GREETER.replace("Hello!", "Good day."));
    expect(files).toEqual({
      status: 0,
      err: "",
      out: [
        "greeter: 1 change",
        "  Steps",
        "    changed  message  (start)",
        "               says  was: Hello!",
        "                     now: Good day.",
        "",
      ].join("\n"),
    });
    expect(folders).toEqual(files);
  });

  test("comments, line breaks and quotes are no change", async () => {
    const same = `# a comment\n${GREETER.replace("say: Hello!", '"say":   "Hello!"   # said')}`;
    expect(same).not.toBe(GREETER);
    expect((await diffOf(same)).files).toEqual({
      status: 0,
      err: "",
      out: "Nothing changes for visitors.\n",
    });
    expect((await diffOf(GREETER)).folders.out).toBe("Nothing changes for visitors.\n");
  });

  test("steps that moved, went and came; choices, conditions and starts", async () => {
    const now = GREETER.replace("[name, color]", "[color, name]")
      .replace("[Red, Blue]", "[Red, Green]")
      .replace("color: Red }", "color: Green }")
      .replace("page: /", "page: /pricing")
      .replace("    - say: Hello!\n", "")
      .replace("    - end: blue", "    - tag: cold\n    - end: blue");
    const { out } = (await diffOf(now)).files;
    expect(out).toMatch(/removed {2}starts on \/, by web$/m);
    expect(out).toMatch(/added {4}starts on \/pricing, by web$/m);
    expect(out).toMatch(/removed {2}message {2}\(start\)\n +says: Hello!$/m);
    expect(out).toMatch(/moved {4}asks (name|color)$/m);
    expect(out).toMatch(/added {4}tag {2}\(start\)\n +tags: cold$/m);
    expect(out).toMatch(/choices {2}was: Red \| Blue\n +now: Red \| Green$/m);
    expect(out).toMatch(/when {2}was: color Red\n +now: color Green$/m);
  });

  test("scores, grades and promises; a question with a new name is not one that went", async () => {
    const rules = (points: number, hot: number, most: number) =>
      `score: [{ when: { color: Red }, add: ${points}, because: Likes red }]
grades: { hot: ${hot}, warm: 1 }
promises: { at_most: { questions: ${most} } }
`;
    const cwd = await keptFolder({
      "old.playbook.yml": GREETER + rules(5, 10, 3),
      "new.playbook.yml": `${GREETER.replace("  name:", "  called_name:").replace("[name, ", "[called_name, ")}${rules(8, 20, 4)}renamed: { name: called_name }\n`,
    });
    const terminal = keptTerminal({ cwd });
    expect(await runCommand(["diff", "old.playbook.yml", "new.playbook.yml", "--json"], terminal, HERE)).toBe(
      0,
    );
    const { playbooks } = JSON.parse(terminal.said.out) as {
      playbooks: readonly { changes: readonly { is: string; what: string }[] }[];
    };
    const told = playbooks.flatMap(({ changes }) => changes.map(({ is, what }) => `${is} ${what}`));
    expect(told).toEqual(
      expect.arrayContaining([
        "renamed called_name",
        "changed Likes red",
        "changed grades",
        "changed at most",
      ]),
    );
    expect(told.filter((one) => /added|removed|moved/.test(one))).toEqual([]);
  });

  test("with a store, how many running conversations go on where; nothing is published", async () => {
    const now = GREETER.replace("ask: [name, color]", "ask: [color, name]");
    const cwd = await keptFolder({
      "playbooks/greeter.playbook.yml": GREETER,
      "new/greeter.playbook.yml": now,
    });
    const env = { PLAYBOOKS_DIR: `${cwd}/playbooks`, DATA_DIR: `${cwd}/data`, SECRET_KEY: "k".repeat(32) };
    const run = async (...args: readonly string[]) => {
      const terminal = keptTerminal({ cwd });
      const status = await runCommand(args, terminal, { ...HERE, env });
      return { status, ...terminal.said };
    };
    await run("publish");
    const stores = await openSqlite({ dir: env.DATA_DIR });
    const before = await stores.versions.live("default");
    const stage = await turnStage({ stores, playbook: GREETER });
    for (const id of ["one", "two"]) await stage.begin(id);
    const { status, out, err } = await run("diff", "playbooks", "new");
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toMatch(/^ {2}Conversations: 2 running: 2 get a new one \(color\)\.$/m);
    expect(await stores.versions.live("default")).toEqual(before);
    await stores.close();
  });

  test("--json gives the same as data", async () => {
    const { out } = (await diffOf(GREETER.replace("Hello!", "Good day."), "--json")).files;
    expect(JSON.parse(out)).toMatchObject({
      playbooks: [
        { playbook: "greeter", changes: [{ is: "changed", parts: [{ was: "Hello!", now: "Good day." }] }] },
      ],
    });
  });

  test("a path that leads nowhere: 2; a playbook with errors: 1", async () => {
    const terminal = keptTerminal({ cwd: await keptFolder({ "old.playbook.yml": GREETER }) });
    expect(await runCommand(["diff", "old.playbook.yml", "gone.playbook.yml"], terminal, HERE)).toBe(2);
    expect(await runCommand(["diff", "old.playbook.yml"], terminal, HERE)).toBe(2);
    expect((await diffOf("playbook: greeter\ntalk: {}\n")).files.status).toBe(1);
  });
});
