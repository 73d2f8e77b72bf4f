import { expect, test } from "@jest/globals";
import Database from "libsql";
import { migrate } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/all.ts";

test("SQLite refuses to change or delete a line of the audit log", () => {
  const db = new Database(":memory:");
  migrate(db, MIGRATIONS);
  db.exec("insert into audit (site, seq, body) values ('s', 1, '{}')");
  for (const sql of ["update audit set body = '[]'", "delete from audit"])
    expect(() => db.exec(sql)).toThrow("the audit log is only added to");
  expect(db.prepare("select body from audit").all()).toEqual([{ body: "{}" }]);
});
