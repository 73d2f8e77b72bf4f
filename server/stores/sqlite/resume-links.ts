import type { ResumeLink, ResumeLinkStore } from "../../resume/resume-link-store.ts";
import type { SqliteFile } from "./file.ts";

interface Row {
  readonly body: string;
  readonly used_by: string | null;
}

export function sqliteResumeLinks(file: SqliteFile): ResumeLinkStore {
  const add = file.statement(`
    insert into resume_link (site, token, conversation, expires_at, used_by, body) values (?, ?, ?, ?, null, ?)
    on conflict do nothing`);
  const find = file.statement<Row>("select body, used_by from resume_link where site = ? and token = ?");
  const use = file.statement(`
    update resume_link set used_by = ? where site = ? and token = ? and (used_by is null or used_by = ?)`);
  const forget = file.statement("delete from resume_link where site = ? and conversation = ?");
  const sweep = file.statement("delete from resume_link where site = ? and expires_at < ?");
  return {
    async add(link) {
      const { siteId, token, conversation, expiresAt } = link;
      await file.write(() => add.run(siteId, token, conversation, expiresAt, JSON.stringify(link)));
    },
    find: (siteId, token) =>
      file.read(() => {
        const row = find.first(siteId, token);
        return row && { ...(JSON.parse(row.body) as ResumeLink), usedBy: row.used_by ?? undefined };
      }),
    use: (siteId, token, by) => file.write(() => use.run(by, siteId, token, by) === 1),
    async forget(siteId, conversation) {
      await file.write(() => forget.run(siteId, conversation));
    },
    async sweep(siteId, before) {
      await file.write(() => sweep.run(siteId, before));
    },
  };
}
