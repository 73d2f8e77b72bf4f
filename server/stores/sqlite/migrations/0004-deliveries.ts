import type { Migration } from "../migrate.ts";

/** What has to reach others, and what visitors were asked by mail. */
export const deliveries: Migration = {
  id: 4,
  name: "deliveries",
  sql: `
    create table delivery (
      site text not null,
      id text not null,
      v integer not null,
      target text not null,
      lane text not null,
      lane_order real not null,
      conversation text,
      state text not null,
      tries integer not null,
      since real not null,
      next_try_at real,
      lease_until real,
      changed_at text not null,
      body text not null,
      primary key (site, id)
    ) strict;
    create index delivery_by_try on delivery (site, target, next_try_at) where state = 'waiting';
    create index delivery_by_due on delivery (site, next_try_at) where state = 'waiting';
    create index delivery_by_lane on delivery (site, target, lane, lane_order) where state = 'waiting';
    create index delivery_by_state on delivery (site, state, changed_at, id);
    create index delivery_by_conversation on delivery (site, conversation) where conversation is not null;

    create table closed_endpoint (
      site text not null,
      target text not null,
      body text not null,
      primary key (site, target)
    ) strict;

    create table verification (
      site text not null,
      address text not null,
      token text not null,
      origin text not null,
      asked_at real not null,
      used integer not null,
      body text not null,
      primary key (site, address)
    ) strict;
    create unique index verification_by_token on verification (site, token);
    create index verification_by_origin on verification (site, origin, asked_at);

    create table verified_address (
      site text not null,
      address text not null,
      lead text not null,
      primary key (site, address)
    ) strict;
    create index verified_address_by_lead on verified_address (site, lead);`,
};
