import type { Accounts } from "./accounts.ts";

/**
 * While no admin has a password, the token of a link with which one can be set; undefined as soon as there is one.
 * Called at each start.
 */
export async function firstAdminLink(accounts: Accounts): Promise<string | undefined> {
  const admins = (await accounts.list()).filter((person) => person.role === "admin");
  if (admins.some((person) => person.passwordHash !== undefined)) return undefined;
  const { token } = await accounts.invite({ email: "admin@localhost", name: "Admin", role: "admin" });
  return token;
}
