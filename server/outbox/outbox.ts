import { faultDetails } from "../log.ts";
import { LEASE_MS } from "../timers/clock-round.ts";
import { drain, type OutboxSetting } from "./drain.ts";

const AT_ONCE = 50;

export interface Outbox {
  /** Carries out what a turn of this node just left, at once and in the background. */
  nudge(conversation: string): void;
  /** Carries out all that is due, whoever left it. @returns true when there may be more. */
  round(): Promise<boolean>;
  /** Resolves when nothing that was nudged is under way. */
  settled(): Promise<void>;
}

export function makeOutbox(setting: OutboxSetting): Outbox {
  /** Conversations that are drained now; true when one was nudged again meanwhile. */
  const busy = new Map<string, boolean>();
  const running = new Set<Promise<void>>();

  const drainAll = async (id: string) => {
    do {
      busy.set(id, false);
      await drain(setting, id, true).catch((error: unknown) => {
        setting.log.error("poll.failed", { poller: "nudge", conversation: id, ...faultDetails(error) });
      });
    } while (busy.get(id));
    busy.delete(id);
  };

  return {
    nudge: (id) => {
      if (busy.has(id)) {
        busy.set(id, true);
        return;
      }
      const run: Promise<void> = drainAll(id).finally(() => running.delete(run));
      running.add(run);
    },
    round: async () => {
      const now = setting.timekeeper.now();
      const siteId = setting.playbooks.site().id;
      const ids = await setting.conversations.lease("outbox", siteId, now, now + LEASE_MS, AT_ONCE);
      const drained = await Promise.allSettled(ids.map((id) => drain(setting, id, false)));
      const failed = drained.find((one) => one.status === "rejected");
      if (failed) throw failed.reason;
      return ids.length === AT_ONCE;
    },
    settled: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
