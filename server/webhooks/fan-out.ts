import { createHash } from "node:crypto";
import type { Site, Webhook, WebhookEvent } from "../../engine/index.ts";
import type { Delivery, DeliveryStore, EndpointStore } from "../deliveries/delivery-store.ts";
import { leadRecord } from "../outbox/lead-record.ts";
import type { Conversation, ConversationStore, OutboxItem } from "../stores/ports.ts";
import { messagesAfter } from "../turns/messages-after.ts";
import { type EventBody, eventBody } from "./events.ts";
import { conversationData, leadData, messageData } from "./payloads.ts";

export interface FanOutSetting {
  readonly deliveries: DeliveryStore;
  readonly endpoints: EndpointStore;
  readonly conversations: ConversationStore;
  site(): Site;
  readonly now: () => number;
}

/** Something that happened, as it is told. */
export interface Told {
  readonly type: WebhookEvent;
  /** Tells this happening from all others of the site; the same however often it is told. */
  readonly key: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Place among what happened in the conversation. */
  readonly order: number;
  readonly conversation: string;
  /** Whether it may hold words of the visitor. */
  readonly personal: boolean;
}

/** Makes a delivery to every endpoint that wants to hear of what a turn left. Again changes nothing: ids are stable. */
export async function fanOut(
  setting: FanOutSetting,
  conversation: Conversation,
  item: OutboxItem,
): Promise<void> {
  const body = eventBody(item);
  const messages = body.types.includes("message.created")
    ? (await messagesAfter(setting.conversations, conversation, body.seqFrom - 1)).filter(
        ({ seq }) => seq <= body.seqTo,
      )
    : [];
  const told = body.types.flatMap((type) => tellings(conversation, item.id, body, type, messages));
  await announce(
    setting,
    conversation.siteId,
    told.map((one, index) => ({ ...one, order: body.turn * 1_000 + index })),
  );
}

/** Makes a delivery of each telling to every open endpoint that wants it. */
export async function announce(
  setting: Omit<FanOutSetting, "conversations">,
  siteId: string,
  told: readonly Told[],
): Promise<void> {
  const { webhooks } = setting.site();
  const wanted = webhooks.filter((webhook) => told.some(({ type }) => webhook.on.includes(type)));
  if (wanted.length === 0) return;
  const closed = await setting.endpoints.closed(siteId);
  const open = wanted.filter(
    ({ name, url }) => !closed.some((one) => one.target === webhookTarget(name) && one.url === url),
  );
  const now = setting.now();
  await setting.deliveries.add(
    open.flatMap((webhook) =>
      told
        .filter(({ type }) => webhook.on.includes(type))
        .map((one) => deliveryOf(siteId, webhook, one, now)),
    ),
  );
}

export function webhookTarget(name: string): string {
  return `webhook:${name}`;
}

function tellings(
  conversation: Conversation,
  key: string,
  body: EventBody,
  type: WebhookEvent,
  messages: Awaited<ReturnType<typeof messagesAfter>>,
): readonly Omit<Told, "order">[] {
  const one = { type, at: body.at, conversation: conversation.id, personal: true };
  switch (type) {
    case "message.created":
      return messages.map((message) => ({
        ...one,
        at: message.at,
        key: `${key}:${type}:${message.seq}`,
        data: messageData(conversation, message),
      }));
    case "lead.created":
    case "lead.updated":
    case "lead.qualified":
    case "lead.erased":
      return [{ ...one, key: `${key}:${type}`, data: leadData(leadRecord(conversation)) }];
    case "conversation.started":
    case "conversation.handoff_requested":
    case "conversation.claimed":
    case "conversation.closed":
      return [{ ...one, key: `${key}:${type}`, data: conversationData(conversation, body) }];
  }
}

/** The same for a webhook and a happening, however often it is told. */
export function deliveryIdOf(siteId: string, webhook: string, key: string): string {
  const hash = createHash("sha256").update(`${siteId}\n${webhook}\n${key}`).digest("base64url");
  return `msg_${hash.slice(0, 32)}`;
}

function deliveryOf(siteId: string, { name }: Webhook, told: Told, now: number): Delivery {
  return {
    siteId,
    id: deliveryIdOf(siteId, name, told.key),
    v: 1,
    target: webhookTarget(name),
    type: told.type,
    lane: told.conversation,
    order: told.order,
    conversation: told.personal ? told.conversation : undefined,
    at: told.at,
    body: told.data,
    state: "waiting",
    tries: 0,
    since: now,
    nextTryAt: now,
    changedAt: new Date(now).toISOString(),
    fault: undefined,
  };
}
