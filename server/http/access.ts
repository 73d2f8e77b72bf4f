import type { AuditAct } from "../audit/audit-log.ts";
import type { Scope } from "../wire/keys.ts";
import type { Role } from "../wire/rep.ts";

const EVERYBODY = ["admin", "marketer", "rep", "viewer"] as const satisfies readonly Role[];
const ANSWERS = ["admin", "rep"] as const satisfies readonly Role[];
const WRITES = ["admin", "marketer"] as const satisfies readonly Role[];
/** Whoever does not answer visitors, but looks after those who do. */
const SUPERVISES = ["admin", "marketer", "viewer"] as const satisfies readonly Role[];
const ADMIN = ["admin"] as const satisfies readonly Role[];

/**
 * Who may do what, for every route of the API. `open`: anybody. `visitor`: whoever has a visitor's token, for the
 * conversations of that token only. `operator`: whoever has METRICS_TOKEN. Else the roles that a person of the console needs.
 */
export const ACCESS = {
  "POST /api/v1/start": "open",
  "POST /api/v1/conversations": "visitor",
  "POST /api/v1/conversations/:id/messages": "visitor",
  "GET /api/v1/conversations/:id/events": "visitor",
  "POST /api/v1/conversations/:id/typing": "visitor",
  "POST /api/v1/conversations/:id/stop-waiting": "visitor",
  "POST /api/v1/conversations/:id/files": "visitor",
  "POST /api/v1/conversations/:id/visit": "visitor",
  "GET /api/v1/conversations/:id/steer": EVERYBODY,
  "POST /api/v1/conversations/:id/steer": ANSWERS,
  "POST /api/v1/conversations/:id/answers": ANSWERS,
  "GET /api/v1/conversations/:id/beside": EVERYBODY,
  "POST /api/v1/conversations/:id/start": ANSWERS,
  "GET /api/v1/visitors": EVERYBODY,
  "POST /api/v1/resume": "visitor",
  "GET /api/v1/conversations/:id/files/:file": "visitor",
  "GET /api/v1/files/site/:name": "open",
  "POST /api/v1/session": "open",
  "DELETE /api/v1/session": EVERYBODY,
  "GET /api/v1/me": EVERYBODY,
  "GET /api/v1/inbox": EVERYBODY,
  "GET /api/v1/inbox/:id": EVERYBODY,
  "POST /api/v1/inbox/:id/claim": ANSWERS,
  "POST /api/v1/inbox/:id/replies": ANSWERS,
  "POST /api/v1/inbox/:id/return": ANSWERS,
  "POST /api/v1/inbox/:id/close": ANSWERS,
  "POST /api/v1/inbox/:id/transfer": ANSWERS,
  "POST /api/v1/inbox/:id/transfer/accept": ANSWERS,
  "DELETE /api/v1/inbox/:id/transfer": ANSWERS,
  "POST /api/v1/inbox/:id/decline": ANSWERS,
  "GET /api/v1/desks": EVERYBODY,
  "POST /api/v1/me/desk": ANSWERS,
  "GET /api/v1/inbox/:id/files/:file": EVERYBODY,
  "POST /api/v1/inbox/:id/files": ANSWERS,
  "POST /api/v1/inbox/:id/notes": ANSWERS,
  "POST /api/v1/inbox/:id/here": EVERYBODY,
  "POST /api/v1/inbox/:id/read": EVERYBODY,
  "POST /api/v1/inbox/:id/snooze": ANSWERS,
  "GET /api/v1/canned-replies": EVERYBODY,
  "PUT /api/v1/canned-replies": WRITES,
  "GET /api/v1/me/inbox": EVERYBODY,
  "PUT /api/v1/me/inbox": EVERYBODY,
  "GET /api/v1/colleagues": EVERYBODY,
  "GET /api/v1/events": EVERYBODY,
  "GET /api/v1/leads": EVERYBODY,
  "GET /api/v1/leads/:id": EVERYBODY,
  "POST /api/v1/identity": "visitor",
  "POST /api/v1/me/password": EVERYBODY,
  "GET /api/v1/me/sessions": EVERYBODY,
  "DELETE /api/v1/me/sessions": EVERYBODY,
  "DELETE /api/v1/me/sessions/:session": EVERYBODY,
  "POST /api/v1/me/totp": EVERYBODY,
  "POST /api/v1/me/totp/confirm": EVERYBODY,
  "POST /api/v1/me/totp/remove": EVERYBODY,
  "POST /api/v1/privacy/export": ADMIN,
  "POST /api/v1/privacy/erase": ADMIN,
  "GET /api/v1/people": ADMIN,
  "POST /api/v1/people": ADMIN,
  "PATCH /api/v1/people/:id": ADMIN,
  "POST /api/v1/people/:id/link": ADMIN,
  "POST /api/v1/people/:id/role": ADMIN,
  "GET /api/v1/people/:id/sessions": ADMIN,
  "DELETE /api/v1/people/:id/sessions": ADMIN,
  "DELETE /api/v1/people/:id/totp": ADMIN,
  "GET /api/v1/keys": ADMIN,
  "POST /api/v1/keys": ADMIN,
  "DELETE /api/v1/keys/:prefix": ADMIN,
  "GET /api/v1/audit": ADMIN,
  "GET /api/v1/audit/check": ADMIN,
  "GET /api/v1/undelivered": ADMIN,
  "POST /api/v1/undelivered/:id/retry": ADMIN,
  "DELETE /api/v1/undelivered/:id": ADMIN,
  "GET /api/v1/webhooks": ADMIN,
  "POST /api/v1/webhooks/:name/open": ADMIN,
  "POST /api/v1/webhooks": ADMIN,
  "POST /api/v1/webhooks/:name": ADMIN,
  "DELETE /api/v1/webhooks/:name": ADMIN,
  "POST /api/v1/webhooks/:name/secret": ADMIN,
  "DELETE /api/v1/webhooks/:name/secret": ADMIN,
  "GET /api/v1/settings": ADMIN,
  "POST /api/v1/settings": ADMIN,
  "POST /api/v1/hours/try": ADMIN,
  "GET /api/v1/board": SUPERVISES,
  "GET /api/v1/sightings": ADMIN,
  "GET /api/v1/webhooks/:name/deliveries": ADMIN,
  "POST /api/v1/webhooks/:name/deliveries/:delivery/again": ADMIN,
  "GET /api/v1/server": ADMIN,
  "POST /api/v1/mail/try": ADMIN,
  "GET /verify/:token": "open",
  "POST /verify/:token": "open",
  "GET /healthz": "open",
  "GET /readyz": "open",
  "GET /metrics": "operator",
  "GET /openapi.json": "open",
  "GET /schemas/:file": "open",
} as const satisfies Readonly<Record<string, "open" | "visitor" | "operator" | readonly Role[]>>;

