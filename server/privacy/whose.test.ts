import { expect, test } from "@jest/globals";
import { hashToken, newToken } from "../auth/token.ts";
import { aConversation, aLeadRecord } from "../stores/examples.contract.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { findTheirs } from "./whose.ts";

test("a lead of a verified address is found with all conversations that it came of, by whichever is named", async () => {
  const { conversations, leads, visitors, close } = await openSqlite({ dir: ":memory:" });
  const setting = { conversations, leads, visitors, siteId: () => "s1" };
  const verified = { email: "ada@example.com", lead: "c1", at: "2026-11-23T09:00:00.000Z" };
  for (const [id, visitor] of [
    ["c1", "ab"],
    ["c2", "cd"],
    ["c3", "ef"],
  ] as const) {
    const known = id === "c3" ? {} : { verified };
    await conversations.create(aConversation("s1", id, { visitor: visitor.repeat(32), ...known }));
  }
  const earlier = { conversations: ["c1"], answers: [], fields: {}, tags: [] };
  await leads.put(aLeadRecord("s1", "c1", { conversation: "c2", verified: true, earlier }));
  const first = { siteId: "s1", visitor: "cd".repeat(32), identity: undefined, expiresAt: 9 };
  const token = newToken();
  await visitors.add({ ...first, id: hashToken(token), replacedBy: undefined });
  for (const whose of [
    { lead: "c1" },
    { lead: "c2" },
    { email: "ada@example.com" },
    { visitor: "c1" },
    { visitor: "cd".repeat(32) },
    // The token that a signed identity put in the first one's place.
    { visitor: token },
    { visitor: hashToken(token) },
  ]) {
    const found = await findTheirs(setting, whose);
    expect([whose, found.conversations.toSorted(), found.leads]).toEqual([whose, ["c1", "c2"], ["c1"]]);
  }
  // The control: somebody else is not meant.
  expect(await findTheirs(setting, { visitor: "c3" })).toEqual({ conversations: ["c3"], leads: [] });
  await close();
});
