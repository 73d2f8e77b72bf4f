import { OUTBOX_TARGET } from "../outbox/outward.ts";
import { type SaveSetting, saveWith } from "../outbox/save-with.ts";
import type { Conversation, Listed, OutboxItem } from "../stores/ports.ts";
import { earliest } from "../turns/next-conversation.ts";
import { anotherGo } from "./after-send.ts";
import type { Delivery, DeliveryStore } from "./delivery-store.ts";

export interface DeadLetterSetting extends SaveSetting {
  readonly deliveries: DeliveryStore;
  siteId(): string;
  /** Called after a delivery waits again. */
  wake(): void;
  /** Called after an outbox item of the conversation waits again. */
  nudge(conversation: string): void;
}

/** What could not be delivered and waits for a person. */
export interface DeadLetters {
  /** Those that died last first. @throws {CursorError} */
  list(cursor: string | undefined, limit: number): Promise<Listed<Delivery>>;
  /** Tries it from the beginning. @returns false when there is no such dead letter. */
  again(id: string): Promise<boolean>;
  /** Drops it for good. @returns false when there is no such dead letter. */
  discard(id: string): Promise<boolean>;
}

export function makeDeadLetters(setting: DeadLetterSetting): DeadLetters {
  const { deliveries, timekeeper, siteId } = setting;
  const find = async (id: string) => {
    const found = await deliveries.load(siteId(), id);
    return found?.state === "dead" ? found : undefined;
  };
  return {
    list: (cursor, limit) =>
      deliveries.listDead({ siteId: siteId(), limit, ...(cursor !== undefined && { cursor }) }),
    again: async (id) => {
      const dead = await find(id);
      if (!dead) return false;
      if (dead.target !== OUTBOX_TARGET) {
        const saved = await deliveries.save(anotherGo(dead, timekeeper.now()));
        setting.wake();
        return saved;
      }
      const nextTryAt = timekeeper.now();
      await changeItem(setting, dead, (item) => [{ ...item, tries: 0, nextTryAt }]);
      await deliveries.remove(siteId(), id);
      if (dead.conversation !== undefined) setting.nudge(dead.conversation);
      return true;
    },
    discard: async (id) => {
      const dead = await find(id);
      if (!dead) return false;
      if (dead.target === OUTBOX_TARGET) await changeItem(setting, dead, () => []);
      await deliveries.remove(siteId(), id);
      return true;
    },
  };
}

/** The item itself stands in its conversation; one that is gone meanwhile, or waits again, stays as it is. */
async function changeItem(
  setting: DeadLetterSetting,
  { siteId, conversation: id, body }: Delivery,
  change: (item: OutboxItem) => readonly OutboxItem[],
): Promise<void> {
  const conversation = id === undefined ? undefined : await setting.conversations.load(siteId, id);
  if (!conversation) return;
  const isIt = (item: OutboxItem) => item.id === itemOf(body) && item.nextTryAt === undefined;
  await saveWith(setting, conversation, (now): Conversation | undefined => {
    if (!now.outbox.some(isIt)) return undefined;
    const outbox = now.outbox.flatMap((item) => (isIt(item) ? change(item) : [item]));
    return { ...now, v: now.v + 1, outbox, nextTryAt: earliest(outbox.map((item) => item.nextTryAt)) };
  });
}

function itemOf(body: unknown): string | undefined {
  return typeof body === "object" && body !== null && "item" in body && typeof body.item === "string"
    ? body.item
    : undefined;
}
