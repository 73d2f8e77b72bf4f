import { describe, expect, test } from "@jest/globals";
import { Secret, TOTP } from "otpauth";
import { SERVER } from "../audit/audit-log.ts";
import { accountStage } from "../testing/account-stage.ts";
import { firstAdminLink } from "./first-admin.ts";
import { unseal } from "./seal.ts";

const HOUR = 3_600_000;
const ana = { email: "Ana.Berg@Example.com", role: "rep" } as const;
const PASSWORD = "long enough words";

const HOME = { address: "192.0.2.7" };

async function stage() {
  const { stores, ...all } = await accountStage();
  return { ...all, people: stores.people };
}

/** What came of trying to log in. */
const outcome = (tried: Promise<unknown>) =>
  tried.then(
    () => "in",
    (error: { readonly code: string }) => error.code,
  );

describe("a one-time link", () => {
  test("sets the password once, and logs in", async () => {
    const { accounts } = await stage();
    const { token, person } = await accounts.invite(ana);
    expect(person).toMatchObject({ email: "ana.berg@example.com", name: "Ana Berg" });
    const first = await accounts.logIn({ link: token, password: PASSWORD }, HOME);
    expect((await accounts.find(first.token))?.person.id).toBe(person.id);
    const again = accounts.logIn({ link: token, password: "another password" }, HOME);
    await expect(again).rejects.toMatchObject({ code: "LINK_INVALID" });
    await expect(accounts.logIn({ ...ana, password: PASSWORD }, HOME)).resolves.toMatchObject({
      person: { id: person.id },
    });
  });

  test("used by two at once lets one in", async () => {
    const { accounts } = await stage();
    const { token } = await accounts.invite(ana);
    const use = () => accounts.logIn({ link: token, password: PASSWORD }, HOME);
    const ended = await Promise.allSettled([use(), use()]);
    expect(ended.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("runs out after 24 hours, and a new one can be made until there is a password", async () => {
    const { accounts, timekeeper } = await stage();
    const { token } = await accounts.invite(ana);
    timekeeper.advance(24 * HOUR);
    const late = accounts.logIn({ link: token, password: PASSWORD }, HOME);
    await expect(late).rejects.toMatchObject({ code: "LINK_INVALID" });
    const next = await accounts.invite(ana);
    await accounts.logIn({ link: next.token, password: PASSWORD }, HOME);
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
    await accounts.logIn({ link: token, password: PASSWORD }, HOME);
    const refusal = (email: string) =>
      accounts.logIn({ email, password: "wrong" }, HOME).catch((error: Error) => error);
    const known = await refusal("ana.berg@example.com");
    const unknown = await refusal("nobody@example.com");
    expect([known, known].map(String)).toEqual([unknown, unknown].map(String));
    expect(known).toMatchObject({ code: "LOGIN_REFUSED" });
    expect(lines.join()).not.toContain("example.com");
  });

  test("is slowed down after five tries from an address, and free again five minutes later", async () => {
    const { accounts, timekeeper } = await stage();
    const { token } = await accounts.invite(ana);
    await accounts.logIn({ link: token, password: PASSWORD }, HOME);
    const tryIt = (password: string, address: string) =>
      outcome(accounts.logIn({ ...ana, password }, { address }));
    for (let n = 0; n < 5; n++) expect(await tryIt("wrong", "1")).toBe("LOGIN_REFUSED");
    expect(await tryIt(PASSWORD, "1")).toBe("TOO_MANY");
    expect(await tryIt(PASSWORD, "2")).toBe("in");
    timekeeper.advance(5 * 60_000);
    expect(await tryIt(PASSWORD, "1")).toBe("in");
  });

  test("is slowed down after ten tries with an e-mail from anywhere, known or not, but locks nobody out", async () => {
    const { accounts, timekeeper } = await stage();
    const { token, person } = await accounts.invite(ana);
    const { known, token: session } = await accounts.logIn({ link: token, password: PASSWORD }, HOME);
    const from = (n: number) => ({ address: `attacker-${n}` });
    for (const email of [ana.email, "nobody@example.com"]) {
      for (let n = 0; n < 10; n++)
        expect(await outcome(accounts.logIn({ email, password: "wrong" }, from(n)))).toBe("LOGIN_REFUSED");
      expect(await outcome(accounts.logIn({ email, password: "wrong" }, from(11)))).toBe("TOO_MANY");
    }
    expect(await outcome(accounts.logIn({ ...ana, password: PASSWORD }, HOME))).toBe("TOO_MANY");
    // The session holds, a browser that was in before gets in, and so does a new link.
    expect(await accounts.find(session)).toBeDefined();
    expect(await outcome(accounts.logIn({ ...ana, password: PASSWORD }, { ...HOME, known }))).toBe("in");
    const link = (await accounts.newLink(person.id, { who: SERVER })).token;
    expect(await outcome(accounts.logIn({ link, password: PASSWORD }, HOME))).toBe("in");
    // Control: somebody else's mark opens nothing, nor one that was changed.
    for (const mark of [`${known.slice(0, -1)}_`, "x.y", "."]) {
      const shown = { address: "attacker-1", known: mark };
      expect(await outcome(accounts.logIn({ ...ana, password: PASSWORD }, shown))).toBe("TOO_MANY");
    }
    timekeeper.advance(15 * 60_000);
    expect(await outcome(accounts.logIn({ ...ana, password: PASSWORD }, from(1)))).toBe("in");
  });
});

describe("codes of a telephone", () => {
  const codeAt = (secret: string, now: number) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now });

  async function withCodes() {
    const all = await accountStage();
    const { accounts, timekeeper } = all;
    const { token, person } = await accounts.invite({ ...ana, role: "admin" });
    await accounts.logIn({ link: token, password: PASSWORD }, HOME);
    const { secret, uri } = await accounts.totp.begin(person);
    const recovery = await accounts.totp.confirm(person.id, codeAt(secret, timekeeper.now()));
    const code = () => codeAt(secret, timekeeper.now());
    const tryIt = (given?: string) => {
      timekeeper.advance(5 * 60_000);
      return outcome(
        accounts.logIn({ ...ana, password: PASSWORD, ...(given !== undefined && { code: given }) }, HOME),
      );
    };
    return { ...all, person, secret, uri, recovery, code, tryIt };
  }

  test("are asked for behind a right password only, and each counts once", async () => {
    const { accounts, timekeeper, code, tryIt, secret } = await withCodes();
    expect(await tryIt()).toBe("CODE_NEEDED");
    expect(await outcome(accounts.logIn({ ...ana, password: "wrong" }, HOME))).toBe("LOGIN_REFUSED");
    timekeeper.advance(5 * 60_000);
    const used = code();
    const together = [1, 2].map(() => accounts.logIn({ ...ana, password: PASSWORD, code: used }, HOME));
    expect((await Promise.all(together.map(outcome))).sort()).toEqual(["CODE_WRONG", "in"]);
    expect(await outcome(accounts.logIn({ ...ana, password: PASSWORD, code: used }, HOME))).toBe(
      "CODE_WRONG",
    );
    // A code of the step before a used one is older than it.
    const older = codeAt(secret, timekeeper.now() - 30_000);
    expect(await outcome(accounts.logIn({ ...ana, password: PASSWORD, code: older }, HOME))).toBe(
      "CODE_WRONG",
    );
    timekeeper.advance(30_000);
    expect(
      await outcome(accounts.logIn({ ...ana, password: PASSWORD, code: code() }, { address: "2" })),
    ).toBe("in");
    expect(await tryIt("000000")).toBe("CODE_WRONG");
  });

  test("have ten recovery codes, each of which works once", async () => {
    const { recovery, tryIt, stores, person } = await withCodes();
    expect(new Set(recovery).size).toBe(10);
    const [first = "", second = ""] = recovery;
    expect(await tryIt(first)).toBe("in");
    expect(await tryIt(first)).toBe("CODE_WRONG");
    expect(await tryIt(second.toUpperCase().replaceAll("-", " "))).toBe("in");
    const kept = JSON.stringify(await stores.twoSteps.load("default", person.id));
    for (const code of recovery) expect(kept).not.toContain(code.replaceAll("-", ""));
  });

  test("are not asked for before the first right one, and a one-time link does not get around them", async () => {
    const { accounts, timekeeper } = await accountStage();
    const { token, person } = await accounts.invite(ana);
    await accounts.logIn({ link: token, password: PASSWORD }, HOME);
    const { secret, uri } = await accounts.totp.begin(person);
    expect(uri).toContain(`secret=${secret}`);
    await expect(accounts.totp.confirm(person.id, "000000")).rejects.toMatchObject({ code: "CODE_WRONG" });
    expect(await outcome(accounts.logIn({ ...ana, password: PASSWORD }, HOME))).toBe("in");
    await accounts.totp.confirm(person.id, codeAt(secret, timekeeper.now()));
    await expect(accounts.totp.begin(person)).rejects.toMatchObject({ code: "TOTP_ON" });
    const link = (await accounts.newLink(person.id, { who: SERVER })).token;
    expect(await outcome(accounts.logIn({ link, password: PASSWORD }, HOME))).toBe("CODE_NEEDED");
    await accounts.totp.remove(person.id);
    expect(await outcome(accounts.logIn({ link, password: PASSWORD }, HOME))).toBe("in");
  });

  test("have a secret that the store holds only sealed", async () => {
    const { stores, person, secret } = await withCodes();
    const kept = await stores.twoSteps.load("default", person.id);
    expect(JSON.stringify(kept)).not.toContain(secret);
    expect(unseal("k".repeat(32), kept?.secret ?? "")).toBe(secret);
    expect(() => unseal("x".repeat(32), kept?.secret ?? "")).toThrow();
  });
});

describe("a session", () => {
  test("ends twelve hours after it was last used, and when it is ended", async () => {
    const { accounts, timekeeper } = await stage();
    const { token: link } = await accounts.invite(ana);
    const { token } = await accounts.logIn({ link, password: PASSWORD }, HOME);
    timekeeper.advance(11 * HOUR);
    expect(await accounts.find(token)).toBeDefined();
    timekeeper.advance(11 * HOUR);
    expect(await accounts.find(token)).toBeDefined();
    timekeeper.advance(12 * HOUR);
    expect(await accounts.find(token)).toBeUndefined();
    const { token: other } = await accounts.logIn({ ...ana, password: PASSWORD }, HOME);
    await accounts.logOut(other);
    expect(await accounts.find(other)).toBeUndefined();
  });

  test("ends after seven days, however busy it was", async () => {
    const { accounts, timekeeper } = await stage();
    const { token: link } = await accounts.invite(ana);
    const { token } = await accounts.logIn({ link, password: PASSWORD }, HOME);
    for (let hours = 0; hours < 7 * 24 - 8; hours += 8) {
      timekeeper.advance(8 * HOUR);
      expect(await accounts.find(token)).toBeDefined();
    }
    timekeeper.advance(8 * HOUR);
    expect(await accounts.find(token)).toBeUndefined();
  });

  test("ends when the password or the role is changed; the one that changed the password stays", async () => {
    const { accounts } = await stage();
    const { token: link } = await accounts.invite(ana);
    const first = await accounts.logIn({ link, password: PASSWORD }, HOME);
    const second = await accounts.logIn({ ...ana, password: PASSWORD }, HOME);
    const by = { who: SERVER };
    const wrong = accounts.changePassword(second, { current: "wrong", next: "quite another" }, by);
    await expect(wrong).rejects.toMatchObject({ code: "PASSWORD_WRONG" });
    expect(await accounts.find(first.token)).toBeDefined();
    await accounts.changePassword(second, { current: PASSWORD, next: "quite another" }, by);
    expect(await accounts.find(first.token)).toBeUndefined();
    expect(await accounts.find(second.token)).toBeDefined();
    await accounts.changeRole(second.person.id, "viewer", by);
    expect(await accounts.find(second.token)).toBeUndefined();
  });

  test("is seen and ended one by one, and swept when it ran out", async () => {
    const { accounts, timekeeper, people, lines } = await stage();
    const { token: link, person } = await accounts.invite(ana);
    const first = await accounts.logIn({ link, password: PASSWORD }, { ...HOME, device: "Firefox on Linux" });
    timekeeper.advance(HOUR);
    const second = await accounts.logIn({ ...ana, password: PASSWORD }, { address: "2001:db8:7::1" });
    const seen = await accounts.sessionsOf(person.id);
    expect(seen).toMatchObject([
      { network: "2001:db8:7::/48" },
      { network: "192.0.2.0/24", device: "Firefox on Linux" },
    ]);
    const by = { who: SERVER };
    const foreign = accounts.endSessions(person.id, { id: "f".repeat(16) }, by);
    await expect(foreign).rejects.toMatchObject({ code: "SESSION_UNKNOWN" });
    await accounts.endSessions(person.id, { id: first.session.id.slice(0, 16) }, by);
    expect(await accounts.find(first.token)).toBeUndefined();
    expect(await accounts.find(second.token)).toBeDefined();
    timekeeper.advance(13 * HOUR);
    await accounts.sweep();
    expect(await people.sessionsOf("default", person.id)).toEqual([]);
    expect(lines.join()).toContain('sessions.swept {"swept":1}');
  });
});

test("the last admin who can log in stays one", async () => {
  const { accounts } = await stage();
  const { token, person } = await accounts.invite({ ...ana, role: "admin" });
  await accounts.invite({ email: "new@example.com", role: "admin" });
  await accounts.logIn({ link: token, password: PASSWORD }, HOME);
  const demote = accounts.changeRole(person.id, "rep", { who: SERVER });
  await expect(demote).rejects.toMatchObject({ code: "LAST_ADMIN" });
});

test("the first admin gets a new link at each start, until there is a password", async () => {
  const { accounts } = await stage();
  const first = await firstAdminLink(accounts);
  const second = await firstAdminLink(accounts);
  expect(first).not.toBe(second);
  await accounts.logIn({ link: first ?? "", password: PASSWORD }, HOME);
  expect(await firstAdminLink(accounts)).toBeUndefined();
});
