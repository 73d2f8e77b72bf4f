import { describe, expect, test } from "@jest/globals";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { handClock } from "../testing/hand-clock.ts";
import { makeAccounts } from "./accounts.ts";
import { firstAdminLink } from "./first-admin.ts";

const HOUR = 3_600_000;
const ana = { email: "Ana.Berg@Example.com", role: "rep" } as const;
const PASSWORD = "long enough words";

async function stage() {
  const { people } = await openSqlite({ dir: ":memory:" });
  const timekeeper = handClock();
  const lines: string[] = [];
  const write = (event: string, details: object = {}) =>
    void lines.push(`${event} ${JSON.stringify(details)}`);
  const log = { info: write, warn: write, error: write };
  const accounts = makeAccounts({
    people,
    siteId: () => "default",
    timekeeper,
    log,
    secretKey: "k".repeat(32),
  });
  return { accounts, people, timekeeper, lines };
}

describe("a one-time link", () => {
  test("sets the password once, and logs in", async () => {
    const { accounts } = await stage();
    const { token, person } = await accounts.invite(ana);
    expect(person).toMatchObject({ email: "ana.berg@example.com", name: "Ana Berg" });
    const first = await accounts.logIn({ link: token, password: PASSWORD }, "1");
    expect((await accounts.find(first.token))?.person.id).toBe(person.id);
    const again = accounts.logIn({ link: token, password: "another password" }, "1");
    await expect(again).rejects.toMatchObject({ code: "LINK_INVALID" });
    await expect(accounts.logIn({ ...ana, password: PASSWORD }, "1")).resolves.toMatchObject({
      person: { id: person.id },
    });
  });

  test("used by two at once lets one in", async () => {
    const { accounts } = await stage();
    const { token } = await accounts.invite(ana);
    const use = () => accounts.logIn({ link: token, password: PASSWORD }, "1");
    const ended = await Promise.allSettled([use(), use()]);
    expect(ended.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("runs out after 24 hours, and a new one can be made until there is a password", async () => {
    const { accounts, timekeeper } = await stage();
    const { token } = await accounts.invite(ana);
    timekeeper.advance(24 * HOUR);
    const late = accounts.logIn({ link: token, password: PASSWORD }, "1");
    await expect(late).rejects.toMatchObject({ code: "LINK_INVALID" });
    const next = await accounts.invite(ana);
    await accounts.logIn({ link: next.token, password: PASSWORD }, "1");
    await expect(accounts.invite(ana)).rejects.toMatchObject({ code: "EMAIL_TAKEN" });
  });

  test("is kept only as a hash", async () => {
    const { accounts, people } = await stage();
    const { token } = await accounts.invite(ana);
    expect(await people.invite("default", token)).toBeUndefined();
  });
});

describe("logging in", () => {
  test("answers alike for a wrong password and somebody unknown, and logs no address", async () => {
    const { accounts, lines } = await stage();
    const { token } = await accounts.invite(ana);
    await accounts.logIn({ link: token, password: PASSWORD }, "1");
    const refusal = (email: string) =>
      accounts.logIn({ email, password: "wrong" }, "1").catch((error: Error) => error);
    const known = await refusal("ana.berg@example.com");
    const unknown = await refusal("nobody@example.com");
    expect([known, known].map(String)).toEqual([unknown, unknown].map(String));
    expect(known).toMatchObject({ code: "LOGIN_REFUSED" });
    expect(lines.join()).not.toContain("example.com");
  });

  test("is slowed down after five wrong tries, for this address only, and free again later", async () => {
    const { accounts, timekeeper } = await stage();
    const { token } = await accounts.invite(ana);
    await accounts.logIn({ link: token, password: PASSWORD }, "1");
    const tryIt = (password: string, address: string) =>
      accounts.logIn({ ...ana, password }, address).then(
        () => "in",
        (error: { code: string }) => error.code,
      );
    for (let n = 0; n < 5; n++) expect(await tryIt("wrong", "1")).toBe("LOGIN_REFUSED");
    expect(await tryIt(PASSWORD, "1")).toBe("TOO_MANY");
    expect(await tryIt(PASSWORD, "2")).toBe("in");
    timekeeper.advance(5 * 60_000);
    expect(await tryIt(PASSWORD, "1")).toBe("in");
  });
});

describe("a session", () => {
  test("ends twelve hours after it was last used, and when it is ended", async () => {
    const { accounts, timekeeper } = await stage();
    const { token: link } = await accounts.invite(ana);
    const { token } = await accounts.logIn({ link, password: PASSWORD }, "1");
    timekeeper.advance(11 * HOUR);
    expect(await accounts.find(token)).toBeDefined();
    timekeeper.advance(11 * HOUR);
    expect(await accounts.find(token)).toBeDefined();
    timekeeper.advance(12 * HOUR);
    expect(await accounts.find(token)).toBeUndefined();
    const { token: other } = await accounts.logIn({ ...ana, password: PASSWORD }, "1");
    await accounts.logOut(other);
    expect(await accounts.find(other)).toBeUndefined();
  });
});

test("the first admin gets a new link at each start, until there is a password", async () => {
  const { accounts } = await stage();
  const first = await firstAdminLink(accounts);
  const second = await firstAdminLink(accounts);
  expect(first).not.toBe(second);
  await accounts.logIn({ link: first ?? "", password: PASSWORD }, "1");
  expect(await firstAdminLink(accounts)).toBeUndefined();
});
