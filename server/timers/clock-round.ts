import { fireClocks } from "../turns/fire-clocks.ts";
import type { TurnSetting } from "../turns/take.ts";

/** A node that dies keeps others from its conversations for no longer than this. */
export const LEASE_MS = 5_000;
const AT_ONCE = 50;

/**
 * Fires every clock that is due, never one before its time. Many nodes may do it at once: the lease spares work, and the
 * conditional save of the turn is what makes a clock fire once.
 *
 * @returns true when there may be more.
 */
export async function clockRound(setting: TurnSetting): Promise<boolean> {
  const now = setting.timekeeper.now();
  const siteId = setting.playbooks.site().id;
  const ids = await setting.conversations.lease("clocks", siteId, now, now + LEASE_MS, AT_ONCE);
  const rounds = await Promise.allSettled(ids.map((id) => fireClocks(setting, id)));
  const failed = rounds.find((round) => round.status === "rejected");
  if (failed) throw failed.reason;
  return ids.length === AT_ONCE;
}
