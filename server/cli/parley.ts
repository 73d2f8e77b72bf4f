#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { runCommand } from "./commands.ts";
import { processTerminal } from "./process-terminal.ts";

// Two folders up from the source and from the built file alike.
const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const version =
  typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "unknown";

const status = await runCommand(process.argv.slice(2), processTerminal(process.env), {
  version,
  env: process.env,
  untilStopped: () =>
    new Promise((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    }),
});
process.exitCode = status;
