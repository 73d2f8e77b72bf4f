// Makes docs/pictures/ from a real run: `node scripts/screenshots.mjs [folder]`. Needs Chromium.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Steps in order; the first that fails ends it. */
function main(folder) {
  const steps = [
    ["scripts/build.mjs", "--if-stale"],
    ["--import", "tsx", "e2e/screenshots.ts", ...folder],
  ];
  for (const step of steps) {
    const { status } = spawnSync(process.execPath, step, { cwd: root, stdio: "inherit" });
    if (status !== 0) return status ?? 1;
  }
  return 0;
}

process.exitCode = main(process.argv.slice(2));
