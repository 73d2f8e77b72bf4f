import type { Request } from "express";
import type { AuditLog } from "../audit/audit-log.ts";
import type { Actor } from "../audit/audit-store.ts";
import type { Accounts } from "../auth/accounts.ts";
import { type ApiKeys, isApiKey } from "../auth/api-keys.ts";
import type { LoggedIn } from "../auth/sessions.ts";
import { hashToken, isToken, sameSecret } from "../auth/token.ts";
import type { Counters } from "../limits/counters.ts";
import { Refusal } from "../refusal.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { Visitors } from "../visitors/visitors.ts";
import type { Role } from "../wire/rep.ts";
import { ACCESS, BEFORE_TOTP, type RouteKey, SCOPES, VIEWED } from "./access.ts";
import { addressOf } from "./address.ts";

export interface GateSetting {
  readonly accounts: Accounts;
  readonly apiKeys: ApiKeys;
  readonly visitors: Visitors;
  readonly audit: AuditLog;
  readonly counters: Counters;
  readonly timekeeper: Timekeeper;
  /** Name of the session's cookie. */
  readonly cookie: string;
  /** Undefined: nobody may read the figures. */
  readonly metricsToken: string | undefined;
  /** Origin of PUBLIC_URL. */
  ownOrigin(): string;
  /** Whether admins must have codes as a second step. */
  totpRequired(): boolean;
}

/** Who asks a route that programs may ask too. */
export interface Caller {
  readonly actor: Actor;
}

/** A person of the console who asks. */
export interface Member extends LoggedIn, Caller {}

/**
 * Finds out who asks, by the table of access. A route that is not in the table is refused to everybody.
 *
 * @returns the visitor, the person who is logged in, the program, or undefined where anybody may ask.
 */
export function makeGate(
  setting: GateSetting,
): (key: RouteKey, request: Request) => Promise<string | Caller | undefined> {
  return async (key, request) => {
    const access = Object.hasOwn(ACCESS, key) ? ACCESS[key] : undefined;
    if (access === undefined) throw new Refusal("ROUTE_UNKNOWN", "The API has no such address.");
    // Logging in is open, but a foreign page must not log somebody in as somebody else.
    if (access === "open")
      return key === "POST /api/v1/session" ? refuseForeign(setting, request) : undefined;
    if (access === "operator") return refuseAllBut(setting.metricsToken, request);
    if (access === "visitor") return await visitorFor(setting, key, request);
    const caller =
      (await programOf(setting, key, request)) ?? (await personOf(setting, key, access, request));
    await noteView(setting, key, request, caller);
    return caller;
  };
}

async function visitorFor({ visitors }: GateSetting, key: RouteKey, request: Request): Promise<string> {
  const token = tokenOf(request);
  // Sent again after its answer was lost, it comes with a token whose place was taken: the visitors look themselves.
  return key === "POST /api/v1/identity" ? token : await visitors.visitorOf(token);
}

/** The token of the session's cookie. */
export function sessionToken(request: Request, cookie: string): string | undefined {
  const value = cookieOf(request, cookie);
  return value !== undefined && isToken(value) ? value : undefined;
}

export function cookieOf(request: Request, cookie: string): string | undefined {
  for (const part of (request.headers.cookie ?? "").split(";")) {
    const [name, value] = part.trim().split("=");
    if (name === cookie) return value;
  }
  return undefined;
}

