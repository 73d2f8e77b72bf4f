import type { Delivery, DeliveryStore } from "../deliveries/delivery-store.ts";
import type { VisitStore } from "../live/visit-store.ts";
import type { AwayLetters } from "../resume/away-letters.ts";
import type { ResumeLinkStore } from "../resume/resume-link-store.ts";
import type { Conversation, OutboxItem } from "../stores/ports.ts";
import type { Verification } from "../verify/verification.ts";
import type { VerificationStore } from "../verify/verification-store.ts";
import { announce, type FanOutSetting, fanOut } from "../webhooks/fan-out.ts";

/** What the outbox has to do with the world outside: all of it ends in deliveries, which have a life of their own. */
export interface Outward {
  /** Makes deliveries of what happened in a turn. */
  events(conversation: Conversation, item: OutboxItem): Promise<void>;
  /** Asks for an address to be confirmed. */
  verify(conversation: Conversation, item: OutboxItem): Promise<void>;
  /** Sends by mail what a rep said to a visitor who has left. @returns ms to wait before it is looked at again. */
  letter(conversation: Conversation, item: OutboxItem): Promise<number | undefined>;
  /** Drops what is under way of a conversation's words, and tells that its lead is erased. */
  erased(conversation: Pick<Conversation, "siteId" | "id">, lead: string, turn: number): Promise<void>;
  /** Puts items that were tried for the last time before people. */
  dead(conversation: Conversation, items: readonly OutboxItem[]): Promise<void>;
}

export interface OutwardSetting extends FanOutSetting {
  readonly verification: Pick<Verification, "ask">;
  readonly awayLetters: Pick<AwayLetters, "send">;
  readonly resumeLinks: Pick<ResumeLinkStore, "forget">;
  readonly visits: Pick<VisitStore, "forget">;
  readonly verifications: Pick<VerificationStore, "release">;
  /** Called after deliveries were made. */
  wake(): void;
}

/** Target of dead letters that are items of a conversation's own outbox. */
export const OUTBOX_TARGET = "outbox";

export function makeOutward(setting: OutwardSetting): Outward {
  const { deliveries, wake, now } = setting;
  return {
    events: async (conversation, item) => {
      await fanOut(setting, conversation, item);
      wake();
    },
    verify: async (conversation, item) => {
      await setting.verification.ask(conversation, item);
      wake();
    },
    letter: async (conversation, item) => {
      const wait = await setting.awayLetters.send(conversation, item);
      wake();
      return wait;
    },
    erased: async ({ siteId, id }, lead, turn) => {
      await setting.resumeLinks.forget(siteId, id);
      await setting.visits.forget(siteId, id);
      await deliveries.removeOf(siteId, id);
      await setting.verifications.release(siteId, lead);
      const at = new Date(now()).toISOString();
      const told = { type: "lead.erased", key: `lead.erased:${lead}:${id}:${turn}`, at } as const;
      const data = { id: lead, conversation: id, erased_at: at };
      const order = turn * 1_000 + 999;
      await announce(setting, siteId, [{ ...told, data, order, conversation: id, personal: false }]);
      wake();
    },
    dead: (conversation, items) => addDead(deliveries, conversation, items, now()),
  };
}

async function addDead(
  deliveries: DeliveryStore,
  { siteId, id }: Conversation,
  items: readonly OutboxItem[],
  now: number,
): Promise<void> {
  const at = new Date(now).toISOString();
  await deliveries.add(
    items.map(
      (item): Delivery => ({
        siteId,
        id: `${OUTBOX_TARGET}:${item.id}`,
        v: 1,
        target: OUTBOX_TARGET,
        type: item.kind,
        lane: "",
        order: 0,
        conversation: id,
        at,
        body: { item: item.id },
        state: "dead",
        tries: item.tries,
        since: now,
        nextTryAt: undefined,
        changedAt: at,
        fault: "OUTBOX_FAILED",
      }),
    ),
  );
}
