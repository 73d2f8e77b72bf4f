// Builds dist/ from the sources: `node scripts/build.mjs [--if-stale] [server] [widget] [console]`, all three when none is named.
// With --if-stale a part is built only when its sources differ from those that made what stands in dist/.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, mkdir, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { formsPlugin } from "./compiled-forms.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const shebang = "#!/usr/bin/env node";

// `from`: files and folders whose content decides. `makes`: what has to stand afterwards.
const parts = {
  server: {
    from: ["engine", "server", "package.json", "scripts/build.mjs", "scripts/compiled-forms.mjs"],
    makes: ["cli/parley.js", "engine/index.js", "server/index.js", "server/main.js"],
    build: buildServer,
  },
  widget: {
    from: ["console/widget", "server/wire", "package-lock.json", "scripts/build.mjs"],
    makes: ["widget/parley.js", "widget/chat.html"],
    build: () => run(["console/widget/build.mjs"]),
  },
  console: {
    from: ["console", "engine", "server/wire", "vite.config.ts", "package-lock.json", "scripts/build.mjs"],
    except: ["console/widget"],
    makes: ["console/index.html"],
    build: () => run(["node_modules/vite/bin/vite.js", "build", "--emptyOutDir", "--logLevel", "warn"]),
  },
};

async function main(args) {
  const unknown = args.filter((arg) => arg !== "--if-stale" && !Object.hasOwn(parts, arg));
  if (unknown.length > 0)
    throw new Error(`no such part: ${unknown.join(" ")}; there are ${Object.keys(parts).join(", ")}`);
  const named = args.filter((arg) => arg !== "--if-stale");
  const wanted = named.length > 0 ? named : Object.keys(parts);
  await mkdir(join(root, "dist/.stamp"), { recursive: true });
  const outcomes = await Promise.allSettled(wanted.map((name) => bring(name, args.includes("--if-stale"))));
  const failed = outcomes.filter((outcome) => outcome.status === "rejected");
  for (const { reason } of failed) process.stderr.write(`build: ${reason.message}\n`);
  return failed.length > 0 ? 1 : 0;
}

async function bring(name, ifStale) {
  const part = parts[name];
  const stampFile = join(root, "dist/.stamp", name);
  const stamp = await stampOf(part);
  if (ifStale && (await readFile(stampFile, "utf8").catch(() => "")) === stamp && (await stands(part)))
    return;
  const began = performance.now();
  await rm(stampFile, { force: true });
  await part.build();
  if (!(await stands(part)))
    throw new Error(`${name}: dist/ lacks one of ${part.makes.join(", ")} after the build`);
  await writeFile(stampFile, stamp);
  process.stderr.write(`build: ${name} in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
}

async function buildServer() {
  // Code that several entries share goes to chunks/, beside cli/ and server/, so that `../widget` means the same from each.
  const result = await build({
    absWorkingDir: root,
    entryPoints: {
      "cli/parley": "server/cli/parley.ts",
      "engine/index": "engine/index.ts",
      "server/index": "server/index.ts",
      "server/main": "server/main.ts",
    },
    outdir: "dist",
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    packages: "external",
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: "warning",
    plugins: [formsPlugin],
  });
  await dropOldChunks(result.metafile.outputs);
  await makeExecutable(join(root, "dist/cli/parley.js"));
}

async function dropOldChunks(outputs) {
  const folder = join(root, "dist/chunks");
  for (const name of await readdir(folder).catch(() => [])) {
    if (!Object.hasOwn(outputs, `dist/chunks/${name}`)) await rm(join(folder, name));
  }
}

async function makeExecutable(path) {
  const text = await readFile(path, "utf8");
  if (!text.startsWith(shebang)) throw new Error(`server/cli/parley.ts has to begin with ${shebang}`);
  await chmod(path, 0o755);
}

/** Contents, not times: a fresh clone and a branch there and back have new times on old text. */
async function stampOf({ from, except = [] }) {
  const hash = createHash("sha256").update(process.version);
  for (const path of (await Promise.all(from.map((path) => filesAt(path, except)))).flat().sort()) {
    hash.update(`\0${path}\0`).update(await readFile(join(root, path)));
  }
  return hash.digest("hex");
}

async function filesAt(path, except) {
  if (except.includes(path) || /\.(test|contract)\.tsx?$/.test(path)) return [];
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch((error) => {
    if (error.code === "ENOTDIR") return undefined;
    throw new Error(`${path} is not there`);
  });
  if (entries === undefined) return [path];
  return (await Promise.all(entries.map((entry) => filesAt(`${path}/${entry.name}`, except)))).flat();
}

async function stands({ makes }) {
  const found = await Promise.all(
    makes.map((path) =>
      open(join(root, "dist", path)).then(
        (file) => file.close().then(() => true),
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
}

function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${args[0]} ended with ${code}`)),
    );
  });
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`build: ${error.message}\n`);
  return 2;
});
