// `npm start`: builds what is stale, then serves the sample site with the shipped playbooks. `npm run dev`: the same, and watches.
import { spawnSync } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const parley = fileURLToPath(new URL("../dist/cli/parley.js", import.meta.url));
const args = process.argv.slice(2);
process.chdir(root);

const built = spawnSync(process.execPath, ["scripts/build.mjs", "--if-stale"], { stdio: "inherit" });
if (built.status === 0) {
  // In this process, not in a child: a signal, or a kill that cannot be passed on, then meets the server itself.
  process.argv = [
    process.execPath,
    parley,
    ...(args[0] === "dev" ? args : ["serve", "--sample-site", "examples/sample-site", ...args]),
  ];
  await import(pathToFileURL(parley).href);
} else {
  process.exitCode = built.status ?? 1;
}