/** Whether the request comes from a page of ours, or from no page. */
export function isOwnOrigin(request: Request, ownOrigin: string): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (origin === ownOrigin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function bearerOf(request: Request): string | undefined {
  const [scheme, token, ...rest] = (request.headers.authorization ?? "").split(" ");
  return scheme?.toLowerCase() === "bearer" && rest.length === 0 ? token : undefined;
}

function refuseAllBut(expected: string | undefined, request: Request): undefined {
  if (expected === undefined) {
    throw new Refusal("ROUTE_UNKNOWN", "Figures are off. Set METRICS_TOKEN, and send it as a bearer token.");
  }
  const token = bearerOf(request);
  if (token !== undefined && sameSecret(token, expected)) return undefined;
  throw new Refusal("TOKEN_MISSING", "Send METRICS_TOKEN: Authorization: Bearer, and the token.");
}

/** The hash of the visitor's token. @throws {Refusal} TOKEN_MISSING */
export function tokenOf(request: Request): string {
  const token = sentToken(request);
  if (token !== undefined) return token;
  throw new Refusal(
    "TOKEN_MISSING",
    "Send the visitor's token: Authorization: Bearer, and 43 letters of base64url.",
  );
}

/** The hash of the token that came, if one did. */
export function sentToken(request: Request): string | undefined {
  const token = bearerOf(request);
  return token !== undefined && isToken(token) ? hashToken(token) : undefined;
}

/** A key goes with every request by hand, so that no foreign page can send it: it needs no CSRF token. */
async function programOf(setting: GateSetting, key: RouteKey, request: Request): Promise<Caller | undefined> {
  const sent = bearerOf(request);
  if (sent === undefined || !isApiKey(sent)) return undefined;
  const found = await setting.apiKeys.find(sent);
  if (!found) throw new Refusal("KEY_REFUSED", "There is no such key, or it has run out.");
  const scope = new Map<string, string>(Object.entries(SCOPES)).get(key);
  if (scope === undefined) throw new Refusal("SCOPE_REFUSED", "This is for people only, not for keys.");
  if (!found.scopes.some((one) => one === scope))
    throw new Refusal("SCOPE_REFUSED", `The key has not the scope ${scope}.`);
  return { actor: { kind: "key", id: found.prefix } };
}

async function personOf(
  setting: GateSetting,
  key: RouteKey,
  roles: readonly Role[],
  request: Request,
): Promise<Member> {
  const token = sessionToken(request, setting.cookie);
  const found = token === undefined ? undefined : await setting.accounts.find(token);
  if (!found) throw new Refusal("LOGIN_REQUIRED", "Log in first.");
  if (request.method !== "GET") {
    refuseForeign(setting, request);
    const sent = request.headers["x-csrf-token"];
    if (typeof sent !== "string" || !sameSecret(sent, found.session.csrf)) {
      throw new Refusal("CSRF_REFUSED", "Send the csrf of GET /api/v1/me as X-CSRF-Token.");
    }
  }
  if (!roles.includes(found.person.role)) {
    throw new Refusal("ROLE_REFUSED", `The role ${found.person.role} may not do this.`);
  }
  if (!BEFORE_TOTP.includes(key) && (await mustSetUp(setting, found))) {
    throw new Refusal("TOTP_SETUP_NEEDED", "Admins of this site need codes. Set them up first.");
  }
  return { ...found, actor: { kind: "person", id: found.person.id } };
}

/** Whether the site asks the person for codes and they have none yet. */
export async function mustSetUp(
  { accounts, totpRequired }: Pick<GateSetting, "accounts" | "totpRequired">,
  { person }: LoggedIn,
): Promise<boolean> {
  return person.role === "admin" && totpRequired() && !(await accounts.totp.isOn(person.id));
}

const VIEW_MS = 10 * 60_000;

/** One line for a look of ten minutes: the console asks again whenever something changes. */
async function noteView(
  { audit, counters, timekeeper }: GateSetting,
  key: RouteKey,
  request: Request,
  { actor }: Caller,
): Promise<void> {
  const what = VIEWED[key];
  if (what === undefined) return;
  const { id } = request.params;
  const object = typeof id === "string" && /^[\w-]{8,64}$/.test(id) ? { object: id } : {};
  const look = `audit:${actor.kind}:${actor.id}:${what}:${object.object ?? ""}`;
  if (!(await counters.hit(look, 1, VIEW_MS, timekeeper.now())).allowed) return;
  await audit.write({ who: actor, what, address: addressOf(request), ...object });
}

function refuseForeign(setting: GateSetting, request: Request): undefined {
  if (isOwnOrigin(request, setting.ownOrigin())) return undefined;
  throw new Refusal("ORIGIN_REFUSED", "This can only be done from Parley's own pages.");
}
