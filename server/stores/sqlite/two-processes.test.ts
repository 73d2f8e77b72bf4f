import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { aConversation } from "../examples.contract.ts";
import { openSqlite } from "./open-sqlite.ts";

const child = fileURLToPath(new URL("two-processes.child.ts", import.meta.url));
const ROUNDS = 100;

test("two processes that load and save one conversation 100 times each lose nothing", async () => {
  const dir = await mkdtemp(join(tmpdir(), "parley-two-"));
  const stores = await openSqlite({ dir });
  await stores.conversations.create(aConversation("site", "counter", { epoch: 0 }));
  await Promise.all([count(dir), count(dir)]);
  const counter = await stores.conversations.load("site", "counter");
  expect(counter).toEqual(aConversation("site", "counter", { epoch: 2 * ROUNDS, v: 1 + 2 * ROUNDS }));
  await stores.close();
  await rm(dir, { recursive: true });
}, 60_000);

async function count(dir: string): Promise<void> {
  await promisify(execFile)(process.execPath, ["--import", "tsx", child, dir, `${ROUNDS}`]);
}
