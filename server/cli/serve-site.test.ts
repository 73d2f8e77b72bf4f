import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "@jest/globals";
import { runCommand } from "./commands.ts";
import { GREETER, keptFolder } from "./kept-folder.ts";
import { keptTerminal } from "./kept-terminal.ts";

/** Runs a server until `visit` has come back. */
async function served(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  visit: (url: string) => Promise<void> = () => Promise.resolve(),
) {
  const folder = await keptFolder({
    "site/greeter.playbook.yml": GREETER,
    "pages/index.html": "<h1>Bakery</h1>",
  });
  const terminal = keptTerminal();
  const inFolder = args.map((arg) => arg.replace("FOLDER", folder));
  const settings = {
    PORT: "0",
    LOG_LEVEL: "silent",
    DATA_DIR: `${folder}/data`,
    PLAYBOOKS_DIR: `${folder}/site`,
    ...env,
  };
  const status = await runCommand(inFolder, terminal, {
    version: "1.2.3",
    env: settings,
    untilStopped: () => visit(/Console\s+(http:\S+)\/console\//.exec(terminal.said.out)?.[1] ?? ""),
  });
  return { status, ...terminal.said };
}

async function startsOn(url: string): Promise<unknown> {
  const reply = await fetch(`${url}/api/v1/start`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ page: { url: `${url}/` } }),
  });
  return await reply.json();
}

describe("parley serve and parley dev", () => {
  test("serves the playbooks and the sample site until it is stopped", async () => {
    let seen: unknown;
    let page = "";
    const { status, out } = await served(["serve", "--sample-site", "FOLDER/pages"], {}, async (url) => {
      seen = await startsOn(url);
      page = await (await fetch(`${url}/`)).text();
    });
    expect(status).toBe(0);
    expect(seen).toMatchObject({ starts: [{ playbook: "greeter" }] });
    expect(page).toContain("Bakery");
    expect(out).toMatch(/Log in +http:\S+\/console\/welcome\?link=/);
  });

  test("dev takes the folder as its argument", async () => {
    let seen: unknown;
    const other = await keptFolder({ "other.playbook.yml": GREETER.replace("greeter", "other") });
    const { status } = await served(["dev", other, "--sample-site", "FOLDER/pages"], {}, async (url) => {
      seen = await startsOn(url);
    });
    expect(status).toBe(0);
    expect(seen).toMatchObject({ starts: [{ playbook: "other" }] });
  });

  test("wrong settings are all told: 2", async () => {
    const { status, out } = await served(["serve"], { PORT: "many", LOG_LEVEL: "loud" });
    expect(status).toBe(2);
    expect(out).toMatch(/PORT .*"many"/);
    expect(out).toMatch(/LOG_LEVEL .*"loud"/);
  });

  test.each([[["dev", "nowhere"]], [["serve", "--sample-site", "nowhere"]]])(
    "no such folder, %j: 2",
    async (args) => {
      expect(await served(args, {})).toMatchObject({
        status: 2,
        err: "parley: there is no folder nowhere\n",
      });
    },
  );

  test("a port that is taken: 1", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const port = String((other.address() as AddressInfo).port);
    try {
      const { status, err } = await served(["serve"], { PORT: port });
      expect(err).toContain(`127.0.0.1:${port} is taken already`);
      expect(status).toBe(1);
    } finally {
      other.close();
    }
  });
});
