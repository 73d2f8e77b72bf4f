import type { Stores } from "../stores/ports.ts";
import type { Metrics } from "./metrics.ts";

export interface LatenessSetting {
  readonly stores: Pick<Stores, "conversations" | "deliveries">;
  siteId(): string;
  /** ms since 1970. */
  now(): number;
}

/** Shows by how much the work in the background is late, in seconds, for all nodes of the site together. */
export function watchLateness(metrics: Pick<Metrics, "watch">, setting: LatenessSetting): void {
  const { siteId, now } = setting;
  const { conversations, deliveries } = setting.stores;
  const late = async (ms: Promise<number>) => (await ms) / 1_000;
  metrics.watch("parley_clocks_overdue_seconds", "How late the oldest clock that is due is.", () =>
    late(conversations.overdue("clocks", siteId(), now())),
  );
  metrics.watch(
    "parley_outbox_overdue_seconds",
    "How late the oldest item of an outbox that is due is.",
    () => late(conversations.overdue("outbox", siteId(), now())),
  );
  metrics.watch("parley_deliveries_overdue_seconds", "How late the oldest delivery that is due is.", () =>
    late(deliveries.overdue(siteId(), now())),
  );
}
