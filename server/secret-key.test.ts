import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { keptSecretKey } from "./secret-key.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "parley-key-"));
});
afterEach(() => rm(dir, { recursive: true }));

test("is made once, for its owner's eyes only, and is the same at the next start", async () => {
  const data = join(dir, "data");
  const first = await keptSecretKey(data);
  expect(first.length).toBeGreaterThanOrEqual(32);
  expect(await keptSecretKey(data)).toBe(first);
  expect((await stat(join(data, "secret-key"))).mode & 0o077).toBe(0);
  expect((await readFile(join(data, "secret-key"), "utf8")).trim()).toBe(first);
});

test("is one key for two servers that start at once", async () => {
  const keys = await Promise.all([keptSecretKey(dir), keptSecretKey(dir), keptSecretKey(dir)]);
  expect(new Set(keys).size).toBe(1);
  expect(await readdir(dir)).toEqual(["secret-key"]);
});

test("differs from folder to folder", async () => {
  expect(await keptSecretKey(join(dir, "a"))).not.toBe(await keptSecretKey(join(dir, "b")));
});

test("that is too short to be one is told, not used", async () => {
  await writeFile(join(dir, "secret-key"), "short\n");
  await expect(keptSecretKey(dir)).rejects.toThrow("holds no usable key");
});
