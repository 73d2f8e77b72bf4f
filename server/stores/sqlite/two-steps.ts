import type { TwoStepRecord, TwoStepStore } from "../../auth/two-step-store.ts";
import type { SqliteFile } from "./file.ts";

export function sqliteTwoSteps(file: SqliteFile): TwoStepStore {
  const load = file.statement<{ readonly body: string }>(
    "select body from two_step where site = ? and person = ?",
  );
  const add = file.statement(
    "insert into two_step (site, person, v, body) values (?, ?, ?, ?) on conflict do nothing",
  );
  const save = file.statement("update two_step set v = ?, body = ? where site = ? and person = ? and v = ?");
  const remove = file.statement("delete from two_step where site = ? and person = ?");
  return {
    load: (siteId, person) =>
      file.read(() => {
        const row = load.first(siteId, person);
        return row && (JSON.parse(row.body) as TwoStepRecord);
      }),
    save: (record) =>
      file.write(() => {
        const { siteId, person, v } = record;
        const body = JSON.stringify(record);
        return (v === 1 ? add.run(siteId, person, v, body) : save.run(v, body, siteId, person, v - 1)) === 1;
      }),
    async remove(siteId, person) {
      await file.write(() => remove.run(siteId, person));
    },
  };
}
