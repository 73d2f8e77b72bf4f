import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { openStores } from "../main.ts";
import { aLead, aLeadRecord } from "../stores/examples.contract.ts";
import { dropDatabase } from "../stores/mongo/drop-database.fixture.ts";
import type { LeadRecord } from "../stores/ports.ts";
import { runCommand } from "./commands.ts";
import { keptFolder } from "./kept-folder.ts";
import { HERE, keptTerminal } from "./kept-terminal.ts";

// A server that shares its machine with the tests may take long to make indexes.
jest.setTimeout(60_000);

const uri = process.env["MONGODB_URI"] ?? "";

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** A site with these leads in its store. */
async function site(mongo: boolean, leads: readonly LeadRecord[]) {
  const cwd = await keptFolder({ "playbooks/site.yml": "site: default\ntime_zone: Europe/Berlin\n" });
  const database = `${uri}/parley_test_${randomBytes(6).toString("hex")}`;
  const env = {
    PLAYBOOKS_DIR: `${cwd}/playbooks`,
    DATA_DIR: `${cwd}/data`,
    SECRET_KEY: "k".repeat(32),
    ...(mongo && { MONGODB_URI: database }),
  };
  const settings = { mongodbUri: mongo ? database : undefined, dataDir: env.DATA_DIR };
  const stores = await openStores(settings);
  opened.push(async () => {
    await stores.close();
    if (mongo) await dropDatabase(database);
  });
  for (const lead of leads) await stores.leads.put(lead);
  const run = async (...args: readonly string[]) => {
    const terminal = keptTerminal({ cwd });
    const status = await runCommand(["leads", "export", ...args], terminal, { ...HERE, env });
    return { status, ...terminal.said };
  };
  const audited = async () =>
    (await stores.audit.list("default", 99, 99)).map(({ who, what, detail }) => [who.id, what, detail]);
  return { run, audited };
}

const lead = (n: number, changes: Partial<LeadRecord> = {}) =>
  aLeadRecord("default", `lead-${n}`, {
    updatedAt: new Date(Date.UTC(2026, 10, 1, 0, n)).toISOString(),
    ...changes,
  });
const ids = (jsonl: string) =>
  jsonl
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { id: string }).id);

const STORES = [["SQLite", false] as const, ...(uri === "" ? [] : [["MongoDB", true] as const])];
describe.each(STORES)("parley leads export from %s", (_name, mongo) => {
  test("prints every lead once, the last changed first, however many there are, and it is written down", async () => {
    const leads = Array.from({ length: 450 }, (_, n) => lead(n));
    const { run, audited } = await site(mongo, leads);
    const { status, out, err } = await run("--format", "jsonl");
    expect([status, err]).toEqual([0, ""]);
    expect(ids(out)).toEqual(leads.map(({ id }) => id).toReversed());
    expect(JSON.parse(out.split("\n")[0] ?? "")).toMatchObject({
      id: "lead-449",
      name: "Ada Lovelace",
      email: "ada@example.com",
      verified: false,
      score: 45,
      answers: [{ name: "team.size", value: 80, source: "asked" }],
    });
    expect(await audited()).toEqual([["parley leads export", "leads.exported", "jsonl"]]);
  });

  test("prints only what changed since a day where the site is, or since a time", async () => {
    const { run, audited } = await site(mongo, [
      lead(1, { updatedAt: "2026-11-01T22:59:59.000Z" }),
      lead(2, { updatedAt: "2026-11-01T23:00:00.000Z" }),
      lead(3, { updatedAt: "2026-11-02T10:00:00.000Z" }),
    ]);
    const since = async (time: string) => ids((await run("--format", "jsonl", "--since", time)).out);
    expect(await since("2026-11-02")).toEqual(["lead-3", "lead-2"]);
    expect(await since("2026-11-02 11:00")).toEqual(["lead-3"]);
    expect(await since("2026-11-02T10:00:00Z")).toEqual(["lead-3"]);
    expect((await run("--since", "2026-11-03")).out.split("\n")).toHaveLength(2);
    expect((await audited())[0]).toEqual([
      "parley leads export",
      "leads.exported",
      "csv since 2026-11-02T23:00:00.000Z",
    ]);
  });
});

describe("as a table", () => {
  test("every answer and field has a column of its own", async () => {
    const { run } = await site(false, [
      lead(1, { lead: { ...aLead, fields: { size: 80 }, tags: ["a", "b"] } }),
      lead(2, {
        lead: {
          ...aLead,
          fields: {},
          answers: [{ name: "budget", called: "budget", value: ["low, or", 'so "low"'], source: "told" }],
        },
      }),
    ]);
    const { out } = await run();
    expect(out).toBe(
      [
        "id,created_at,updated_at,playbook,name,email,company,verified,score,grade,outcome,tags,page,utm_source,utm_medium,utm_campaign,utm_term,utm_content,answer.budget,answer.team.size,field.size",
        'lead-2,2026-11-23T09:00:00.000Z,2026-11-01T00:02:00.000Z,demo,Ada Lovelace,ada@example.com,,false,45,warm,qualified,,https://example.com/pricing,,,,,,"low, or; so ""low""",,',
        "lead-1,2026-11-23T09:00:00.000Z,2026-11-01T00:01:00.000Z,demo,Ada Lovelace,ada@example.com,,false,45,warm,qualified,a; b,https://example.com/pricing,,,,,,,80,80",
        "",
      ].join("\n"),
    );
  });
});

test.each([[["--since", "yesterday"]], [["--since", "2026-13-45"]], [["--format", "xlsx"]]])(
  "parley leads export %j says what it takes",
  async (args) => {
    const { run, audited } = await site(false, []);
    const { status, out, err } = await run(...args);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toMatch(/2026-11-01|csv, jsonl/);
    expect(await audited()).toEqual([]);
  },
);
