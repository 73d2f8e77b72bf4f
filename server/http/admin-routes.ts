import Type from "typebox";
import type { AuditEntry } from "../audit/audit-store.ts";
import type { ApiKeyRecord } from "../auth/api-key-store.ts";
import type { ApiKeys } from "../auth/api-keys.ts";
import { changeRoleSchema, sessionsSchema } from "../wire/account.ts";
import { type AuditLine, auditCheckSchema, auditPageSchema } from "../wire/audit.ts";
import { type Key, keysSchema, madeKeySchema, makeKeySchema } from "../wire/keys.ts";
import { changePersonSchema, invitedSchema, personSchema } from "../wire/rep.ts";
import { clientIdSchema } from "../wire/visitor.ts";
import { personOf, welcomeLink } from "./account-routes.ts";
import { doer, type OwnSetting, sessionOf } from "./own-routes.ts";
import { limitSchema, PAGE_SIZE } from "./rep-routes.ts";
import { type Route, route } from "./route.ts";

export interface AdminSetting extends OwnSetting {
  readonly apiKeys: ApiKeys;
}

const params = Type.Object({ id: clientIdSchema }, { additionalProperties: false });

/** What admins do about others, keys, and the audit log. */
export function adminRoutes(setting: AdminSetting): readonly Route[] {
  return [...peopleRoutes(setting), ...keyRoutes(setting), ...auditRoutes(setting)];
}

function peopleRoutes({ accounts, audit, publicUrl }: AdminSetting): readonly Route[] {
  return [
    route(
      "POST /api/v1/people/:id/link",
      { summary: "A one-time link that sets a new password.", params, reply: invitedSchema, status: 201 },
      async (call) => {
        const { person, token } = await accounts.newLink(call.params.id, doer(call));
        return { person: personOf(person), link: welcomeLink(publicUrl(), token) };
      },
    ),
    route(
      "POST /api/v1/people/:id/role",
      {
        summary: "Gives somebody another role and ends their sessions.",
        params,
        body: changeRoleSchema,
        reply: personSchema,
      },
      async (call) => personOf(await accounts.changeRole(call.params.id, call.body.role, doer(call))),
    ),
    route(
      "PATCH /api/v1/people/:id",
      {
        summary: "Changes somebody's name, languages, skills or limit.",
        params,
        body: changePersonSchema,
        reply: personSchema,
      },
      async (call) => personOf(await accounts.change(call.params.id, call.body, doer(call))),
    ),
    route(
      "GET /api/v1/people/:id/sessions",
      { summary: "Where somebody is logged in.", params, reply: sessionsSchema },
      async ({ who, params: { id } }) => ({
        data: (await accounts.sessionsOf(id)).map((one) => sessionOf(one, who.session.id)),
        next_cursor: null,
      }),
    ),
    route(
      "DELETE /api/v1/people/:id/sessions",
      { summary: "Ends all sessions of somebody.", params },
      async (call) => {
        await accounts.endSessions(call.params.id, {}, doer(call));
        return undefined;
      },
    ),
    route(
      "DELETE /api/v1/people/:id/totp",
      { summary: "Takes somebody's codes away, who lost their telephone. Ends their sessions.", params },
      async (call) => {
        const { id } = call.params;
        await accounts.endSessions(id, {}, doer(call));
        await accounts.totp.remove(id);
        await audit.write({ ...doer(call), what: "totp.removed", object: id });
        return undefined;
      },
    ),
  ];
}

function keyRoutes({ apiKeys, accounts }: AdminSetting): readonly Route[] {
  return [
    route("GET /api/v1/keys", { summary: "All API keys, newest first.", reply: keysSchema }, async () => {
      const [keys, people] = await Promise.all([apiKeys.list(), accounts.list()]);
      const names = new Map(people.map(({ id, name }) => [id, name]));
      return { data: keys.map((key) => keyOf(key, names)), next_cursor: null };
    }),
    route(
      "POST /api/v1/keys",
      {
        summary: "Makes an API key. It is told only now.",
        body: makeKeySchema,
        reply: madeKeySchema,
        status: 201,
      },
      async (call) => {
        const { record, secret } = await apiKeys.make(call.body, doer(call));
        const { id, name } = call.who.person;
        return { key: keyOf(record, new Map([[id, name]])), secret };
      },
    ),
    route(
      "DELETE /api/v1/keys/:prefix",
      {
        summary: "Revokes an API key at once.",
        params: Type.Object(
          { prefix: Type.String({ pattern: "^parley_[a-z0-9]{8}$" }) },
          { additionalProperties: false },
        ),
      },
      async (call) => {
        await apiKeys.revoke(call.params.prefix, doer(call));
        return undefined;
      },
    ),
  ];
}

function keyOf(record: ApiKeyRecord, names: ReadonlyMap<string, string>): Key {
  const { prefix, name, scopes, madeBy, createdAt, expiresAt, lastUsedAt } = record;
  return {
    id: prefix,
    name,
    prefix,
    scopes: [...scopes],
    made_by: names.get(madeBy) ?? "",
    created_at: createdAt,
    ...(expiresAt !== undefined && { expires_at: new Date(expiresAt).toISOString() }),
    ...(lastUsedAt !== undefined && { last_used_at: new Date(lastUsedAt).toISOString() }),
  };
}

function auditRoutes({ audit, accounts }: AdminSetting): readonly Route[] {
  return [
    route(
      "GET /api/v1/audit",
      {
        summary: "Who did what, newest first.",
        query: Type.Object(
          {
            cursor: Type.Optional(Type.String({ pattern: "^[0-9]{1,15}$" })),
            limit: Type.Optional(limitSchema),
          },
          { additionalProperties: false },
        ),
        reply: auditPageSchema,
      },
      async ({ query }) => {
        const before = query.cursor === undefined ? undefined : Number(query.cursor);
        const limit = Number(query.limit ?? PAGE_SIZE);
        const [lines, people] = await Promise.all([audit.list(before, limit), accounts.list()]);
        const names = new Map(people.map(({ id, name }) => [id, name]));
        const last = lines.at(-1);
        return {
          data: lines.map((line) => lineOf(line, names)),
          next_cursor: lines.length === limit && last !== undefined && last.seq > 1 ? String(last.seq) : null,
        };
      },
    ),
    route(
      "GET /api/v1/audit/check",
      {
        summary: "Looks whether any line of the audit log was changed or taken out.",
        reply: auditCheckSchema,
      },
      async () => {
        const { lines, brokenAt, head } = await audit.verify();
        return { lines, head, ...(brokenAt !== undefined && { broken_at: brokenAt }) };
      },
    ),
  ];
}

function lineOf(entry: AuditEntry, names: ReadonlyMap<string, string>): AuditLine {
  const { seq, at, who, what, object, detail, before, after, network, chain } = entry;
  const name = names.get(who.id);
  const objectName = object === undefined ? undefined : names.get(object);
  return {
    seq,
    at,
    who: { ...who, ...(name !== undefined && { name }) },
    what,
    ...(object !== undefined && { object }),
    ...(objectName !== undefined && { object_name: objectName }),
    ...(detail !== undefined && { detail }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(network !== undefined && { network }),
    chain,
  };
}
