import { trusted } from "mongoose";
import type { InboxQuery, ScoreBound } from "../../inbox/inbox-query.ts";
import { listed, readCursor } from "../cursor.ts";
import type { Conversation, InboxSearch } from "../ports.ts";
import { behindAll } from "../sought.ts";
import { reach } from "./away.ts";
import type { Models } from "./models.ts";

const SIGNS = { ">": "$gt", ">=": "$gte", "<": "$lt", "<=": "$lte", "=": "$eq" } as const satisfies Record<
  ScoreBound["is"],
  string
>;

export function mongoInboxSearch({ conversations }: Pick<Models, "conversations">): InboxSearch {
  return {
    search: (query) =>
      reach(async () => {
        const found = await conversations
          .find({ siteId: query.siteId, $and: conditionsOf(query) }, { body: 1 })
          .sort({ updatedAt: -1, id: -1 })
          .limit(query.limit + 1)
          .lean();
        const rows = found.map(({ body }) => JSON.parse(body) as Conversation);
        return listed(rows, query.limit, (row) => ({ at: row.updatedAt, id: row.id }));
      }),
    mentions: (siteId, person) => reach(() => conversations.countDocuments({ siteId, mentioned: person })),
  };
}

function conditionsOf(query: InboxQuery): Record<string, unknown>[] {
  const { queue, owner, mentioned, scores, grade, page, playbook, team, words, cursor } = query;
  const is = (field: string, value: string | undefined) => (value === undefined ? [] : [{ [field]: value }]);
  return [
    { queue: trusted({ $ne: "erased" }) },
    ...is("queue", queue),
    ...is("ownerId", owner),
    ...is("mentioned", mentioned),
    ...is("grade", grade),
    ...is("playbook", playbook),
    ...is("team", team),
    ...scores.map(({ is: sign, than }) => ({ score: trusted({ [SIGNS[sign]]: than, $ne: null }) })),
    ...(page === undefined ? [] : [{ page: trusted({ $gte: page, $lt: behindAll(page) }) }]),
    // A word holds letters and digits only, so that it is a pattern of itself.
    ...words.map((word) => ({ words: trusted({ $regex: `^${word}` }) })),
    ...(cursor === undefined ? [] : [{ $or: after(cursor) }]),
  ];
}

function after(cursor: string) {
  const { at, id } = readCursor(cursor);
  return [{ updatedAt: trusted({ $lt: at }) }, { updatedAt: at, id: trusted({ $lt: id }) }];
}
