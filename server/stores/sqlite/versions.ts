import type { VersionRecord, VersionStore } from "../../playbooks/version-store.ts";
import type { SqliteFile } from "./file.ts";

interface Body {
  readonly body: string;
}

export function sqliteVersions(file: SqliteFile): VersionStore {
  const keep = file.statement(`
    insert into version (site, playbook, hash, body) values (?, ?, ?, ?) on conflict do nothing`);
  const goLive = file.statement(
    "insert or replace into live_version (site, playbook, hash) values (?, ?, ?)",
  );
  const load = file.statement<Body>("select body from version where site = ? and hash = ? limit 1");
  const live = file.statement<Body>(`
    select version.body from live_version join version using (site, playbook, hash)
    where site = ? order by playbook`);
  const retire = file.statement("delete from live_version where site = ? and playbook = ?");

  return {
    async publish(version) {
      const { siteId, playbook, hash } = version;
      await file.write(() => {
        keep.run(siteId, playbook, hash, JSON.stringify(version));
        goLive.run(siteId, playbook, hash);
      });
    },
    load: (siteId, hash) =>
      file.read(() => {
        const row = load.first(siteId, hash);
        return row && parsed(row);
      }),
    live: (siteId) => file.read(() => live.all(siteId).map(parsed)),
    async retire(siteId, playbook) {
      await file.write(() => retire.run(siteId, playbook));
    },
  };
}

function parsed({ body }: Body): VersionRecord {
  return JSON.parse(body) as VersionRecord;
}
