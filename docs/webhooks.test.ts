import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Webhook } from "standardwebhooks";
import { readSite, WEBHOOK_EVENTS } from "../engine/index.ts";
import { RETRY_AFTER_MS } from "../server/outbox/retries.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const SECRET = `whsec_${Buffer.from("s".repeat(32)).toString("base64")}`;
let page: string;
let dir: string;
beforeAll(async () => {
  page = await readFile(join(root, "docs/webhooks.md"), "utf8");
  dir = await mkdtemp(join(tmpdir(), "parley-webhooks-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(([, text = ""]) => text);

test("what the page shows of site.yml is taken without a problem", () => {
  const sites = blocks("yaml");
  expect(sites).toHaveLength(2);
  for (const text of sites) {
    const { site, problems } = readSite(text, "site.yml");
    expect(problems).toEqual([]);
    expect(site?.webhooks[0]?.url).toBe("https://crm.example.com/hooks/parley");
  }
});

test("its table has exactly the events that there are, and its schedule is ours", () => {
  const rows = [...page.matchAll(/^\| `((?:conversation|message|lead)\.\w+)` \|/gm)].map(([, type]) => type);
  expect(new Set(rows)).toEqual(new Set(WEBHOOK_EVENTS));
  expect(rows).toHaveLength(WEBHOOK_EVENTS.length);
  const [seconds, minutes, hours] = [1_000, 60_000, 3_600_000];
  expect(RETRY_AFTER_MS).toEqual([
    5 * seconds,
    30 * seconds,
    2 * minutes,
    10 * minutes,
    1 * hours,
    3 * hours,
    8 * hours,
    24 * hours,
  ]);
});

test("the receiver of the page takes what is signed, once, and refuses everything else", async () => {
  // The page's own code, to the letter, in a module of its own.
  await symlink(join(root, "node_modules"), join(dir, "node_modules"));
  const file = join(dir, "receiver.mjs");
  await writeFile(file, blocks("js")[0] ?? "");
  process.env["CRM_HOOK_SECRET"] = SECRET;
  const { server, events } = (await import(pathToFileURL(file).href)) as {
    readonly server: Server;
    readonly events: readonly unknown[];
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const body = JSON.stringify({ type: "lead.qualified", timestamp: "t", data: { id: "lead-1" } });
  const post = async (id: string, at: Date, secret: string, text = body) => {
    const headers = {
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
      "webhook-signature": new Webhook(secret).sign(id, at, body),
    };
    return (await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body: text })).status;
  };
  const now = new Date();
  expect(await post("msg_1", now, SECRET)).toBe(204);
  expect(await post("msg_1", now, SECRET)).toBe(204);
  expect(events).toEqual([{ type: "lead.qualified", lead: "lead-1" }]);
  const other = `whsec_${Buffer.from("x".repeat(32)).toString("base64")}`;
  expect(await post("msg_2", now, other)).toBe(400);
  expect(await post("msg_3", now, SECRET, body.replace("lead-1", "lead-2"))).toBe(400);
  expect(await post("msg_4", new Date(now.getTime() - 6 * 60_000), SECRET)).toBe(400);
  expect(events).toHaveLength(1);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
