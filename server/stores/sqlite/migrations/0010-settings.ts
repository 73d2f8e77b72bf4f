import type { Migration } from "../migrate.ts";

/** What is set in the console beside site.yml, where the widget was seen, and deliveries by their target. */
export const settings: Migration = {
  id: 10,
  name: "settings",
  sql: `
    create table settings (
      site text not null primary key,
      v integer not null,
      body text not null
    ) strict;

    create table sighting (
      site text not null,
      origin text not null,
      at text not null,
      allowed integer not null,
      primary key (site, origin)
    ) strict;

    create index delivery_by_target on delivery (site, target, changed_at, id);`,
};
