import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { openSqlite } from "../../stores/sqlite/open-sqlite.ts";
import { testServer } from "../../testing/test-server.ts";
import { runCommand } from "../commands.ts";
import { GREETER, keptFolder } from "../kept-folder.ts";
import { HERE, keptTerminal } from "../kept-terminal.ts";
import { lookAtAddress } from "./look-at-address.ts";

const SITE = "name: Fernway\norigins: [https://www.example.com]\n";
const SERVICES = `services:
  crm: { method: POST, address: "https://crm.example.com/leads", secret: CRM_KEY }
`;

async function diagnose(files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const cwd = await keptFolder(files);
  const terminal = keptTerminal({ cwd });
  const around = { PLAYBOOKS_DIR: "playbooks", DATA_DIR: join(cwd, "data"), PORT: "1", ...env };
  const status = await runCommand(["doctor"], terminal, { ...HERE, env: around });
  return { cwd, status, text: terminal.said.out + terminal.said.err };
}
const WELL = { "playbooks/site.yml": SITE, "playbooks/greeter.playbook.yml": GREETER };

describe("parley doctor", () => {
  test("finds nothing bad in a site that is well, and makes no database", async () => {
    const { cwd, status, text } = await diagnose(WELL);
    expect({ status, text }).toMatchObject({ status: 0, text: expect.stringContaining("0 bad") });
    expect(text).toContain("1 playbook in");
    const again = await diagnose({}, { PLAYBOOKS_DIR: join(cwd, "playbooks"), DATA_DIR: join(cwd, "data") });
    expect(again.text).toContain("no database");
  });

  test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, string, string]>([
    [
      "a playbook with errors",
      { ...WELL, "playbooks/greeter.playbook.yml": GREETER.replace("answer: name", "answer: nmae") },
      {},
      "1 error in",
      "parley check",
    ],
    ["no site at all", {}, {}, "there is no file or folder", "PLAYBOOKS_DIR"],
    [
      "a secret that is not set",
      { ...WELL, "playbooks/services.yml": SERVICES },
      {},
      "CRM_KEY is not set",
      "set CRM_KEY",
    ],
    [
      "a store that does not answer",
      WELL,
      { MONGODB_URI: "mongodb://127.0.0.1:1/none" },
      "store",
      "MONGODB_URI",
    ],
    [
      "a damaged database",
      { ...WELL, "data/parley.db": "not a database, though long enough" },
      {},
      "damaged",
      "restore",
    ],
  ])("calls %s bad, and says what to do", async (_name, files, env, found, todo) => {
    const { status, text } = await diagnose(files, env);
    expect(status).toBe(1);
    expect(text).toContain("BAD");
    expect(text).toContain(found);
    expect(text).toContain(todo);
  });

  test("says good of a secret that is set, without showing it", async () => {
    const { status, text } = await diagnose(
      { ...WELL, "playbooks/services.yml": SERVICES },
      { CRM_KEY: "sesame" },
    );
    expect(status).toBe(0);
    expect(text).toContain("CRM_KEY is set");
    expect(text).not.toContain("sesame");
  });

  test("calls a database from the future bad", async () => {
    const cwd = await keptFolder(WELL);
    const stores = await openSqlite({ dir: join(cwd, "data") });
    await stores.close();
    const path = join(cwd, "data/parley.db");
    const bytes = await readFile(path);
    // Where the file format of SQLite keeps `user_version`.
    bytes.writeUInt32BE(9999, 60);
    await writeFile(path, bytes);
    const terminal = keptTerminal({ cwd });
    const env = { PLAYBOOKS_DIR: "playbooks", DATA_DIR: join(cwd, "data") };
    expect(await runCommand(["doctor"], terminal, { ...HERE, env })).toBe(1);
    expect(terminal.said.out).toContain("migration 9999");
  });

  test("tells every wrong setting, and stops there", async () => {
    const { status, text } = await diagnose(WELL, { PORT: "many" });
    expect(status).toBe(2);
    expect(text).toContain("PORT");
  });
});

describe("the address", () => {
  test("is good where the server answers that it is ready, else doubtful", async () => {
    const server = await testServer();
    const look = (publicUrl: string) => lookAtAddress({ publicUrl, port: 1 }, fetch);
    const states = async (publicUrl: string) => (await look(publicUrl)).map(({ state }) => state);
    expect(await states(server.url)).toEqual(["good", "good"]);
    await server.close();
    expect(await states(server.url)).toEqual(["good", "doubtful"]);
  });

  test("is doubtful where it is open to others without https", async () => {
    const answer = async () => ({ status: 503 });
    const found = await lookAtAddress({ publicUrl: "http://chat.example.com", port: 1 }, answer);
    expect(found.map(({ state }) => state)).toEqual(["doubtful", "doubtful"]);
    expect(found.map((one) => one.found).join()).toContain("answers 503");
  });
});
