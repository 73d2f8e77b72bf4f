import type { Migration } from "../migrate.ts";

/** Who is on the site now, and links by which a conversation goes on at another device. */
export const visits: Migration = {
  id: 8,
  name: "visits",
  sql: `
    create table visit (
      site text not null,
      conversation text not null,
      since real not null,
      until real not null,
      body text not null,
      primary key (site, conversation)
    ) strict;
    create index visit_by_until on visit (site, until);

    create table resume_link (
      site text not null,
      token text not null,
      conversation text not null,
      expires_at real not null,
      used_by text,
      body text not null,
      primary key (site, token)
    ) strict;
    create index resume_link_by_conversation on resume_link (site, conversation);
    create index resume_link_by_end on resume_link (site, expires_at);`,
};
