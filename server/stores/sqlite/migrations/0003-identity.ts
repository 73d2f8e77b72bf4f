import type { Migration } from "../migrate.ts";

/** Who may do what: second steps, API keys, visitors' tokens, the audit log, and what sessions and links are swept by. */
export const identity: Migration = {
  id: 3,
  name: "identity",
  sql: `
    alter table session add column person text not null default '';
    alter table session add column expires_at real not null default 0;
    update session set person = json_extract(body, '$.person'), expires_at = json_extract(body, '$.expiresAt');
    create index session_by_person on session (site, person);
    create index session_by_end on session (site, expires_at);

    alter table invite add column person text not null default '';
    alter table invite add column expires_at real not null default 0;
    update invite set person = json_extract(body, '$.person'), expires_at = json_extract(body, '$.expiresAt');
    create index invite_by_end on invite (site, expires_at);

    create table two_step (
      site text not null,
      person text not null,
      v integer not null,
      body text not null,
      primary key (site, person)
    ) strict;

    create table api_key (
      site text not null,
      id text not null,
      created_at text not null,
      last_used_at real,
      body text not null,
      primary key (site, id)
    ) strict;

    create table visitor_token (
      site text not null,
      id text not null,
      visitor text not null,
      expires_at real not null,
      replaced_by text,
      body text not null,
      primary key (site, id)
    ) strict;
    create index visitor_token_by_visitor on visitor_token (site, visitor);

    create table audit (
      site text not null,
      seq integer not null,
      body text not null,
      primary key (site, seq)
    ) strict;
    create trigger audit_keeps before update on audit begin select raise(abort, 'the audit log is only added to'); end;
    create trigger audit_holds before delete on audit begin select raise(abort, 'the audit log is only added to'); end;`,
};
