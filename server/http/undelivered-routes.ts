import Type from "typebox";
import type { Webhook } from "../../engine/index.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { DeadLetters } from "../deliveries/dead-letters.ts";
import type { ClosedEndpoint, Delivery, EndpointStore } from "../deliveries/delivery-store.ts";
import type { Post } from "../deliveries/post.ts";
import { MAIL_TARGET } from "../mail/mail-target.ts";
import { OUTBOX_TARGET } from "../outbox/outward.ts";
import { Refusal } from "../refusal.ts";
import type { SiteNow } from "../settings/site-now.ts";
import type { TurnSetting } from "../turns/take.ts";
import { webhookTarget } from "../webhooks/fan-out.ts";
import {
  type Endpoint,
  endpointsSchema,
  type Undelivered,
  undeliveredPageSchema,
} from "../wire/undelivered.ts";
import { doer } from "./own-routes.ts";
import { given } from "./presenters/inbox.ts";
import { cursorSchema, limitSchema, PAGE_SIZE } from "./rep-routes.ts";
import { type Route, route } from "./route.ts";

export interface UndeliveredSetting extends Pick<TurnSetting, "playbooks" | "log"> {
  readonly deadLetters: DeadLetters;
  readonly endpoints: EndpointStore;
  readonly audit: AuditLog;
  readonly delivering: Pick<Post, "circuit">;
  readonly siteNow: Pick<SiteNow, "inFile">;
  secret(name: string): string | undefined;
}

const params = Type.Object(
  { id: Type.String({ minLength: 1, maxLength: 300 }) },
  { additionalProperties: false },
);
const nameParams = Type.Object(
  { name: Type.String({ pattern: "^[A-Za-z][A-Za-z0-9_-]{0,39}$" }) },
  { additionalProperties: false },
);

/** What did not reach others, for admins: to see, to try again, to drop. */
export function undeliveredRoutes(setting: UndeliveredSetting): readonly Route[] {
  const { deadLetters, endpoints, playbooks, log, audit } = setting;
  return [
    route(
      "GET /api/v1/undelivered",
      {
        summary: "What could not be delivered, what failed last first.",
        query: Type.Object(
          { cursor: Type.Optional(cursorSchema), limit: Type.Optional(limitSchema) },
          { additionalProperties: false },
        ),
        reply: undeliveredPageSchema,
      },
      async ({ query }) => {
        const { rows, next } = await deadLetters.list(query.cursor, Number(query.limit ?? PAGE_SIZE));
        return { data: rows.map(undelivered), next_cursor: next ?? null };
      },
    ),
    route(
      "POST /api/v1/undelivered/:id/retry",
      { summary: "Tries it again, from the beginning and with the same id.", params },
      async (call) => {
        const { id } = call.params;
        if (!(await deadLetters.again(id))) throw unknown();
        await audit.write({ ...doer(call), what: "delivery.retried", object: id });
        return undefined;
      },
    ),
    route("DELETE /api/v1/undelivered/:id", { summary: "Drops it for good.", params }, async (call) => {
      const { id } = call.params;
      if (!(await deadLetters.discard(id))) throw unknown();
      await audit.write({ ...doer(call), what: "delivery.discarded", object: id });
      return undefined;
    }),
    route(
      "GET /api/v1/webhooks",
      { summary: "The webhooks of site.yml, and how they are.", reply: endpointsSchema },
      async () => {
        const site = playbooks.site();
        const closed = await endpoints.closed(site.id);
        return { data: site.webhooks.map((one) => endpoint(setting, one, closed)), next_cursor: null };
      },
    ),
    route(
      "POST /api/v1/webhooks/:name/open",
      { summary: "Tells an endpoint again that has said 410 Gone.", params: nameParams },
      async (call) => {
        const { name } = call.params;
        const site = playbooks.site();
        if (!site.webhooks.some((one) => one.name === name))
          throw new Refusal("WEBHOOK_UNKNOWN", "site.yml has no webhook of this name.");
        await endpoints.open(site.id, webhookTarget(name));
        await audit.write({ ...doer(call), what: "endpoint.opened", object: webhookTarget(name) });
        log.info("endpoint.opened", { target: webhookTarget(name) });
        return undefined;
      },
    ),
  ];
}

function unknown(): Refusal {
  return new Refusal("UNDELIVERED_UNKNOWN", "There is nothing of this id that could not be delivered.");
}

function undelivered(delivery: Delivery): Undelivered {
  const { id, type, target, conversation, tries, fault, at, changedAt } = delivery;
  const kind = target === MAIL_TARGET || target === OUTBOX_TARGET ? target : "webhook";
  return given<Undelivered>({
    id,
    type,
    kind,
    to: toOf(delivery, kind),
    conversation,
    tries,
    fault: fault ?? "UNKNOWN",
    at,
    failed_at: changedAt,
  });
}

function toOf({ target, body }: Delivery, kind: Undelivered["kind"]): string {
  if (kind === "webhook") return target.replace(/^webhook:/, "");
  if (kind === "outbox") return "store";
  const to = typeof body === "object" && body !== null && "to" in body ? String(body.to) : "";
  return to.replace(/^(.).*@/, "$1…@");
}

function endpoint(
  { delivering, secret, siteNow }: UndeliveredSetting,
  { name, url, on, secrets }: Webhook,
  closed: readonly ClosedEndpoint[],
): Endpoint {
  const target = webhookTarget(name);
  const gone = closed.find((one) => one.target === target && one.url === url);
  const own = siteNow.inFile().get(`webhooks.${name}`);
  const paused = delivering.circuit(target) === "open";
  return given<Endpoint>({
    name,
    url: url.replace(/\?.*$/, ""),
    on: [...on],
    state: gone ? "closed" : paused ? "paused" : "ok",
    closed_at: gone?.closedAt,
    secrets: secrets.filter((one) => secret(one) !== undefined).length,
    source: own ? "file" : "console",
    line: own?.line,
  });
}
