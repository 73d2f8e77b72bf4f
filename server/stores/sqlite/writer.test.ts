import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import Database from "libsql";
import { StoreAwayError } from "../ports.ts";
import { openWriter, type Writer } from "./writer.ts";

describe("the writer", () => {
  let dir: string;
  let db: Database.Database;
  let writer: Writer;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "parley-writer-"));
    db = new Database(join(dir, "x.db"), { timeout: 1 });
    db.exec("pragma journal_mode = wal");
    db.exec("create table word (id integer primary key, text text not null) strict");
    writer = openWriter(db);
  });
  afterEach(async () => {
    await writer.idle();
    db.close();
    await rm(dir, { recursive: true });
  });

  function insert(id: number, text: string | null = "word"): Promise<number> {
    const statement = db.prepare("insert into word (id, text) values (?, ?)");
    return writer.write(() => {
      statement.run([id, text]);
      return id;
    });
  }
  function count(): unknown {
    return db.prepare("select count(*) as n from word").all();
  }

  test("puts what comes at the same moment into one commit and gives each caller its own outcome", async () => {
    const exec = jest.spyOn(db, "exec");
    const ids = Array.from({ length: 50 }, (_, id) => id);
    expect(await Promise.all(ids.map((id) => insert(id)))).toEqual(ids);
    expect(exec.mock.calls.filter(([sql]) => sql === "commit")).toHaveLength(1);
    await insert(100);
    expect(exec.mock.calls.filter(([sql]) => sql === "commit")).toHaveLength(2);
    expect(count()).toEqual([{ n: 51 }]);
  });

  test("tells nobody before the commit", async () => {
    let told = 0;
    const told3 = [1, 2, 3].map(async (id) => {
      await insert(id);
      told += 1;
    });
    const exec = jest.spyOn(db, "exec").mockImplementation((sql) => {
      if (sql === "commit") expect(told).toBe(0);
      return Database.prototype.exec.call(db, sql);
    });
    await Promise.all(told3);
    expect(exec).toHaveBeenCalledWith("commit");
    expect(told).toBe(3);
  });

  test("keeps the others when one of a batch is bad, and tells only that one", async () => {
    const results = await Promise.allSettled([insert(1), insert(2, null), insert(3), insert(1)]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "rejected"]);
    expect(results[1]).toMatchObject({ reason: { code: "SQLITE_CONSTRAINT_NOTNULL" } });
    expect(count()).toEqual([{ n: 2 }]);
  });

  test("writes what comes while it writes", async () => {
    await Promise.all([insert(1).then(() => insert(2)), insert(3).then(() => insert(4))]);
    expect(count()).toEqual([{ n: 4 }]);
  });

  test("waits while another process writes, and says that the store is away when that takes too long", async () => {
    const other = new Database(join(dir, "x.db"));
    other.exec("begin immediate");
    const refused = await Promise.allSettled([insert(1), insert(2)]);
    for (const result of refused)
      expect(result).toMatchObject({ status: "rejected", reason: { code: "STORE_AWAY" } });
    const early = insert(4);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const late = insert(5);
    const began = performance.now();
    await expect(early).rejects.toMatchObject({ code: "STORE_AWAY" });
    await expect(late).rejects.toMatchObject({ code: "STORE_AWAY" });
    expect(performance.now() - began).toBeLessThan(2_000);
    const patient = insert(3);
    await new Promise(setImmediate);
    other.exec("rollback");
    expect(await patient).toBe(3);
    expect(count()).toEqual([{ n: 1 }]);
    other.close();
  });

  test("says that the store is away when the disk is full, keeps nothing of that, and goes on when there is room", async () => {
    await insert(1);
    db.exec("pragma max_page_count = 3");
    const big = "x".repeat(100_000);
    await expect(Promise.all([insert(2, big), insert(3, big)])).rejects.toThrow(StoreAwayError);
    await writer.idle();
    expect(count()).toEqual([{ n: 1 }]);
    db.exec("pragma max_page_count = 100000");
    await insert(4, big);
    expect(count()).toEqual([{ n: 2 }]);
    expect(db.pragma("integrity_check")).toEqual([{ integrity_check: "ok" }]);
  });
});
