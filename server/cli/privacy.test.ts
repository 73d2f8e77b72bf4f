import { expect, test } from "@jest/globals";
import { aConversation, aLeadRecord } from "../stores/examples.contract.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { runCommand } from "./commands.ts";
import { GREETER, keptFolder } from "./kept-folder.ts";
import { HERE, keptTerminal } from "./kept-terminal.ts";

async function site() {
  const cwd = await keptFolder({ "playbooks/greeter.playbook.yml": GREETER });
  const env = { PLAYBOOKS_DIR: `${cwd}/playbooks`, DATA_DIR: `${cwd}/data`, SECRET_KEY: "k".repeat(32) };
  const stores = await openSqlite({ dir: `${cwd}/data` });
  await stores.conversations.create(aConversation("default", "c1"));
  await stores.leads.put(aLeadRecord("default", "c1"));
  await stores.close();
  const run = async (...args: readonly string[]) => {
    const terminal = keptTerminal({ cwd });
    const status = await runCommand(args, terminal, { ...HERE, env });
    return { status, ...terminal.said };
  };
  const audited = async () => {
    const again = await openSqlite({ dir: `${cwd}/data` });
    const lines = await again.audit.list("default", 99, 99);
    await again.close();
    return lines.map(({ who, what, object, detail }) => [who.id, what, object, detail]).toReversed();
  };
  return { run, audited };
}

test("parley export prints all that is kept of somebody, parley erase makes it go, for good", async () => {
  const { run, audited } = await site();
  const before = await run("export", "--email", "ADA@example.com");
  expect(before.status).toBe(0);
  expect(JSON.parse(before.out)).toMatchObject({
    site: "default",
    conversations: [{ id: "c1", messages: [{ text: "hello" }] }],
    leads: [{ id: "c1", email: "ada@example.com", name: "Ada Lovelace" }],
  });
  expect(await run("erase", "--email", "ada@example.com")).toMatchObject({
    status: 2,
    err: expect.stringContaining("--yes"),
  });
  expect((await run("export", "--lead", "c1")).status).toBe(0);
  expect(await run("erase", "--email", "ada@example.com", "--yes")).toMatchObject({
    status: 0,
    out: "Erased: 1 conversation, 1 lead.\n",
  });
  const after = await run("export", "--email", "ada@example.com");
  expect([after.status, JSON.parse(after.out)]).toMatchObject([1, { conversations: [], leads: [] }]);
  expect((await run("erase", "--visitor", "c1", "--yes")).status).toBe(1);
  expect(await audited()).toEqual([
    ["parley export", "export.made", undefined, "address"],
    ["parley export", "export.made", "c1", "lead"],
    ["parley erase", "erasure.asked", undefined, "address"],
    ["parley export", "export.made", undefined, "address"],
    ["parley erase", "erasure.asked", "c1", "visitor"],
  ]);
});

test.each([[["export"]], [["erase", "--yes"]], [["export", "--lead", "c1", "--email", "a@b.example"]]])(
  "parley %j asks for one name",
  async (args) => {
    const { run, audited } = await site();
    expect(await run(...args)).toMatchObject({ status: 2, err: expect.stringContaining("--lead ID") });
    expect(await audited()).toEqual([]);
  },
);
