import type { Migration } from "../migrate.ts";

/**
 * The first shape of all ports. `body` is the whole record as JSON; the columns beside it are what is looked up by.
 * Times that are compared with "now" are ms since 1970; all others are ISO 8601 and sort as text.
 */
export const stores: Migration = {
  id: 1,
  name: "stores",
  sql: `
    create table conversation (
      site text not null,
      id text not null,
      v integer not null,
      queue text not null,
      owner text,
      listed_at text not null,
      next_due_at real,
      next_try_at real,
      clocks_lease_for real,
      clocks_lease_until real,
      outbox_lease_for real,
      outbox_lease_until real,
      body text not null,
      primary key (site, id)
    ) strict;
    create index conversation_by_queue on conversation (site, queue, listed_at, id);
    create index conversation_by_owner on conversation (site, owner, queue, listed_at, id) where owner is not null;
    create index conversation_by_due on conversation (site, next_due_at) where next_due_at is not null;
    create index conversation_by_try on conversation (site, next_try_at) where next_try_at is not null;

    create table turn (
      site text not null,
      conversation text not null,
      turn integer not null,
      seq_to integer not null,
      body text not null,
      primary key (site, conversation, turn)
    ) strict;

    create table lead (
      site text not null,
      id text not null,
      turn integer not null,
      created_at text not null,
      updated_at text not null,
      address text,
      text text not null,
      body text not null,
      primary key (site, id)
    ) strict;
    create index lead_by_change on lead (site, updated_at, id);
    create index lead_by_address on lead (site, address, updated_at) where address is not null;

    create table person (
      site text not null,
      id text not null,
      email text not null,
      body text not null,
      primary key (site, id),
      unique (site, email)
    ) strict;

    create table session (
      site text not null,
      id text not null,
      body text not null,
      primary key (site, id)
    ) strict;

    create table invite (
      site text not null,
      id text not null,
      body text not null,
      primary key (site, id)
    ) strict;

    create table version (
      site text not null,
      playbook text not null,
      hash text not null,
      body text not null,
      primary key (site, playbook, hash)
    ) strict;
    create index version_by_hash on version (site, hash);

    create table live_version (
      site text not null,
      playbook text not null,
      hash text not null,
      primary key (site, playbook)
    ) strict;`,
};
