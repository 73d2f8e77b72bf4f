import { describe, expect, test } from "@jest/globals";
import type { Accounts } from "../auth/accounts.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { accountStage } from "../testing/account-stage.ts";
import { runCommand } from "./commands.ts";
import { keptFolder } from "./kept-folder.ts";
import { HERE, keptTerminal } from "./kept-terminal.ts";
import { userAdd } from "./user-add.ts";

async function withConsole(
  run: (console: { accounts: Accounts; linkFor(token: string): string }) => Promise<void>,
) {
  const { accounts, stores } = await accountStage();
  try {
    await run({ accounts, linkFor: (token) => `https://chat.example.com/link/${token}` });
  } finally {
    await stores.close();
  }
}

const HERE_NOW = { address: "127.0.0.1" };
const GOOD = "correct horse battery";

describe("parley user add", () => {
  test("with a password from the standard input, the person can log in", async () => {
    await withConsole(async (console) => {
      const terminal = keptTerminal({ input: [GOOD, "not this"] });
      expect(await userAdd("Ana@Example.com", { role: "rep", passwordStdin: true }, terminal, console)).toBe(
        0,
      );
      expect(terminal.said.out).toBe("ana@example.com is now rep.\n");
      const { person } = await console.accounts.logIn({ email: "ana@example.com", password: GOOD }, HERE_NOW);
      expect(person).toMatchObject({ email: "ana@example.com", role: "rep" });
      await expect(
        console.accounts.logIn({ email: "ana@example.com", password: "not this one" }, HERE_NOW),
      ).rejects.toMatchObject({ code: "LOGIN_REFUSED" });
    });
  });

  test("without one, a link is printed that sets it", async () => {
    await withConsole(async (console) => {
      const terminal = keptTerminal();
      expect(
        await userAdd("tom@example.com", { role: "admin", passwordStdin: false }, terminal, console),
      ).toBe(0);
      const link = /https:\/\/chat\.example\.com\/link\/(\S+)/.exec(terminal.said.out)?.[1] ?? "";
      await console.accounts.logIn({ link, password: GOOD }, HERE_NOW);
      await expect(console.accounts.logIn({ link, password: GOOD }, HERE_NOW)).rejects.toMatchObject({
        code: "LINK_INVALID",
      });
    });
  });

  test("an address that is taken: 1", async () => {
    await withConsole(async (console) => {
      const add = (terminal = keptTerminal({ input: [GOOD] })) =>
        userAdd("ana@example.com", { role: "rep", passwordStdin: true }, terminal, console);
      expect(await add()).toBe(0);
      const again = keptTerminal({ input: [GOOD] });
      expect(await add(again)).toBe(1);
      expect(again.said.err).toContain("Somebody with this address is here already.");
    });
  });

  test.each([
    ["no address", "ana", GOOD, '"ana" is not an e-mail address'],
    ["a short password", "ana@example.com", "short", "the password has 5 letters"],
    ["no password", "ana@example.com", undefined, "the password has 0 letters"],
  ])("%s: 2, and nobody is added", async (_, email, password, complaint) => {
    await withConsole(async (console) => {
      const terminal = keptTerminal({ input: password === undefined ? [] : [password] });
      expect(await userAdd(email, { role: "rep", passwordStdin: true }, terminal, console)).toBe(2);
      expect(terminal.said.err).toContain(complaint);
      expect(await console.accounts.list()).toEqual([]);
    });
  });

  test("writes to the store that the settings name", async () => {
    const cwd = await keptFolder({});
    const add = async (env: Readonly<Record<string, string>>) => {
      const terminal = keptTerminal({ cwd, input: [GOOD] });
      const args = ["user", "add", "ana@example.com", "--role", "rep", "--password-stdin"];
      const status = await runCommand(args, terminal, { ...HERE, env });
      return { status, ...terminal.said };
    };
    const settings = {
      DATA_DIR: `${cwd}/data`,
      PLAYBOOKS_DIR: `${cwd}/playbooks`,
      SECRET_KEY: "k".repeat(32),
    };
    expect(await add(settings)).toEqual({ status: 0, out: "ana@example.com is now rep.\n", err: "" });
    expect(await add(settings)).toMatchObject({ status: 1 });
    const stores = await openSqlite({ dir: `${cwd}/data` });
    const people = await stores.people.list("default");
    await stores.close();
    expect(people).toMatchObject([{ email: "ana@example.com", role: "rep" }]);
    expect(await add({ ...settings, PORT: "many" })).toMatchObject({
      status: 2,
      err: expect.stringContaining("PORT"),
    });
  });
});
