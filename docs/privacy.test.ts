import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { defaultSite, readSite } from "../engine/index.ts";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const page = read("privacy.md");
const STORES = "../server/stores";
const sources = (folder: string) =>
  readdirSync(new URL(`${STORES}/${folder}`, import.meta.url))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => read(`${STORES}/${folder}/${name}`))
    .join("\n");

/** The names in code style of one column of the page's table. */
function column(n: number): readonly string[] {
  const rows = page.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| what |"));
  return rows.flatMap((row) =>
    [...(row.split("|")[n] ?? "").matchAll(/`([\w.]+)`/g)].map(([, name]) => name ?? ""),
  );
}

test("every table of SQLite is on the page, and no others", () => {
  const text = sources("sqlite") + sources("sqlite/migrations");
  const made = [...text.matchAll(/create table (?:if not exists )?(\w+)/g)].map(([, name]) => name ?? "");
  const dropped = [...text.matchAll(/drop table (\w+)/g)].map(([, name]) => name ?? "");
  const tables = made.filter((name) => !dropped.includes(name));
  expect(tables.length).toBeGreaterThan(8);
  // Files are no table.
  expect([...column(2)].filter((name) => name !== "files").toSorted((a, b) => a.localeCompare(b))).toEqual(
    tables.toSorted((a, b) => a.localeCompare(b)),
  );
});

test("every collection of MongoDB is on the page, and no others", () => {
  const models = [...sources("mongo").matchAll(/\.model<\w+>\(\s*"\w+",[^;]*?"(\w+)",?\s*\)/g)].map(
    ([, name]) => name ?? "",
  );
  const buckets = [...sources("mongo").matchAll(/const \w*BUCKET\w* = "(\w+)"/g)].flatMap(([, name]) => [
    `${name}.files`,
    `${name}.chunks`,
  ]);
  expect(models.length).toBeGreaterThan(8);
  // One collection may hold several things.
  expect([...new Set(column(3))].toSorted((a, b) => a.localeCompare(b))).toEqual(
    [...models, ...buckets].toSorted((a, b) => a.localeCompare(b)),
  );
});

test("the page says the retention that holds where site.yml says nothing", () => {
  const [, yml = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  expect(readSite(yml, "site.yml").site?.retention).toEqual(defaultSite().retention);
  expect(yml).toContain("leads:");
});
