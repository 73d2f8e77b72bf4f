// Checks package-lock.json: every platform's binaries are in it, it names no host, and production licences are permissive.
import { readFile } from "node:fs/promises";

const permissive = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "OFL-1.1",
  "Python-2.0",
  "Unlicense",
  "Zlib",
]);

const { packages } = JSON.parse(await readFile("package-lock.json", "utf8"));
const faults = [...missingPlatforms(packages), ...hosts(packages), ...(await licences(packages))];
for (const fault of faults) process.stdout.write(`lock: ${fault}\n`);
if (faults.length > 0) process.exitCode = 1;
else process.stdout.write(`lock: ${Object.keys(packages).length - 1} packages, nothing to say\n`);

/** npm leaves out of the lock what could not be had while it was written; `npm ci` then fails, or runs without, elsewhere. */
function missingPlatforms(all) {
  return Object.entries(all).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !resolves(all, path, name))
      .map((name) => `${name}, optional for ${path || "this package"}, is missing`),
  );
}

/** As Node looks: in the package's own node_modules, then in that of each folder above. */
function resolves(all, path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(at.lastIndexOf("node_modules/") - 1, 0))) {
    if (`${at === "" ? "" : `${at}/`}node_modules/${name}` in all) return true;
    if (at === "") return false;
  }
}

/** A `resolved` address would send everybody to the registry of whoever wrote the lock. */
function hosts(all) {
  return Object.entries(all)
    .filter(([, { resolved, link }]) => resolved !== undefined && link !== true)
    .map(([path, { resolved }]) => `${path} names an address: ${resolved}`);
}

async function licences(all) {
  const found = [];
  for (const [path, entry] of Object.entries(all)) {
    if (path === "" || entry.dev === true || entry.devOptional === true) continue;
    const licence = entry.license ?? (await licenceOnDisk(path));
    // A binary of another platform is not on disk; its licence is that of the package which wants it.
    if (licence === undefined && entry.optional === true) continue;
    if (!allows(licence))
      found.push(`${path} has licence ${licence ?? "(none)"}, not one of the permissive ones`);
  }
  return found;
}

async function licenceOnDisk(path) {
  const text = await readFile(`${path}/package.json`, "utf8").catch(() => "{}");
  const { license, licenses } = JSON.parse(text);
  return typeof license === "string" ? license : (license?.type ?? licenses?.[0]?.type);
}

/** SPDX: one of an OR is enough, of an AND each is needed. */
function allows(expression = "") {
  const plain = expression.replaceAll(/[()]/g, "");
  return plain.split(" OR ").some((some) => some.split(" AND ").every((id) => permissive.has(id.trim())));
}
