import type { DeskRecord, DeskStore } from "../../handoff/desk-store.ts";
import type { Stance } from "../../wire/handoff.ts";
import type { SqliteFile } from "./file.ts";

interface Row {
  readonly person: string;
  readonly stance: Stance | null;
  readonly active_at: number | null;
  readonly asked_at: number | null;
}

export function sqliteDesks(file: SqliteFile): DeskStore {
  const all = file.statement<Row>("select person, stance, active_at, asked_at from desk where site = ?");
  const change = file.statement(`
    insert into desk (site, person, stance, active_at, asked_at) values (?, ?, ?, ?, ?)
    on conflict (site, person) do update set
      stance = coalesce(excluded.stance, stance),
      active_at = max(coalesce(excluded.active_at, active_at), coalesce(active_at, excluded.active_at)),
      asked_at = max(coalesce(excluded.asked_at, asked_at), coalesce(asked_at, excluded.asked_at))`);
  return {
    all: (siteId) => file.read(() => all.all(siteId).map(deskOf)),
    async change(siteId, { person, stance, activeAt, askedAt }) {
      await file.write(() => change.run(siteId, person, stance ?? null, activeAt ?? null, askedAt ?? null));
    },
  };
}

function deskOf({ person, stance, active_at, asked_at }: Row): DeskRecord {
  return {
    person,
    ...(stance !== null && { stance }),
    ...(active_at !== null && { activeAt: active_at }),
    ...(asked_at !== null && { askedAt: asked_at }),
  };
}
