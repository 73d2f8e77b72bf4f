import Type from "typebox";
import { Refusal } from "../refusal.ts";
import type { LeadStore } from "../stores/ports.ts";
import { messagesAfter } from "../turns/messages-after.ts";
import { messageOfReps } from "../turns/same-id.ts";
import type { TurnSetting } from "../turns/take.ts";
import { leadDetailSchema, leadPageSchema } from "../wire/rep.ts";
import { clientIdSchema } from "../wire/visitor.ts";
import { leadDetail, leadRow } from "./presenters/leads.ts";
import { cursorSchema, limitSchema, PAGE_SIZE } from "./rep-routes.ts";
import { type Route, route } from "./route.ts";

export interface LeadSetting extends Pick<TurnSetting, "conversations" | "playbooks"> {
  readonly leads: LeadStore;
}

export function leadRoutes(setting: LeadSetting): readonly Route[] {
  const { leads, conversations, playbooks } = setting;
  return [
    route(
      "GET /api/v1/leads",
      {
        summary: "Leads, newest change first.",
        query: Type.Object(
          {
            search: Type.Optional(Type.String({ maxLength: 200 })),
            cursor: Type.Optional(cursorSchema),
            limit: Type.Optional(limitSchema),
          },
          { additionalProperties: false },
        ),
        reply: leadPageSchema,
      },
      async ({ query }) => {
        const search = query.search?.trim();
        const { rows, next } = await leads.list({
          siteId: playbooks.site().id,
          limit: Number(query.limit ?? PAGE_SIZE),
          ...(search && { search }),
          ...(query.cursor !== undefined && { cursor: query.cursor }),
        });
        return { data: rows.map(leadRow), next_cursor: next ?? null };
      },
    ),
    route(
      "GET /api/v1/leads/:id",
      {
        summary: "One lead with its score's reasons and its conversation.",
        params: Type.Object({ id: clientIdSchema }, { additionalProperties: false }),
        reply: leadDetailSchema,
      },
      async ({ params }) => {
        const siteId = playbooks.site().id;
        const record = await leads.load(siteId, params.id);
        if (!record) throw new Refusal("LEAD_UNKNOWN", "There is no such lead.");
        const [conversation, playbook, namesakes] = await Promise.all([
          conversations.load(siteId, record.conversation),
          playbooks.version(record.version),
          record.email === undefined ? [] : leads.sameAddress(siteId, record.email, record.id),
        ]);
        const messages = conversation ? await messagesAfter(conversations, conversation, 0) : [];
        return leadDetail(record, messages.map(messageOfReps), playbook, namesakes, conversation);
      },
    ),
  ];
}
