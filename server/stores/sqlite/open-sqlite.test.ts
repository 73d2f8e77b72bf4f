import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import Database from "libsql";
import { aConversation } from "../examples.contract.ts";
import { StoreAwayError } from "../ports.ts";
import { openFile } from "./file.ts";
import { openSqlite } from "./open-sqlite.ts";

describe("openSqlite", () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "parley-sqlite-"));
  });
  afterEach(() => rm(dir, { recursive: true }));

  test("makes the folder, and finds everything there again", async () => {
    const deep = join(dir, "a", "b");
    const first = await openSqlite({ dir: deep });
    const conversation = await first.conversations.create(aConversation("site", "c1"));
    await first.close();
    const again = await openSqlite({ dir: deep });
    expect(await again.conversations.load("site", "c1")).toEqual(conversation);
    await again.close();
  });

  test("after closing, everything is in the one file: a copy of it is a backup", async () => {
    const stores = await openSqlite({ dir });
    const conversation = await stores.conversations.create(aConversation("site", "c1"));
    await stores.close();
    const copy = join(dir, "copy");
    await mkdir(copy);
    await copyFile(join(dir, "parley.db"), join(copy, "parley.db"));
    const backup = await openSqlite({ dir: copy });
    expect(await backup.conversations.load("site", "c1")).toEqual(conversation);
    await backup.close();
  });

  test("writes ahead and waits for the disk", async () => {
    const file = await openFile(dir);
    const [mode] = file.statement("pragma journal_mode").all();
    const [synchronous] = file.statement("pragma synchronous").all();
    expect([mode, synchronous]).toEqual([{ journal_mode: "wal" }, { synchronous: 2 }]);
    await file.close();
  });

  test("closing waits for writes under way; afterwards the store is away", async () => {
    const stores = await openSqlite({ dir });
    const creating = stores.conversations.create(aConversation("site", "c1"));
    await Promise.all([stores.close(), stores.close()]);
    expect((await creating).id).toBe("c1");
    await expect(stores.ping()).rejects.toThrow(StoreAwayError);
    await expect(stores.conversations.load("site", "c1")).rejects.toThrow(StoreAwayError);
    await expect(stores.conversations.create(aConversation("site", "c2"))).rejects.toThrow(StoreAwayError);
    const again = await openSqlite({ dir });
    expect(await again.conversations.load("site", "c1")).toBeDefined();
    await again.close();
  });

  test("refuses the file of a newer server", async () => {
    const newer = new Database(join(dir, "parley.db"));
    newer.exec("pragma user_version = 9999");
    newer.close();
    await expect(openSqlite({ dir })).rejects.toThrow("upgrade the server");
  });

  test.each(["parley.db", "counters.db"])(
    "waits while another process makes %s: SQLite itself does not",
    async (name) => {
      const other = new Database(join(dir, name));
      other.exec("begin exclusive");
      const opening = openSqlite({ dir });
      await new Promise((resolve) => setImmediate(resolve));
      other.exec("rollback");
      other.close();
      const stores = await opening;
      await stores.ping();
      await stores.close();
    },
  );

  test("says what is wrong with a file that is no database", async () => {
    await writeFile(join(dir, "parley.db"), "not a database, and long enough to be looked at\n".repeat(100));
    await expect(openSqlite({ dir })).rejects.toThrow("not a database");
  });

  test("in memory, each store is its own and gone when closed", async () => {
    const one = await openSqlite({ dir: ":memory:" });
    const two = await openSqlite({ dir: ":memory:" });
    await one.conversations.create(aConversation("site", "c1"));
    await one.ping();
    expect(await two.conversations.load("site", "c1")).toBeUndefined();
    await Promise.all([one.close(), two.close()]);
  });

  test("no look-up of a conversation or a lead reads the whole table", async () => {
    const file = await openFile(dir);
    const plans = [
      "select body from conversation where site = ? and queue = ? and (listed_at, id) > (?, ?) order by listed_at, id limit ?",
      "select body from conversation where site = ? and queue = ? and owner = ? order by listed_at desc, id desc limit ?",
      "select 1 from conversation where site = ? and next_due_at <= ? and (clocks_lease_for is not next_due_at or clocks_lease_until <= ?) limit 1",
      "select body from lead where site = ? and address = ? and id <> ? order by updated_at desc, id desc limit 50",
      "select body from lead where site = ? and (updated_at, id) < (?, ?) order by updated_at desc, id desc limit ?",
    ].map((sql) => JSON.stringify(file.statement(`explain query plan ${sql}`).all()));
    for (const plan of plans) expect(plan).toMatch(/USING INDEX/);
    for (const plan of plans) expect(plan).not.toMatch(/SCAN/);
    await file.close();
  });
});
