import type { Verification, VerificationStore } from "../../verify/verification-store.ts";
import type { SqliteFile } from "./file.ts";

interface Body {
  readonly body: string;
}

export function sqliteVerifications(file: SqliteFile): VerificationStore {
  const of = file.statement<{ readonly token: string; readonly asked_at: number }>(
    "select token, asked_at from verification where site = ? and address = ?",
  );
  const fromOrigin = file.statement<{ readonly n: number }>(
    "select count(*) as n from verification where site = ? and origin = ? and asked_at > ?",
  );
  const put = file.statement(`
    insert or replace into verification (site, address, token, origin, asked_at, used, body)
    values (?, ?, ?, ?, ?, 0, ?)`);
  const byToken = file.statement<Body>("select body from verification where site = ? and token = ?");
  const spend = file.statement("update verification set used = 1 where site = ? and token = ? and used = 0");
  const claim = file.statement(
    "insert into verified_address (site, address, lead) values (?, ?, ?) on conflict do nothing",
  );
  const claimed = file.statement<{ readonly lead: string }>(
    "select lead from verified_address where site = ? and address = ?",
  );
  const release = file.statement("delete from verified_address where site = ? and lead = ?");
  const sweep = file.statement("delete from verification where site = ? and asked_at < ?");

  return {
    ask: (asking, { addressSince, originSince, mostOfOrigin }) =>
      file.write(() => {
        const { siteId, address, token, origin, askedAt } = asking;
        const former = of.first(siteId, address);
        if (former?.token === token) return true;
        if (former && former.asked_at > addressSince) return false;
        const asked = origin === "" ? 0 : (fromOrigin.first(siteId, origin, originSince)?.n ?? 0);
        if (asked >= mostOfOrigin) return false;
        put.run(siteId, address, token, origin, askedAt, JSON.stringify(asking));
        return true;
      }),
    byToken: (siteId, token) =>
      file.read(() => {
        const row = byToken.first(siteId, token);
        return row && (JSON.parse(row.body) as Verification);
      }),
    spend: (siteId, token) => file.write(() => spend.run(siteId, token) === 1),
    claim: (siteId, address, lead) =>
      file.write(() => {
        claim.run(siteId, address, lead);
        return claimed.first(siteId, address)?.lead ?? lead;
      }),
    async release(siteId, lead) {
      await file.write(() => release.run(siteId, lead));
    },
    async sweep(siteId, before) {
      await file.write(() => sweep.run(siteId, before));
    },
  };
}
