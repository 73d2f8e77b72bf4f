import type { PresenceStore } from "../../nodes/presence-store.ts";
import type { SqliteFile } from "./file.ts";

/** Rows of nodes that died are kept so long, whatever the clocks of nodes say. */
const A_DAY_MS = 86_400_000;

export function sqlitePresence(file: SqliteFile): PresenceStore {
  const say = file.statement(
    "insert or replace into node_presence (site, node, until, people) values (?, ?, ?, ?)",
  );
  const forget = file.statement("delete from node_presence where site = ? and node = ?");
  const sweep = file.statement("delete from node_presence where site = ? and until < ?");
  const elsewhere = file.statement<{ readonly people: string }>(
    "select people from node_presence where site = ? and node <> ? and until > ?",
  );
  return {
    say: (siteId, node, people, until) =>
      file.write(() => {
        if (people.length === 0) forget.run(siteId, node);
        else say.run(siteId, node, until, JSON.stringify(people));
        sweep.run(siteId, until - A_DAY_MS);
      }),
    async elsewhere(siteId, node, now) {
      const rows = await file.read(() => elsewhere.all(siteId, node, now));
      return rows.flatMap(({ people }) => JSON.parse(people) as string[]);
    },
  };
}
