import Type from "typebox";
import type { AuditLog } from "../audit/audit-log.ts";
import type { Delivery, DeliveryStore } from "../deliveries/delivery-store.ts";
import { Refusal } from "../refusal.ts";
import type { Stores } from "../stores/ports.ts";
import type { TurnSetting } from "../turns/take.ts";
import { webhookTarget } from "../webhooks/fan-out.ts";
import { tellAgain } from "../webhooks/tell-again.ts";
import { type DeliveryRow, deliveriesSchema, webhookNameSchema } from "../wire/settings.ts";
import { doer } from "./own-routes.ts";
import { given } from "./presenters/inbox.ts";
import { cursorSchema, limitSchema, PAGE_SIZE } from "./rep-routes.ts";
import { type Route, route } from "./route.ts";

export interface DeliveryLogSetting extends Pick<TurnSetting, "playbooks" | "conversations" | "timekeeper"> {
  readonly stores: Pick<Stores, "deliveries">;
  readonly audit: AuditLog;
  readonly delivering: { round(): Promise<unknown> };
}

const name = webhookNameSchema;
const delivery = Type.String({ minLength: 1, maxLength: 300 });

/** What a webhook was told lately, for admins: to see, and to tell again. */
export function deliveryRoutes(setting: DeliveryLogSetting): readonly Route[] {
  const { playbooks, conversations, audit, timekeeper } = setting;
  const deliveries: DeliveryStore = setting.stores.deliveries;
  const siteId = () => playbooks.site().id;
  const wake = () => {
    setting.delivering.round().catch(() => undefined);
  };
  return [
    route(
      "GET /api/v1/webhooks/:name/deliveries",
      {
        summary:
          "What a webhook was told in the last two days and what it still is to be told, newest first.",
        params: Type.Object({ name }, { additionalProperties: false }),
        query: Type.Object(
          { cursor: Type.Optional(cursorSchema), limit: Type.Optional(limitSchema) },
          { additionalProperties: false },
        ),
        reply: deliveriesSchema,
      },
      async ({ params, query }) => {
        if (!playbooks.site().webhooks.some((one) => one.name === params.name))
          throw new Refusal("WEBHOOK_UNKNOWN", "There is no webhook of this name.");
        const { rows, next } = await deliveries.listOf({
          siteId: siteId(),
          target: webhookTarget(params.name),
          limit: Number(query.limit ?? PAGE_SIZE),
          ...(query.cursor !== undefined && { cursor: query.cursor }),
        });
        return { data: rows.map(rowOf), next_cursor: next ?? null };
      },
    ),
    route(
      "POST /api/v1/webhooks/:name/deliveries/:delivery/again",
      {
        summary: "Tells it again, at once and with the same id.",
        params: Type.Object({ name, delivery }, { additionalProperties: false }),
      },
      async (call) => {
        const { params } = call;
        const again = { deliveries, conversations, siteId, now: timekeeper.now, wake };
        await tellAgain(again, params.name, params.delivery);
        await audit.write({ ...doer(call), what: "delivery.retried", object: params.delivery });
        return undefined;
      },
    ),
  ];
}

function rowOf({ id, type, state, tries, fault, at, changedAt, nextTryAt }: Delivery): DeliveryRow {
  return given<DeliveryRow>({
    id,
    type,
    state,
    tries,
    fault,
    at,
    changed_at: changedAt,
    next_try_at: nextTryAt === undefined ? undefined : new Date(nextTryAt).toISOString(),
  });
}
