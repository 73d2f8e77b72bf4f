import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { runCommand } from "../server/cli/commands.ts";
import { HERE, keptTerminal } from "../server/cli/kept-terminal.ts";
import { LOG_EVENTS } from "../server/log.ts";
import { testServer } from "../server/testing/test-server.ts";

const page = readFileSync(fileURLToPath(new URL("operations.md", import.meta.url)), "utf8");

test("every event of the log is explained, in order, and no other", () => {
  const told = [...page.matchAll(/^\| `([a-z]+(?:\.[a-z_]+)?)` \|/gm)].map(([, event]) => event);
  expect(told).toEqual(LOG_EVENTS);
});

test("every figure of ours is explained, and no other", async () => {
  const server = await testServer({ metricsToken: "token-of-the-test" });
  const answer = await server.ask("GET", "/metrics", undefined, {
    authorization: "Bearer token-of-the-test",
  });
  await server.close();
  const named = [...String(answer.body).matchAll(/^# TYPE (parley_\w+) /gm)].map(([, name]) => name);
  const told = [...page.matchAll(/^\| `(parley_\w+)` \|/gm)].map(([, name]) => name);
  expect(told.length).toBeGreaterThan(2);
  expect(new Set(told)).toEqual(new Set(named));
});

test("every command is there", async () => {
  const calls = [...page.matchAll(/^(?:[A-Z_]+=\S+ )?parley (\w+)/gm)].map(([, command]) => command ?? "");
  expect(calls).toEqual(["doctor", "backup", "restore", "leads", "leads"]);
  for (const call of calls) {
    const terminal = keptTerminal();
    await runCommand([call, "--help"], terminal, HERE);
    expect(terminal.said.out).toContain(`Usage: parley ${call}`);
  }
});
