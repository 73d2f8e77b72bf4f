import { expect, test } from "@jest/globals";
import { readSite, type Site } from "../../engine/index.ts";
import { drain } from "../outbox/drain.ts";
import { aConversation, aLead, aLeadRecord } from "../stores/examples.contract.ts";
import { turnStage } from "../testing/turn-stage.ts";
import { makeRetentionRound } from "./retention.ts";

const SITE = "default";
const DAY = 86_400_000;
const cold = { ...aLead, grade: "cold" } as const;
const ungraded = { ...aLead, grade: undefined };
const withAddress = {
  ...ungraded,
  answers: [{ name: "email", called: "e-mail", value: "ana@example.com", source: "asked" }],
} as const;

async function stage(yml = "") {
  const { site } = readSite(`site: ${SITE}\n${yml}\n`, "site.yml");
  if (!site) throw new Error("no site");
  const turns = await turnStage();
  const { stores, timekeeper } = turns;
  let now: Site = site;
  const outbox = {
    ...turns,
    leads: stores.leads,
    files: stores.files,
    calls: { start: () => undefined },
    memory: stores.memory,
  };
  const round = makeRetentionRound({
    ...turns,
    leads: stores.leads,
    visitors: stores.visitors,
    siteId: () => SITE,
    site: () => now,
    drain: (id) => drain(outbox, id, false),
  });
  const at = new Date(timekeeper.now()).toISOString();
  return {
    ...turns,
    round,
    outbox,
    become: (text: string) => {
      now = readSite(`site: ${SITE}\n${text}\n`, "site.yml").site ?? now;
    },
    keep: async (id: string, lead: typeof aLead) => {
      await stores.conversations.create(aConversation(SITE, id, { updatedAt: at, lead }));
      await stores.leads.put(aLeadRecord(SITE, id, { updatedAt: at, lead }));
    },
    /** Of these ids, those that are still there. */
    left: async (...ids: readonly string[]) => {
      const kept = await Promise.all(
        ids.map(async (id) => {
          const conversation = await stores.conversations.load(SITE, id);
          const lead = await stores.leads.load(SITE, id);
          return (conversation !== undefined && conversation.erasedAt === undefined) || lead !== undefined;
        }),
      );
      return ids.filter((_, n) => kept[n]);
    },
  };
}

test("what led to no qualified lead goes after 90 days, leads after 12 months, not a moment before", async () => {
  const { keep, round, left, timekeeper, lines } = await stage();
  await keep("warm", aLead);
  await keep("cold", cold);
  await keep("nobody", ungraded);
  await keep("somebody", withAddress);
  const all = ["warm", "cold", "nobody", "somebody"];
  timekeeper.advance(90 * DAY);
  await round();
  expect(await left(...all)).toEqual(all);
  timekeeper.advance(1);
  await round();
  expect(await left(...all)).toEqual(["warm", "somebody"]);
  // From 1 June to 1 June.
  timekeeper.advance(275 * DAY - 1);
  await round();
  expect(await left(...all)).toEqual(["warm", "somebody"]);
  timekeeper.advance(1);
  await round();
  expect(await left(...all)).toEqual([]);
  const told = lines.filter((line) => line.startsWith("retention"));
  expect(told.map((line) => /"erased":(\d)/.exec(line)?.[1])).toEqual(["2", "0", "2"]);
});

test("what goes on meanwhile is kept from its last change on", async () => {
  const { keep, round, left, timekeeper, conversations } = await stage();
  await keep("cold", cold);
  timekeeper.advance(89 * DAY);
  const before = await conversations.load(SITE, "cold");
  if (!before) throw new Error("it is gone");
  await conversations.save({ ...before, v: 2, updatedAt: new Date(timekeeper.now()).toISOString() });
  timekeeper.advance(2 * DAY);
  await round();
  expect(await left("cold")).toEqual(["cold"]);
});

test("is as site.yml says, also when that changes while the server runs", async () => {
  const { keep, round, left, timekeeper, become } = await stage(
    "retention: { leads: forever, unqualified: forever }",
  );
  await keep("warm", aLead);
  await keep("cold", cold);
  timekeeper.advance(4_000 * DAY);
  await round();
  expect(await left("warm", "cold")).toEqual(["warm", "cold"]);
  become("retention: { leads: forever, unqualified: 2 days }");
  await round();
  expect(await left("warm", "cold")).toEqual(["warm"]);
  become("retention: { leads: 3 days, unqualified: 2 days }");
  await round();
  expect(await left("warm", "cold")).toEqual([]);
});

test("goes through many a hundred at a time, and through leads that stay only once", async () => {
  const { keep, round, left, timekeeper } = await stage();
  const ids = Array.from({ length: 250 }, (_, n) => `c${String(n).padStart(3, "0")}`);
  for (const [n, id] of ids.entries()) await keep(id, n % 2 === 0 ? cold : aLead);
  timekeeper.advance(91 * DAY);
  const rounds: boolean[] = [];
  do rounds.push(await round());
  while (rounds.at(-1));
  expect(rounds).toEqual([true, true, false]);
  expect(await left(...ids)).toHaveLength(125);
  await keep("late", cold);
  timekeeper.advance(91 * DAY);
  expect(await round()).toBe(false);
  expect(await left("late")).toEqual([]);
});

test("tombstones go after 30 days, when nothing of theirs is left to do", async () => {
  const { keep, round, timekeeper, conversations, outbox } = await stage();
  await keep("cold", cold);
  timekeeper.advance(91 * DAY);
  await round();
  timekeeper.advance(31 * DAY);
  await round();
  expect((await conversations.load(SITE, "cold"))?.erasedAt).toBeDefined();
  await drain(outbox, "cold", false);
  await round();
  expect(await conversations.load(SITE, "cold")).toBeUndefined();
});
