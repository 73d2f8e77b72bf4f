import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, test } from "@jest/globals";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { turnStage } from "../testing/turn-stage.ts";
import { runCommand } from "./commands.ts";
import { GREETER, keptFolder } from "./kept-folder.ts";
import { HERE, keptTerminal } from "./kept-terminal.ts";

const SITE = "name: Fernway\npublish_from: store\n";
const RUNS = `playbook: greeter
language: en
talk:
  start:
    - run: closing
    - end: done
`;
const CLOSING = `playbook: closing
language: en
talk:
  start:
    - say: Good bye!
    - end: closed
`;

async function site(
  files: Readonly<Record<string, string>> = { "site.yml": SITE, "greeter.playbook.yml": GREETER },
) {
  const cwd = await keptFolder(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`playbooks/${name}`, text])),
  );
  const env = { PLAYBOOKS_DIR: `${cwd}/playbooks`, DATA_DIR: `${cwd}/data`, SECRET_KEY: "k".repeat(32) };
  const run = async (...args: readonly string[]) => {
    const terminal = keptTerminal({ cwd });
    const status = await runCommand(args, terminal, { ...HERE, env });
    return { status, ...terminal.said };
  };
  const live = async () => {
    const stores = await openSqlite({ dir: `${cwd}/data` });
    const versions = await stores.versions.live("default");
    await stores.close();
    return versions;
  };
  const audited = async () => {
    const stores = await openSqlite({ dir: `${cwd}/data` });
    const lines = await stores.audit.list("default", 99, 99);
    await stores.close();
    return lines.map(({ who, what, object, detail }) => [who, what, object, detail]);
  };
  return { cwd, run, live, audited, path: (name: string) => `${cwd}/playbooks/${name}` };
}

describe("parley publish", () => {
  test("makes the folder live with its note, and what is live already is not published again", async () => {
    const { run, live, audited } = await site();
    expect(await run("publish", "--note", "first words")).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^greeter: 0 running\.\ngreeter: published [0-9a-f]{64}\n$/),
    });
    expect(await live()).toMatchObject([{ playbook: "greeter", text: GREETER, note: "first words" }]);
    expect((await run("publish")).out).toBe("Everything in the folder is live already.\n");
    const who = { kind: "server", id: "parley publish" };
    expect(await audited()).toEqual([[who, "playbook.published", (await live())[0]?.hash, "greeter"]]);
  });

  test("publishes nothing when one file is wrong", async () => {
    const { run, live, path } = await site();
    await writeFile(path("wrong.playbook.yml"), "playbook: wrong\ntalk: {}\n");
    expect(await run("publish")).toMatchObject({
      status: 1,
      err: expect.stringContaining("wrong.playbook.yml:2"),
    });
    expect(await live()).toEqual([]);
  });

  test("says before whom it moves", async () => {
    const { cwd, run, path } = await site();
    await run("publish");
    const stores = await openSqlite({ dir: `${cwd}/data` });
    const [version] = await stores.versions.live("default");
    const stage = await turnStage({ stores, playbook: GREETER });
    expect(stage.compiled.version).toBe(version?.hash);
    for (const id of ["one", "two"]) await stage.begin(id);
    await stores.close();
    await writeFile(
      path("greeter.playbook.yml"),
      GREETER.replace("ask: [name, color]", "ask: [color, name]"),
    );
    expect((await run("publish")).out).toMatch(
      /^greeter: 2 running: 2 get a new one \(color\)\.\ngreeter: published [0-9a-f]{64}\n {2}to go back: parley publish --rollback [0-9a-f]{64}\n$/,
    );
  });

  test("rolls back by publishing an older version, and only from the store", async () => {
    const { run, live, path } = await site();
    await run("publish");
    const [first] = await live();
    await writeFile(path("greeter.playbook.yml"), GREETER.replace("Hello!", "Good day."));
    await run("publish");
    expect((await live())[0]?.hash).not.toBe(first?.hash);
    expect((await run("publish", "--rollback", first?.hash ?? "")).status).toBe(0);
    expect(await live()).toEqual([first]);
    expect(await run("publish", "--rollback", "0".repeat(64))).toMatchObject({ status: 1 });
    await writeFile(path("site.yml"), "name: Fernway\n");
    expect(await run("publish", "--rollback", first?.hash ?? "")).toMatchObject({
      status: 1,
      err: expect.stringContaining("publish_from: folder"),
    });
  });

  test("the hash covers the playbooks that are run, and nothing else of the folder", async () => {
    const { run, live, path } = await site({
      "site.yml": SITE,
      "greeter.playbook.yml": RUNS,
      "closing.playbook.yml": CLOSING,
    });
    const hashes = async () => {
      await run("publish");
      return new Map((await live()).map(({ playbook, hash }) => [playbook, hash]));
    };
    const first = await hashes();
    expect((await live()).find(({ playbook }) => playbook === "greeter")?.parts).toEqual([
      { file: "closing.playbook.yml", text: CLOSING },
    ]);
    await writeFile(path("site.yml"), `${SITE}time_zone: Europe/Berlin\n`);
    await writeFile(path("other.playbook.yml"), GREETER.replace("playbook: greeter", "playbook: other"));
    expect((await hashes()).get("greeter")).toBe(first.get("greeter"));
    await writeFile(path("closing.playbook.yml"), CLOSING.replace("Good bye", "So long"));
    expect((await hashes()).get("greeter")).not.toBe(first.get("greeter"));
  });
});

describe("parley pull", () => {
  test("writes what is live, and over a file that differs only with --force", async () => {
    const { run, path } = await site();
    await run("publish");
    expect(await run("pull")).toEqual({ status: 0, out: "", err: "" });
    await writeFile(path("greeter.playbook.yml"), "playbook: mine\n");
    expect(await run("pull")).toMatchObject({ status: 1, out: "" });
    expect(await readFile(path("greeter.playbook.yml"), "utf8")).toBe("playbook: mine\n");
    expect(await run("pull", "--force")).toMatchObject({ status: 0, out: "wrote greeter.playbook.yml\n" });
    expect(await readFile(path("greeter.playbook.yml"), "utf8")).toBe(GREETER);
  });
});
