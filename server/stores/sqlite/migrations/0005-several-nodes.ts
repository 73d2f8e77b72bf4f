import type { Migration } from "../migrate.ts";

/** What nodes of one store have to know of each other. Conversations from before are told of after their next turn. */
export const severalNodes: Migration = {
  id: 5,
  name: "several-nodes",
  sql: `
    alter table conversation add column changed_at real;
    create index conversation_by_change on conversation (site, changed_at);

    create table node_presence (
      site text not null,
      node text not null,
      until real not null,
      people text not null,
      primary key (site, node)
    ) strict;`,
};
