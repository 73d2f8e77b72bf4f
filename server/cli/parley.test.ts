import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { GREETER, keptFolder } from "./kept-folder.ts";

const program = fileURLToPath(new URL("parley.ts", import.meta.url));
const tsx = import.meta.resolve("tsx");

/** The command as a process of its own, with a pipe for its input. */
async function parley(cwd: string, args: readonly string[], input: string) {
  const settings = { PATH: process.env["PATH"] ?? "", LOG_LEVEL: "silent" };
  const child = spawn(process.execPath, ["--import", tsx, program, ...args], { cwd, env: settings });
  child.stdin.end(input);
  const [out, err, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { status: status as unknown, out, err };
}

describe("parley, as a process", () => {
  test("chat reads what is piped in, and ends with it", async () => {
    const cwd = await keptFolder({ "playbooks/greeter.playbook.yml": GREETER });
    const { status, out, err } = await parley(cwd, ["chat", "greeter"], "Ana\n/tap 2\n");
    expect(err).toBe("");
    expect(out).toContain("bot      Which color?");
    expect(out).toContain("(the end: blue)");
    expect(status).toBe(0);
  });

  test("an error in a playbook is the exit status", async () => {
    const cwd = await keptFolder({ "playbooks/a.playbook.yml": GREETER.replace("ask: [", "aks: [") });
    expect(await parley(cwd, ["check"], "")).toMatchObject({
      status: 1,
      out: expect.stringContaining("1 error"),
    });
  });
});
