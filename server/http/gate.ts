import type { Request } from "express";
import type { Accounts, LoggedIn } from "../auth/accounts.ts";
import { hashToken, isToken, sameSecret } from "../auth/token.ts";
import { Refusal } from "../refusal.ts";
import type { Role } from "../wire/rep.ts";
import { ACCESS, type RouteKey } from "./access.ts";

export interface GateSetting {
  readonly accounts: Accounts;
  /** Name of the session's cookie. */
  readonly cookie: string;
  /** Undefined: nobody may read the figures. */
  readonly metricsToken: string | undefined;
  /** Origin of PUBLIC_URL. */
  ownOrigin(): string;
}

/**
 * Finds out who asks, by the table of access.
 *
 * @returns the hash of the visitor's token, the person who is logged in, or undefined where anybody may ask.
 */
export function makeGate(
  setting: GateSetting,
): (key: RouteKey, request: Request) => Promise<string | LoggedIn | undefined> {
  return async (key, request) => {
    const access = ACCESS[key];
    // Logging in is open, but a foreign page must not log somebody in as somebody else.
    if (access === "open")
      return key === "POST /api/v1/session" ? refuseForeign(setting, request) : undefined;
    if (access === "visitor") return visitorOf(request);
    if (access === "operator") return refuseAllBut(setting.metricsToken, request);
    return await personOf(setting, access, request);
  };
}

/** The token of the session's cookie. */
export function sessionToken(request: Request, cookie: string): string | undefined {
  for (const part of (request.headers.cookie ?? "").split(";")) {
    const [name, value] = part.trim().split("=");
    if (name === cookie && value !== undefined && isToken(value)) return value;
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

function visitorOf(request: Request): string {
  const token = bearerOf(request);
  if (token === undefined || !isToken(token)) {
    throw new Refusal(
      "TOKEN_MISSING",
      "Send the visitor's token: Authorization: Bearer, and 43 letters of base64url.",
    );
  }
  return hashToken(token);
}

async function personOf(setting: GateSetting, roles: readonly Role[], request: Request): Promise<LoggedIn> {
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
  return found;
}

function refuseForeign(setting: GateSetting, request: Request): undefined {
  if (isOwnOrigin(request, setting.ownOrigin())) return undefined;
  throw new Refusal("ORIGIN_REFUSED", "This can only be done from Parley's own pages.");
}
