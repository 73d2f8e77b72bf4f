import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";

const script = fileURLToPath(new URL("check-lock.mjs", import.meta.url));
const sound = {
  "": { dependencies: { db: "1.0.0" } },
  "node_modules/db": { version: "1.0.0", license: "MIT", optionalDependencies: { "db-linux": "1.0.0" } },
  "node_modules/db-linux": { version: "1.0.0", license: "(MIT OR GPL-2.0)", optional: true },
};

test("passes a lock that holds all binaries, names no host and has permissive licences", () => {
  expect(checkLock(sound)).toEqual({ status: 0, said: "lock: 2 packages, nothing to say\n" });
});

test.each([
  [
    "a platform's binary is missing",
    "node_modules/db-linux",
    undefined,
    "db-linux, optional for node_modules/db, is missing",
  ],
  [
    "an address stands in it",
    "node_modules/x",
    { resolved: "https://npm.example/x.tgz", license: "MIT" },
    "names an address",
  ],
  ["a licence is not permissive", "node_modules/x", { license: "GPL-3.0" }, "has licence GPL-3.0"],
  [
    "one of two licences is not permissive",
    "node_modules/x",
    { license: "MIT AND GPL-3.0" },
    "has licence MIT AND GPL-3.0",
  ],
  ["a package has no licence", "node_modules/x", {}, "has licence (none)"],
])("fails when %s", (_, path, entry, complaint) => {
  const { status, said } = checkLock({ ...sound, [path]: entry });
  expect(status).toBe(1);
  expect(said).toContain(complaint);
});

test("does not mind the licence of what is only used while developing", () => {
  expect(checkLock({ ...sound, "node_modules/x": { license: "GPL-3.0", dev: true } }).status).toBe(0);
});

function checkLock(packages: Record<string, object | undefined>): { status: number | null; said: string } {
  const folder = mkdtempSync(join(tmpdir(), "parley-lock-"));
  try {
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages }));
    const { status, stdout } = spawnSync(process.execPath, [script], { cwd: folder, encoding: "utf8" });
    return { status, said: stdout };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
