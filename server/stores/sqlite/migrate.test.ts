import { expect, test } from "@jest/globals";
import Database from "libsql";
import { migrate } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/all.ts";

function schemaOf(db: Database.Database): unknown {
  return db.prepare("select name, sql from sqlite_schema order by name").all();
}

test("migrations are numbered from 1 without gaps", () => {
  expect(MIGRATIONS.map(({ id }) => id)).toEqual(MIGRATIONS.map((_, index) => index + 1));
});

test("migrating twice changes nothing", () => {
  const db = new Database(":memory:");
  migrate(db, MIGRATIONS);
  const once = schemaOf(db);
  expect(once).not.toEqual([]);
  migrate(db, MIGRATIONS);
  expect(schemaOf(db)).toEqual(once);
});

test("a database from the future is refused and left as it is", () => {
  const db = new Database(":memory:");
  const future = { id: MIGRATIONS.length + 1, name: "future", sql: "create table future (id text)" };
  migrate(db, [...MIGRATIONS, future]);
  const before = schemaOf(db);
  expect(() => {
    migrate(db, MIGRATIONS);
  }).toThrow(`at migration ${future.id}, this server knows ${MIGRATIONS.length}: upgrade the server`);
  expect(schemaOf(db)).toEqual(before);
});

test("a migration that fails leaves the database where it was, and only what is missing is run later", () => {
  const db = new Database(":memory:");
  const first = { id: 1, name: "first", sql: "create table first (id text)" };
  const broken = {
    id: 2,
    name: "broken",
    sql: "create table second (id text); create table first (id text)",
  };
  migrate(db, [first]);
  const before = schemaOf(db);
  expect(() => {
    migrate(db, [first, broken]);
  }).toThrow("already exists");
  expect(schemaOf(db)).toEqual(before);
  migrate(db, [first, { ...broken, sql: "create table second (id text)" }]);
  expect(schemaOf(db)).toHaveLength(2);
});
