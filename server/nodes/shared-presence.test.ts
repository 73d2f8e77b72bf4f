import { expect, test } from "@jest/globals";
import { defaultSite } from "../../engine/index.ts";
import type { Log } from "../log.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { handClock } from "../testing/hand-clock.ts";
import { sharedPresence } from "./shared-presence.ts";

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function twoNodes() {
  const stores = await openSqlite({ dir: ":memory:" });
  const timekeeper = handClock();
  const open = (node: string) =>
    sharedPresence({ store: stores.presence, siteId: () => "site", node, timekeeper, log: SILENT });
  return { timekeeper, one: open("n1"), two: open("n2"), stores };
}

test("whoever is at one node is online at both, counted once, until they leave", async () => {
  const { one, two, stores } = await twoNodes();
  const leave = one.presence.arrive("ana@example.com");
  const leaveToo = two.presence.arrive("ana@example.com");
  await one.round();
  await two.round();
  expect(two.presence.online(defaultSite(), ["sales"]).get("sales")).toBe(1);
  leaveToo();
  expect(two.presence.anybody()).toBe(true);
  leave();
  for (const node of [two, one, two]) await node.round();
  expect([one.presence.anybody(), two.presence.anybody()]).toEqual([false, false]);
  await stores.close();
});

test("a node that says so again and again stays; one that died is forgotten after half a minute", async () => {
  const { timekeeper, one, two, stores } = await twoNodes();
  one.presence.arrive("ana@example.com");
  for (let seconds = 0; seconds < 60; seconds += 5) {
    timekeeper.advance(5_000);
    await one.round();
    await two.round();
    expect(two.presence.anybody()).toBe(true);
  }
  timekeeper.advance(19_000);
  await two.round();
  expect(two.presence.anybody()).toBe(true);
  timekeeper.advance(12_000);
  await two.round();
  expect(two.presence.anybody()).toBe(false);
  await stores.close();
});

test("a node that stops takes its people with it at once", async () => {
  const { one, two, stores } = await twoNodes();
  one.presence.arrive("ana@example.com");
  await one.round();
  await two.round();
  expect(two.presence.anybody()).toBe(true);
  await one.close();
  await two.round();
  expect(two.presence.anybody()).toBe(false);
  await stores.close();
});
