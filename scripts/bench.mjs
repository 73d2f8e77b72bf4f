// `npm run bench`: bundles bench/ as the server itself is bundled, without tools in between that would cost time, and runs it.
// Arguments go through: `npm run bench -- --rounds 9`. `npm run bench language` measures the check and the compiling
// instead, `npm run bench:understanding` how well messages are understood.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { formsPlugin } from "./compiled-forms.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const outdir = "node_modules/.cache/parley-bench";

await build({
  absWorkingDir: root,
  entryPoints: [
    "turns",
    "language",
    "understanding",
    "first-check",
    "load",
    "http-floor",
    "express-floor",
    "parley-server",
  ].map((name) => `bench/${name}.ts`),
  outdir,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  packages: "external",
  logLevel: "warning",
  plugins: [formsPlugin],
});

const [which, ...more] = process.argv.slice(2);
const named = which === "language" || which === "understanding";
const [name, args] = named ? [which, more] : ["turns", process.argv.slice(2)];
const child = spawn(process.execPath, [`${outdir}/${name}.js`, ...args], {
  cwd: root,
  stdio: "inherit",
});
child.on("close", (code) => {
  process.exitCode = code ?? 1;
});
