import type { Migration } from "../migrate.ts";

/**
 * What the inbox finds conversations by, and what reps keep beside them. Words of conversations from before are found after
 * their next turn.
 */
export const inbox: Migration = {
  id: 7,
  name: "inbox",
  sql: `
    alter table conversation add column score real;
    alter table conversation add column grade text;
    alter table conversation add column page text;
    alter table conversation add column playbook text;
    alter table conversation add column team text;
    alter table conversation add column mentioned text;
    update conversation set
      score = case when json_array_length(body, '$.lead.receipt') > 0 then body ->> '$.lead.score' end,
      grade = body ->> '$.lead.grade',
      playbook = body ->> '$.talk.playbook',
      team = body ->> '$.talk.team',
      page = body ->> '$.page.url'
    where queue <> 'erased';
    update conversation set page = substr(page, instr(page, '://') + 3) where instr(page, '://') > 0;
    update conversation set page = substr(page, instr(page, '/')) where instr(page, '/') > 0;
    update conversation set page = substr(page, 1, instr(page, '?') - 1) where instr(page, '?') > 0;
    update conversation set page = substr(page, 1, instr(page, '#') - 1) where instr(page, '#') > 0;
    create index conversation_by_score on conversation (site, score) where score is not null;
    create index conversation_by_page on conversation (site, page);
    create index conversation_by_mention on conversation (site) where mentioned is not null;

    create table conversation_word (
      site text not null,
      word text not null,
      conversation text not null,
      primary key (site, word, conversation)
    ) strict, without rowid;
    create index conversation_word_by_conversation on conversation_word (site, conversation);

    create table shelf (
      site text not null,
      id text not null,
      v integer not null,
      body text not null,
      primary key (site, id)
    ) strict;`,
};
