import { UNKNOWN } from "../audit/audit-log.ts";
import { Refusal } from "../refusal.ts";
import type { LogIn } from "../wire/rep.ts";
import type { AccountParts } from "./account-parts.ts";
import { hashPassword, isPassword } from "./password.ts";
import type { PersonRecord } from "./people-store.ts";
import { beginSession, type LoggedIn } from "./sessions.ts";
import { hashToken, keyedHash } from "./token.ts";
import type { Whence } from "./whence.ts";

/** Lets somebody in by e-mail and password, or by a one-time link that sets the password; then by a code where codes are on. */
export async function logIn(
  parts: AccountParts,
  input: LogIn,
  whence: Whence,
): Promise<LoggedIn & { readonly token: string; readonly known: string }> {
  const { audit, log, limits } = parts;
  const person =
    "link" in input ? await byLink(parts, input, whence) : await byPassword(parts, input, whence);
  const loggedIn = await beginSession(parts, person, whence);
  const who = { kind: "person", id: person.id } as const;
  await audit.write({
    who,
    what: "login.accepted",
    detail: "link" in input ? "link" : "password",
    address: whence.address,
  });
  log.info("login.accepted", { person: person.id });
  return { ...loggedIn, known: limits.knownDevice(person.email) };
}

async function byPassword(
  parts: AccountParts,
  { email, password, code }: Extract<LogIn, { email: string }>,
  whence: Whence,
): Promise<PersonRecord> {
  const { people, siteId, limits } = parts;
  await limits.password(email, whence);
  const person = await people.byEmail(siteId(), email.toLowerCase());
  const right = await isPassword(person?.passwordHash, password);
  if (!person || !right) {
    await noteRefusal(parts, "password", person, `${whence.address} ${email.toLowerCase()}`, whence);
    throw new Refusal("LOGIN_REFUSED", "This e-mail and password do not belong together.");
  }
  await secondStep(parts, person, code, whence);
  return person;
}

async function byLink(
  parts: AccountParts,
  { link, password, code }: Extract<LogIn, { link: string }>,
  whence: Whence,
): Promise<PersonRecord> {
  const { people, siteId, timekeeper, limits } = parts;
  await limits.link(whence);
  const id = hashToken(link);
  const invite = await people.invite(siteId(), id);
  const person = invite && (await people.byId(siteId(), invite.person));
  if (!person || invite.expiresAt <= timekeeper.now()) throw await invalidLink(parts, whence);
  // A link proves what a password proves, and no more.
  await secondStep(parts, person, code, whence);
  // The slow part first: when the process dies in between, the link is not spent for nothing.
  const passwordHash = await hashPassword(password);
  if (!(await people.spendInvite(siteId(), id))) throw await invalidLink(parts, whence);
  const changed = { ...person, passwordHash };
  await people.update(changed);
  await people.endInvites(siteId(), person.id);
  await people.endSessions(siteId(), person.id);
  const who = { kind: "person", id: person.id } as const;
  await parts.audit.write({ who, what: "password.set", object: person.id, address: whence.address });
  return changed;
}

async function secondStep(
  parts: AccountParts,
  person: PersonRecord,
  code: string | undefined,
  whence: Whence,
): Promise<void> {
  if (!(await parts.totp.isOn(person.id))) return;
  if (code === undefined) {
    throw new Refusal("CODE_NEEDED", "Send the code of your telephone, or a recovery code, as well.");
  }
  const used = await parts.totp.use(person.id, code);
  if (used === "no") {
    await noteRefusal(parts, "code", person, whence.address, whence);
    throw new Refusal("CODE_WRONG", "This code is not right, or was used already. Wait for the next one.");
  }
  if (used === "recovery") {
    const who = { kind: "person", id: person.id } as const;
    await parts.audit.write({ who, what: "totp.recovery_used", object: person.id, address: whence.address });
  }
}

async function invalidLink(parts: AccountParts, whence: Whence): Promise<Refusal> {
  await noteRefusal(parts, "link", undefined, whence.address, whence);
  return new Refusal("LINK_INVALID", "This link was used already, or has run out. Ask for a new one.");
}

async function noteRefusal(
  { audit, log, secretKey }: AccountParts,
  detail: string,
  person: PersonRecord | undefined,
  key: string,
  { address }: Whence,
): Promise<void> {
  log.warn("login.refused", { who: keyedHash(secretKey, key) });
  const object = person === undefined ? {} : { object: person.id };
  await audit.write({ who: UNKNOWN, what: "login.refused", detail, address, ...object });
}
