import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { aConversation } from "../stores/examples.contract.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { runCommand } from "./commands.ts";
import { keptFolder } from "./kept-folder.ts";
import { HERE, keptTerminal } from "./kept-terminal.ts";

async function machine() {
  const cwd = await keptFolder({ "data/secret-key": `${"k".repeat(40)}\n`, "data/files/a/b": "a picture" });
  const run = async (dataDir: string, ...args: readonly string[]) => {
    const terminal = keptTerminal({ cwd });
    const status = await runCommand(args, terminal, { ...HERE, env: { DATA_DIR: join(cwd, dataDir) } });
    return { status, ...terminal.said };
  };
  const open = (dataDir: string) => openSqlite({ dir: join(cwd, dataDir) });
  return { cwd, run, open };
}

async function backedUp() {
  const here = await machine();
  const stores = await here.open("data");
  await stores.conversations.create(aConversation("site", "before"));
  expect(await here.run("data", "backup", "copy")).toMatchObject({ status: 0, err: "" });
  await stores.conversations.create(aConversation("site", "after"));
  await stores.close();
  return here;
}

describe("parley backup and restore", () => {
  test("bring back what was there when a working server was copied, files and key too", async () => {
    const { cwd, run, open } = await backedUp();
    expect(await run("restored", "restore", "copy")).toMatchObject({ status: 0, err: "" });
    const stores = await open("restored");

    expect(await stores.conversations.load("site", "before")).toEqual(aConversation("site", "before"));
    expect(await stores.conversations.load("site", "after")).toBeUndefined();
    await stores.close();
    expect(await readFile(join(cwd, "restored/files/a/b"), "utf8")).toBe("a picture");
    expect(await readFile(join(cwd, "restored/secret-key"), "utf8")).toContain("kkk");
  });

  test("never overwrite: neither a backup nor a database", async () => {
    const { run } = await backedUp();
    expect(await run("data", "backup", "copy")).toMatchObject({
      status: 1,
      err: expect.stringContaining("not empty"),
    });
    expect(await run("data", "restore", "copy")).toMatchObject({
      status: 1,
      err: expect.stringContaining("holds a database already"),
    });
  });

  test.each([
    ["a changed file", "files/a/b", "files/a/b is missing, or not as it was copied"],
    ["a damaged database", "parley.db", "parley.db is missing, or not as it was copied"],
    ["no list of what it holds", "backup.json", "this is no backup"],
  ])("refuse a copy with %s, and restore nothing of it", async (_name, file, told) => {
    const { cwd, run, open } = await backedUp();
    const bytes = await readFile(join(cwd, "copy", file));
    bytes.fill(0, bytes.length >> 1);
    await writeFile(join(cwd, "copy", file), bytes);
    expect(await run("restored", "restore", "copy")).toMatchObject({
      status: 1,
      err: expect.stringContaining(told),
    });
    const stores = await open("restored");
    expect(await stores.conversations.load("site", "before")).toBeUndefined();
    await stores.close();
  });

  test("say what to do where there is nothing to copy, or the store is MongoDB", async () => {
    const { cwd, run } = await backedUp();
    await rename(join(cwd, "data"), join(cwd, "gone"));
    expect(await run("data", "backup", "other")).toMatchObject({
      status: 1,
      err: expect.stringContaining("Is DATA_DIR right?"),
    });
    const terminal = keptTerminal({ cwd });
    const env = { MONGODB_URI: "mongodb://127.0.0.1:1/none" };
    for (const command of ["backup", "restore"]) {
      expect(await runCommand([command, "other"], terminal, { ...HERE, env })).toBe(2);
    }
    expect(terminal.said.err).toContain("mongodump");
    expect(terminal.said.err).toContain("mongorestore");
  });
});
