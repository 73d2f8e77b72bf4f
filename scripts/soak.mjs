// `npm run soak`: every harness that tries to break a promise, in full; `npm run soak -- --short` as long as CI has patience for.
// `npm run soak -- kill streams` runs only those. Each prints its figures and has a control that has to fail.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

const tsx = ["--import", "tsx"];
const jest = [
  "--experimental-vm-modules",
  "--disable-warning=ExperimentalWarning",
  "node_modules/jest/bin/jest.js",
];

/** Name to what Node runs, in full and short. A line that it prints is a figure line when it begins with the name. */
const HARNESSES = {
  simulate: {
    full: [...tsx, "server/testing/simulator/run.ts", "--seeds", "100000"],
    short: [...tsx, "server/testing/simulator/run.ts", "--seeds", "1000"],
  },
  failpoints: {
    full: [...tsx, "server/testing/simulator/run-failpoints.ts", "--conversations", "100", "--times", "20"],
    short: [...tsx, "server/testing/simulator/run-failpoints.ts", "--conversations", "20"],
  },
  handoffs: {
    full: [...tsx, "server/testing/handoffs/run.ts"],
    short: [...tsx, "server/testing/handoffs/run.ts", "--handoffs", "250"],
  },
  "store-away": {
    full: [...tsx, "server/testing/store-away/run.ts", "--cycles", "100"],
    short: [...tsx, "server/testing/store-away/run.ts", "--cycles", "2"],
  },
  ...Object.fromEntries(
    ["kill", "network", "claim", "streams", "flood"].map((name) => {
      const args = [...jest, "--selectProjects", "browser", "--testPathPatterns", `e2e/${name}`];
      return [name, { full: args, short: args, env: { full: { SOAK: "full" } } }];
    }),
  ),
};

const { values, positionals } = parseArgs({
  options: { short: { type: "boolean", default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !(name in HARNESSES));
if (unknown.length > 0) {
  process.stderr.write(
    `soak: there is no ${unknown.join(", ")}; there is ${Object.keys(HARNESSES).join(", ")}\n`,
  );
  process.exit(2);
}

const size = values.short ? "short" : "full";
const failed = [];
for (const [name, harness] of Object.entries(HARNESSES)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const began = performance.now();
  const code = await run(harness[size], harness.env?.[size] ?? {});
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  process.stdout.write(`${code === 0 ? "ok" : "FAILED"}: ${name}, ${size}, ${seconds} s\n\n`);
  if (code !== 0) failed.push(name);
}
if (failed.length > 0) process.exitCode = 1;

function run(args, env) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  createInterface({ input: child.stdout }).on("line", (line) => process.stdout.write(`  ${line}\n`));
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}