export type RouteKey = keyof typeof ACCESS;

/** What a program with an API key needs for the routes that are open to keys. All others are for people only. */
export const SCOPES = {
  "GET /api/v1/inbox": "conversations:read",
  "GET /api/v1/inbox/:id": "conversations:read",
  "GET /api/v1/inbox/:id/files/:file": "conversations:read",
  "GET /api/v1/leads": "leads:read",
  "GET /api/v1/leads/:id": "leads:read",
  "GET /api/v1/audit": "audit:read",
} as const satisfies Partial<Record<RouteKey, Scope>>;

/** All that an admin may do who must set up codes first. */
export const BEFORE_TOTP: readonly RouteKey[] = [
  "GET /api/v1/me",
  "DELETE /api/v1/session",
  "POST /api/v1/me/totp",
  "POST /api/v1/me/totp/confirm",
];

/** Looking at these is written into the audit log, before the answer goes out. */
export const VIEWED: Partial<Record<RouteKey, AuditAct>> = {
  "GET /api/v1/inbox": "inbox.listed",
  "GET /api/v1/inbox/:id": "conversation.viewed",
  "GET /api/v1/inbox/:id/files/:file": "file.viewed",
  "GET /api/v1/leads": "leads.listed",
  "GET /api/v1/leads/:id": "lead.viewed",
  "GET /api/v1/visitors": "visitors.listed",
  "GET /api/v1/audit": "audit.read",
  "GET /api/v1/board": "board.viewed",
  "GET /api/v1/undelivered": "undelivered.listed",
};
