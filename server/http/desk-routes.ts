import { Value } from "typebox/value";
import type { AuditLog } from "../audit/audit-log.ts";
import type { PeopleStore } from "../auth/people-store.ts";
import type { DeskStore } from "../inbox/desk-store.ts";
import { Refusal } from "../refusal.ts";
import {
  type CannedReplies,
  cannedRepliesSchema,
  colleaguesSchema,
  type Desk,
  deskSchema,
  NEW_DESK,
} from "../wire/desk.ts";
import { addressOf } from "./address.ts";
import { type Route, route } from "./route.ts";

export interface DeskSetting {
  readonly desk: DeskStore;
  readonly people: Pick<PeopleStore, "list">;
  readonly audit: AuditLog;
  siteId(): string;
}

const CANNED = "canned";
const TRIES = 5;

/** What reps work with beside conversations: canned replies, their own views and settings, and whom they may mention. */
export function deskRoutes(setting: DeskSetting): readonly Route[] {
  const { desk, siteId, audit, people } = setting;
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
        const kept = await desk.keep({ siteId: siteId(), id: CANNED, v, body: { data: body.data } });
        if (!kept) {
          throw new Refusal("CHANGED_MEANWHILE", "Somebody else has changed the list. Load it again.");
        }
        const change = { before: before.data, after: body.data };
        await audit.write({ who: who.actor, what: "canned.changed", address: addressOf(request), ...change });
        return { v, data: body.data };
      },
    ),
    route(
      "GET /api/v1/me/desk",
      { summary: "One's own saved views and settings of the inbox.", reply: deskSchema },
      async ({ who }) => {
        const found = await desk.load(siteId(), deskOf(who.person.id));
        return Value.Check(deskSchema, found?.body) ? found.body : NEW_DESK;
      },
    ),
    route(
      "PUT /api/v1/me/desk",
      { summary: "Replaces them; the last change wins.", body: deskSchema, reply: deskSchema },
      async ({ who, body }) => {
        await keepLast(setting, deskOf(who.person.id), body);
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

function deskOf(person: string): string {
  return `person/${person}`;
}

async function cannedReplies({ desk, siteId }: DeskSetting): Promise<CannedReplies> {
  const found = await desk.load(siteId(), CANNED);
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

async function keepLast({ desk, siteId }: DeskSetting, id: string, body: Desk): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await desk.load(siteId(), id);
    if (await desk.keep({ siteId: siteId(), id, v: (before?.v ?? 0) + 1, body })) return;
  }
  throw new Refusal("TRY_AGAIN", "Many things were changed here at once. Try again.", { retryAfter: 1 });
}
