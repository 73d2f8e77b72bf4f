import type { AlertReason, Site } from "../../engine/index.ts";
import type { Delivery, DeliveryStore } from "../deliveries/delivery-store.ts";
import { mailDelivery } from "../mail/mail-target.ts";
import type { Conversation, OutboxItem } from "../stores/ports.ts";
import type { Desks } from "./desks.ts";
import { slackDelivery } from "./slack.ts";
import { whoIsAlerted } from "./who-is-alerted.ts";

export interface AlertsSetting {
  readonly deliveries: DeliveryStore;
  readonly desks: Desks;
  site(): Site;
  /** ms since 1970. */
  readonly now: () => number;
  /** Whether mail is set up. */
  readonly mails: boolean;
  publicUrl(): string;
  /** Called after deliveries were made. */
  wake(): void;
}

/** Tells people of a handoff who do not look at the console: by mail, and in the company's chat. */
export interface Alerts {
  /** Carries out an outbox item of the kind `alert`. Again changes nothing: ids are stable. */
  carryOut(conversation: Conversation, item: OutboxItem): Promise<void>;
}

/** What concerns only people who are at their desks, or have been told already. */
const AT_THE_DESK: ReadonlySet<AlertReason> = new Set(["bounced", "lost"]);

export function makeAlerts(setting: AlertsSetting): Alerts {
  return {
    carryOut: async (conversation, item) => {
      const reason = reasonOf(item);
      const { handoff } = conversation.talk;
      if (!handoff || AT_THE_DESK.has(reason)) return;
      const deliveries = [
        ...(await letters(setting, conversation, item, reason)),
        ...chatLines(setting, conversation, item, reason),
      ];
      if (deliveries.length === 0) return;
      await setting.deliveries.add(deliveries);
      setting.wake();
    },
  };
}

/** To those who are wanted and not at their desk. */
async function letters(
  { desks, site, mails, now }: AlertsSetting,
  { siteId, id, talk }: Conversation,
  item: OutboxItem,
  reason: AlertReason,
): Promise<readonly Delivery[]> {
  if (!mails || !site().handoff.mail || !talk.handoff) return [];
  const wanted = whoIsAlerted(reason, talk.handoff, await desks.all(), site());
  return wanted
    .filter(({ presence }) => presence === "offline" || presence === "away")
    .map((desk) =>
      mailDelivery({
        siteId,
        id: `${item.id}:${desk.id}`,
        type: "handoff.alert",
        conversation: id,
        body: { to: desk.email, item: item.id, playbook: talk.version, alert: { reason, conversation: id } },
        now: now(),
      }),
    );
}

/** One line for each handoff, and one when nobody answers. */
function chatLines(
  { site, now, publicUrl }: AlertsSetting,
  conversation: Conversation,
  item: OutboxItem,
  reason: AlertReason,
): readonly Delivery[] {
  const { handoff } = conversation.talk;
  const begins = reason === "handoff" && handoff?.rung === "person";
  if (site().handoff.slack === undefined || !(begins || reason === "escalation")) return [];
  return [slackDelivery({ site: site(), conversation, item, reason, link: publicUrl(), now: now() })];
}

function reasonOf({ id, body }: OutboxItem): AlertReason {
  if (typeof body === "object" && body !== null && "reason" in body) return body.reason as AlertReason;
  throw new Error(`outbox item ${id} names no reason`);
}
