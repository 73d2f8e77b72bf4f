import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const out = join(dirname(fileURLToPath(import.meta.url)), "../../dist/widget");

/**
 * Most bytes that a company's page pays for the loader, and a visitor for the chat, both as gzip sends them.
 * Preact with its hooks is 5.7 kB of the chat. The aim is 3 kB and 14 kB: these go up only
 * for something new that the company or the visitor gets by it.
 */
const LIMITS = { loader: 5.9 * 1024, chat: 24 * 1024 };

/** Sizes of what is built, gzipped, beside their limits. */
export async function widgetSizes() {
  const assets = await readdir(join(out, "chat/assets"));
  const chat = ["chat.html", ...assets.map((name) => `chat/assets/${name}`)];
  return [
    { name: "loader", bytes: await gzipped(["parley.js"]), limit: LIMITS.loader },
    { name: "chat", bytes: await gzipped(chat), limit: LIMITS.chat },
  ];
}

async function gzipped(paths) {
  const files = await Promise.all(paths.map((path) => readFile(join(out, path))));
  return files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, bytes, limit } of await widgetSizes()) {
    process.stdout.write(`${name}: ${bytes} of ${limit} bytes gzipped\n`);
    if (bytes > limit) process.exitCode = 1;
  }
}
