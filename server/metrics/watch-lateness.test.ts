import { expect, test } from "@jest/globals";
import { aConversation } from "../stores/examples.contract.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { makeMetrics } from "./metrics.ts";
import { watchLateness } from "./watch-lateness.ts";

test("says in seconds how late clocks, outbox and deliveries are, and 0 while nothing is", async () => {
  const stores = await openSqlite({ dir: ":memory:" });
  const metrics = makeMetrics();
  watchLateness(metrics, { stores, siteId: () => "s1", now: () => 100_000 });
  const late = async () =>
    [...(await metrics.page()).text.matchAll(/^(parley_\w+_overdue_seconds) (\S+)$/gm)].map(
      ([, name, value]) => `${name} ${value}`,
    );
  expect(await late()).toEqual([
    "parley_clocks_overdue_seconds 0",
    "parley_outbox_overdue_seconds 0",
    "parley_deliveries_overdue_seconds 0",
  ]);
  await stores.conversations.create(aConversation("s1", "c1", { nextDueAt: 70_000, nextTryAt: 95_500 }));
  await stores.conversations.create(aConversation("s2", "c2", { nextDueAt: 1 }));
  await stores.deliveries.add([
    {
      siteId: "s1",
      id: "d1",
      v: 1,
      target: "webhook:crm",
      type: "lead.created",
      lane: "",
      order: 0,
      conversation: "c1",
      at: "1970-01-01T00:00:00.000Z",
      body: {},
      state: "waiting",
      tries: 0,
      since: 0,
      nextTryAt: 40_000,
      changedAt: "1970-01-01T00:00:00.000Z",
      fault: undefined,
    },
  ]);
  expect(await late()).toEqual([
    "parley_clocks_overdue_seconds 30",
    "parley_outbox_overdue_seconds 4.5",
    "parley_deliveries_overdue_seconds 60",
  ]);
  await stores.close();
  // A store that is away costs these figures, not the page.
  expect(await late()).toEqual([]);
  expect((await metrics.page()).text).toContain("process_resident_memory_bytes");
});
