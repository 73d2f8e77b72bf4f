import Type from "typebox";
import type { AuditLog } from "../audit/audit-log.ts";
import type { Doer } from "../auth/account-parts.ts";
import type { SessionRecord } from "../auth/people-store.ts";
import {
  changePasswordSchema,
  confirmTotpSchema,
  proofSchema,
  recoverySchema,
  type Session,
  sessionsSchema,
  totpSetUpSchema,
} from "../wire/account.ts";
import type { AccountSetting } from "./account-routes.ts";
import { addressOf } from "./address.ts";
import type { Caller } from "./gate.ts";
import { type Call, type Route, route } from "./route.ts";

export interface OwnSetting extends AccountSetting {
  readonly audit: AuditLog;
}

export const sessionIdSchema = Type.String({ pattern: "^[0-9a-f]{16}$" });

/** What people do about their own account: password, codes, sessions. */
export function ownRoutes(setting: OwnSetting): readonly Route[] {
  return [...passwordAndSessions(setting), ...totp(setting)];
}

function passwordAndSessions({ accounts }: OwnSetting): readonly Route[] {
  return [
    route(
      "POST /api/v1/me/password",
      { summary: "Changes the own password. All other sessions end.", body: changePasswordSchema },
      async (call) => {
        await accounts.changePassword(call.who, call.body, doer(call));
        return undefined;
      },
    ),
    route(
      "GET /api/v1/me/sessions",
      { summary: "Where one is logged in, newest first.", reply: sessionsSchema },
      async ({ who }) => ({
        data: (await accounts.sessionsOf(who.person.id)).map((one) => sessionOf(one, who.session.id)),
        next_cursor: null,
      }),
    ),
    route("DELETE /api/v1/me/sessions", { summary: "Ends all other own sessions." }, async (call) => {
      await accounts.endSessions(call.who.person.id, { except: call.who.session.id }, doer(call));
      return undefined;
    }),
    route(
      "DELETE /api/v1/me/sessions/:session",
      {
        summary: "Ends one own session.",
        params: Type.Object({ session: sessionIdSchema }, { additionalProperties: false }),
      },
      async (call) => {
        await accounts.endSessions(call.who.person.id, { id: call.params.session }, doer(call));
        return undefined;
      },
    ),
  ];
}

function totp({ accounts, audit }: OwnSetting): readonly Route[] {
  return [
    route(
      "POST /api/v1/me/totp",
      {
        summary: "Begins to set up codes: a secret for an authenticator app.",
        body: proofSchema,
        reply: totpSetUpSchema,
      },
      async ({ who, body }) => {
        await accounts.prove(who.person, body.password);
        return await accounts.totp.begin(who.person);
      },
    ),
    route(
      "POST /api/v1/me/totp/confirm",
      { summary: "Turns codes on with a first one.", body: confirmTotpSchema, reply: recoverySchema },
      async (call) => {
        const { person } = call.who;
        await accounts.limitProof(person);
        const recovery = await accounts.totp.confirm(person.id, call.body.code);
        await audit.write({ ...doer(call), what: "totp.set", object: person.id });
        return { recovery: [...recovery] };
      },
    ),
    route("POST /api/v1/me/totp/remove", { summary: "Turns codes off.", body: proofSchema }, async (call) => {
      const { person } = call.who;
      await accounts.prove(person, call.body.password);
      await accounts.totp.remove(person.id);
      await audit.write({ ...doer(call), what: "totp.removed", object: person.id });
      return undefined;
    }),
  ];
}

/** Who asks, for the audit log. */
export function doer({
  who,
  request,
}: { readonly who: Caller } & Pick<Call<"GET /healthz", never>, "request">): Doer {
  return { who: who.actor, address: addressOf(request) };
}

/** The first letters of a session's hash name it: nothing can be done with them but end it. */
export function sessionOf(record: SessionRecord, current?: string): Session {
  const { id, device, network, createdAt, expiresAt } = record;
  return {
    id: id.slice(0, 16),
    current: id === current,
    ...(device !== undefined && { device }),
    ...(network !== undefined && { network }),
    ...(createdAt !== undefined && { began_at: new Date(createdAt).toISOString() }),
    ends_at: new Date(expiresAt).toISOString(),
  };
}
