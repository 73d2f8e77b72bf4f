import { Value } from "typebox/value";
import type { AuditLog } from "../audit/audit-log.ts";
import type { PeopleStore } from "../auth/people-store.ts";
import type { ShelfStore } from "../inbox/shelf-store.ts";
import { Refusal } from "../refusal.ts";
import {
  type CannedReplies,
  cannedRepliesSchema,
  colleaguesSchema,
  NEW_INBOX,
  type OwnInbox,
  ownInboxSchema,
} from "../wire/inbox.ts";
import { addressOf } from "./address.ts";
import { type Route, route } from "./route.ts";

export interface ShelfSetting {
  readonly shelf: ShelfStore;
  readonly people: Pick<PeopleStore, "list">;
  readonly audit: AuditLog;
  siteId(): string;
}

const CANNED = "canned";
const TRIES = 5;

/** What reps work with beside conversations: canned replies, their own views and settings, and whom they may mention. */
export function shelfRoutes(setting: ShelfSetting): readonly Route[] {
  const { shelf, siteId, audit, people } = setting;
  return [
    route(
      "GET /api/v1/canned-replies",
      { summary: "Replies that are written once and used often.", reply: cannedRepliesSchema },
      async () => await cannedReplies(setting),
    ),
    route(
      "PUT /api/v1/canned-replies",
      {
        summary: "Replaces the list whose `v` is sent. 409 when somebody else has changed it since.",
        body: cannedRepliesSchema,
        bodyKiB: 1400,
        reply: cannedRepliesSchema,
      },
      async ({ who, body, request }) => {
        refuseTwins(body);
        const before = await cannedReplies(setting);
        const v = body.v + 1;
        const kept = await shelf.keep({ siteId: siteId(), id: CANNED, v, body: { data: body.data } });
        if (!kept) {
          throw new Refusal("CHANGED_MEANWHILE", "Somebody else has changed the list. Load it again.");
        }
        const change = { before: before.data, after: body.data };
        await audit.write({ who: who.actor, what: "canned.changed", address: addressOf(request), ...change });
        return { v, data: body.data };
      },
    ),
    route(
      "GET /api/v1/me/inbox",
      { summary: "One's own saved views and settings of the inbox.", reply: ownInboxSchema },
      async ({ who }) => {
        const found = await shelf.load(siteId(), ownOf(who.person.id));
        return Value.Check(ownInboxSchema, found?.body) ? found.body : NEW_INBOX;
      },
    ),
    route(
      "PUT /api/v1/me/inbox",
      { summary: "Replaces them; the last change wins.", body: ownInboxSchema, reply: ownInboxSchema },
      async ({ who, body }) => {
        await keepLast(setting, ownOf(who.person.id), body);
        return body;
      },
    ),
    route(
      "GET /api/v1/colleagues",
      { summary: "Everybody who works in the console, by name.", reply: colleaguesSchema },
      async () => {
        const all = await people.list(siteId());
        const data = all.map(({ id, name, role }) => ({ id, name, role }));
        return { data: data.toSorted((a, b) => a.name.localeCompare(b.name)) };
      },
    ),
  ];
}

function ownOf(person: string): string {
  return `person/${person}`;
}

async function cannedReplies({ shelf, siteId }: ShelfSetting): Promise<CannedReplies> {
  const found = await shelf.load(siteId(), CANNED);
  const kept = { v: found?.v ?? 0, ...(found?.body as object | undefined) };
  return Value.Check(cannedRepliesSchema, kept) ? kept : { v: found?.v ?? 0, data: [] };
}

function refuseTwins({ data }: CannedReplies): void {
  const seen = new Set<string>();
  for (const [index, { short }] of data.entries()) {
    if (seen.has(short)) {
      throw new Refusal("INPUT_INVALID", `There are two replies called “${short}”.`, {
        errors: [{ path: `/body/data/${index}/short`, message: "is there twice" }],
      });
    }
    seen.add(short);
  }
}

async function keepLast({ shelf, siteId }: ShelfSetting, id: string, body: OwnInbox): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await shelf.load(siteId(), id);
    if (await shelf.keep({ siteId: siteId(), id, v: (before?.v ?? 0) + 1, body })) return;
  }
  throw new Refusal("TRY_AGAIN", "Many things were changed here at once. Try again.", { retryAfter: 1 });
}
