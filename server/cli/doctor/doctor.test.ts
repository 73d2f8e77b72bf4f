import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { SMTPServer } from "smtp-server";
import { openSqlite } from "../../stores/sqlite/open-sqlite.ts";
import { hasRedis, redisServer } from "../../testing/redis-server.ts";
import { testServer } from "../../testing/test-server.ts";
import { runCommand } from "../commands.ts";
import { GREETER, keptFolder } from "../kept-folder.ts";
import { HERE, keptTerminal } from "../kept-terminal.ts";
import { lookAtAddress } from "./look-at-address.ts";
import { lookAtMail } from "./look-at-mail.ts";
import { lookAtRedis } from "./look-at-redis.ts";

const SITE = "name: Fernway\norigins: [https://www.example.com]\n";
const SERVICES = `services:
  crm: { method: POST, address: "https://crm.example.com/leads", secret: CRM_KEY }
`;

const SIGNING = `${SITE}webhooks:
  crm: { url: "https://crm.example.com/hook", on: [lead.created], secret: [HOOK_NEW, HOOK_OLD] }
identity: { secret: SIGNER }
`;
const SIGNED = { "playbooks/site.yml": SIGNING, "playbooks/greeter.playbook.yml": GREETER };
const HOOK = `whsec_${Buffer.from("h".repeat(24)).toString("base64")}`;
const KEPT = { HOOK_NEW: HOOK, HOOK_OLD: HOOK, SIGNER: "s".repeat(32) };

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
    expect(text).toContain("128 numbers a word");
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
      "a webhook's secret that is not set",
      SIGNED,
      { ...KEPT, HOOK_OLD: "" },
      "HOOK_OLD is not set",
      "webhooks: in site.yml names it: set HOOK_OLD",
    ],
    [
      "a webhook's secret that cannot sign",
      SIGNED,
      { ...KEPT, HOOK_NEW: "whsec_%%%" },
      "HOOK_NEW cannot sign",
      "made at random",
    ],
    [
      "the signer's secret that is not set",
      SIGNED,
      { ...KEPT, SIGNER: "" },
      "SIGNER is not set",
      "identity: in site.yml names it: set SIGNER",
    ],
    [
      "the signer's secret that is too short",
      SIGNED,
      { ...KEPT, SIGNER: "short" },
      "SIGNER has 5 letters, not at least 32",
      "made at random",
    ],
    [
      "a Redis that is not there",
      WELL,
      { REDIS_URL: "redis://anna:sesame@127.0.0.1:1" },
      "127.0.0.1:1: connect ECONNREFUSED",
      "mend REDIS_URL",
    ],
    [
      "a mail server that is not there",
      WELL,
      { SMTP_URL: "smtp://anna:sesame@127.0.0.1:1", MAIL_FROM: "chat@fernway.example" },
      "127.0.0.1:1: connect ECONNREFUSED",
      "mend SMTP_URL",
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
    expect(text).not.toContain("sesame");
  });

  test("says good of what webhooks and identities are signed with, without showing it", async () => {
    const { status, text } = await diagnose(SIGNED, KEPT);
    expect({ status, text }).toMatchObject({ status: 0 });
    for (const [name, value] of Object.entries(KEPT)) {
      expect(text).toContain(`${name} is set`);
      expect(text).not.toContain(value);
    }
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

const withRedis = hasRedis ? describe : describe.skip;
withRedis("Redis", () => {
  test("is good while it answers, else bad within its time, and is not asked for where it is not set", async () => {
    const redis = await redisServer();
    const redisUrl = redis.url;
    try {
      expect(await lookAtRedis({ redisUrl })).toMatchObject([{ state: "good" }]);
      redis.freeze();
      expect(await lookAtRedis({ redisUrl })).toMatchObject([
        { state: "bad", found: expect.stringContaining("no answer within 2 s") },
      ]);
    } finally {
      await redis.kill();
    }
    expect(await lookAtRedis({ redisUrl })).toMatchObject([
      { state: "bad", found: expect.stringContaining("ECONNREFUSED") },
    ]);
    expect(await lookAtRedis({ redisUrl: undefined })).toEqual([]);
  });

  test("that wants a password is bad without the right one", async () => {
    const redis = await redisServer({ password: "sesame" });
    const { host } = new URL(redis.url);
    try {
      expect(await lookAtRedis({ redisUrl: redis.url })).toMatchObject([{ state: "good" }]);
      for (const redisUrl of [`redis://${host}`, `redis://:wrong@${host}`])
        expect(await lookAtRedis({ redisUrl })).toMatchObject([
          { state: "bad", found: expect.stringMatching(/NOAUTH|WRONGPASS/) },
        ]);
    } finally {
      await redis.kill();
    }
  });
});

describe("the mail server", () => {
  const from = "chat@fernway.example";

  test("is good while it lets us in, else bad; it hears of no letter", async () => {
    const letters: unknown[] = [];
    const server = new SMTPServer({
      disabledCommands: ["STARTTLS"],
      onAuth: ({ password }, _session, done) =>
        password === "sesame" ? done(null, { user: "anna" }) : done(new Error("no")),
      onMailFrom: (address, _session, done) => {
        letters.push(address);
        done();
      },
    });
    server.on("error", () => undefined);
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const address = server.server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const look = (user: string) => lookAtMail({ mail: { url: `smtp://${user}127.0.0.1:${port}`, from } });
    expect(await look("anna:sesame@")).toMatchObject([{ state: "good" }]);
    const [refused] = await look("anna:open@");
    expect(refused).toMatchObject({ state: "bad", found: expect.stringContaining("Invalid login") });
    await new Promise<void>((resolve) => void server.close(resolve));
    expect(await look("anna:sesame@")).toMatchObject([
      { state: "bad", found: expect.stringContaining("ECONNREFUSED") },
    ]);
    expect(letters).toEqual([]);
    expect(await lookAtMail({ mail: undefined })).toEqual([]);
  });

  test("that takes the call and says nothing is bad within its time", async () => {
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const address = silent.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await lookAtMail({ mail: { url: `smtp://127.0.0.1:${port}`, from } })).toMatchObject([
      { state: "bad" },
    ]);
    silent.close();
  });
});
