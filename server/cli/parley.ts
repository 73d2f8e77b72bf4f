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

// Who reads no further, as `head` does, has what they wanted.
process.stdout.on("error", (fault: NodeJS.ErrnoException) => {
  if (fault.code !== "EPIPE") throw fault;
  process.exit(0);
});

const status = await runCommand(process.argv.slice(2), processTerminal(process.env), {
  version,
  env: process.env,
  untilStopped: () =>
    new Promise((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    }),
});
process.exitCode = status;
