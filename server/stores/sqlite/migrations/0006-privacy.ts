import type { Migration } from "../migrate.ts";

/** Conversations are found by visitor and by their last change, and leads leave a tombstone when they are erased. */
export const privacy: Migration = {
  id: 6,
  name: "privacy",
  sql: `
    alter table conversation add column visitor text;
    alter table conversation add column updated_at text;
    update conversation set visitor = json_extract(body, '$.visitor'), updated_at = json_extract(body, '$.updatedAt');
    create index conversation_by_visitor on conversation (site, visitor) where visitor is not null;
    create index conversation_by_update on conversation (site, updated_at, id);

    alter table lead add column erased_at text;`,
};
