import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../../dist/widget");
const TARGET = ["es2022", "chrome123", "firefox120", "safari17.5"];
const shared = {
  bundle: true,
  minify: true,
  write: false,
  target: TARGET,
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
};

/** Builds the loader to `dist/widget/parley.js` and the chat to `dist/widget/chat.html` with its assets. */
export async function buildWidget() {
  await rm(out, { recursive: true, force: true });
  await mkdir(join(out, "chat/assets"), { recursive: true });
  await Promise.all([buildLoader(), buildChat()]);
}

async function buildLoader() {
  const css = await minified("loader/loader.css");
  const [file] = (
    await build({
      ...shared,
      entryPoints: [join(here, "loader/parley.ts")],
      format: "iife",
      define: { PARLEY_STYLE: JSON.stringify(css) },
    })
  ).outputFiles;
  await writeFile(join(out, "parley.js"), file.contents);
}

async function buildChat() {
  const [script] = (
    await build({
      ...shared,
      entryPoints: [join(here, "chat/main.tsx")],
      format: "esm",
      jsx: "automatic",
      jsxImportSource: "preact",
    })
  ).outputFiles;
  const page = await readFile(join(here, "chat/chat.html"), "utf8");
  const scriptName = await asset("chat", "js", script.contents);
  const styleName = await asset("chat", "css", await minified("chat/chat.css"));
  await writeFile(
    join(out, "chat.html"),
    page.replace("%SCRIPT%", `chat/assets/${scriptName}`).replace("%STYLE%", `chat/assets/${styleName}`),
  );
}

async function minified(path) {
  const css = await readFile(join(here, path), "utf8");
  return (await transform(css, { loader: "css", minify: true, target: TARGET })).code.trim();
}

/** The name holds the content's hash, so that browsers may keep the file for ever. */
async function asset(name, extension, contents) {
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 10);
  await writeFile(join(out, "chat/assets", `${name}-${hash}.${extension}`), contents);
  return `${name}-${hash}.${extension}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWidget();
