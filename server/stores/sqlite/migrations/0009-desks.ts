import type { Migration } from "../migrate.ts";

/** What people say of themselves while they answer visitors, and when they were asked last. */
export const desks: Migration = {
  id: 9,
  name: "desks",
  sql: `
    create table desk (
      site text not null,
      person text not null,
      stance text,
      active_at real,
      asked_at real,
      primary key (site, person)
    ) strict;`,
};
