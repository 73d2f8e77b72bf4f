import type { Migration } from "../migrate.ts";

/** What is remembered of visitors over conversations, one row each. `due_at` is ms since 1970. */
export const memory: Migration = {
  id: 2,
  name: "memory",
  sql: `
    create table memory (
      site text not null,
      visitor text not null,
      v integer not null,
      due_at real not null,
      body text not null,
      primary key (site, visitor)
    ) strict;
    create index memory_by_due on memory (site, due_at);`,
};
