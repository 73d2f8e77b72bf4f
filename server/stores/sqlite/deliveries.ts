import type {
  ClosedEndpoint,
  Delivery,
  DeliveryStore,
  EndpointStore,
} from "../../deliveries/delivery-store.ts";
import { listed, readCursor } from "../cursor.ts";
import { givenUp } from "../given-up.ts";
import type { Cell, SqliteFile } from "./file.ts";

interface Body {
  readonly body: string;
}

export function sqliteDeliveries(file: SqliteFile): DeliveryStore {
  const add = file.statement(`
    insert into delivery (site, id, v, target, lane, lane_order, conversation, state, tries, since, next_try_at,
      changed_at, body)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict do nothing`);
  const load = file.statement<Body>("select body from delivery where site = ? and id = ?");
  const save = file.statement(`
    update delivery
    set v = ?, target = ?, lane = ?, lane_order = ?, conversation = ?, state = ?, tries = ?, since = ?,
      next_try_at = ?, changed_at = ?, body = ?, lease_until = null
    where site = ? and id = ? and v = ?`);
  const free =
    "site = ? and target = ? and state = 'waiting' and next_try_at <= ? and coalesce(lease_until, 0) <= ?";
  const some = file.statement(`select 1 from delivery where ${free} limit 1`);
  const lease = file.statement<Body>(`
    update delivery set lease_until = ?
    where rowid in (select rowid from delivery where ${free} order by next_try_at, lane_order limit ?)
    returning body`);
  const ahead = file.statement<Body>(`
    select body from delivery
    where site = ? and target = ? and lane = ? and state = 'waiting' and lane_order < ? and tries < ?
    order by lane_order limit 1`);
  const behind = file.statement<Body>(`
    select body from delivery
    where site = ? and target = ? and lane = ? and state = 'waiting' and lane_order > ?
    order by lane_order limit ?`);
  const remove = file.statement("delete from delivery where site = ? and id = ?");
  const removeOf = file.statement("delete from delivery where site = ? and conversation = ?");
  const old = file.statement<Body>(`
    select body from delivery where site = ? and state = 'waiting' and since < ? limit 1000`);
  const drop = file.statement("delete from delivery where site = ? and state = ? and changed_at < ?");
  const first = file.statement<{ readonly at: number | null }>(
    "select min(next_try_at) as at from delivery where site = ? and state = 'waiting'",
  );
  const replace = (one: Delivery) => save.run(...cells(one), one.siteId, one.id, one.v - 1) === 1;

  return {
    async add(deliveries) {
      await file.write(() => {
        for (const one of deliveries) add.run(one.siteId, one.id, ...cells(one));
      });
    },
    load: (siteId, id) => file.read(() => parsed(load.first(siteId, id))),
    save: (delivery) => file.write(() => replace(delivery)),
    async lease(siteId, target, now, until, limit) {
      // Most polls find nothing: they must not take the write lock.
      if ((await file.read(() => some.first(siteId, target, now, now))) === undefined) return [];
      const taken = await file.write(() => lease.all(until, siteId, target, now, now, limit));
      return taken
        .map(({ body }) => JSON.parse(body) as Delivery)
        .toSorted((a, b) => (a.nextTryAt ?? 0) - (b.nextTryAt ?? 0) || a.order - b.order);
    },
    ahead: ({ siteId, target, lane, order }, tries) =>
      file.read(() => parsed(ahead.first(siteId, target, lane, order, tries))),
    behind: ({ siteId, target, lane, order }, limit) =>
      file.read(() =>
        behind.all(siteId, target, lane, order, limit).map(({ body }) => JSON.parse(body) as Delivery),
      ),
    listDead: ({ siteId, cursor, limit }) =>
      file.read(() => {
        const { at, id } = cursor === undefined ? { at: "\u{10ffff}", id: "" } : readCursor(cursor);
        const found = file
          .statement<Body>(`
            select body from delivery where site = ? and state = 'dead' and (changed_at, id) < (?, ?)
            order by changed_at desc, id desc limit ?`)
          .all(siteId, at, id, limit + 1)
          .map(({ body }) => JSON.parse(body) as Delivery);
        return listed(found, limit, (row) => ({ at: row.changedAt, id: row.id }));
      }),
    listOf: ({ siteId, target, cursor, limit }) =>
      file.read(() => {
        const { at, id } = cursor === undefined ? { at: "\u{10ffff}", id: "" } : readCursor(cursor);
        const found = file
          .statement<Body>(`
            select body from delivery where site = ? and target = ? and (changed_at, id) < (?, ?)
            order by changed_at desc, id desc limit ?`)
          .all(siteId, target, at, id, limit + 1)
          .map(({ body }) => JSON.parse(body) as Delivery);
        return listed(found, limit, (row) => ({ at: row.changedAt, id: row.id }));
      }),
    async remove(siteId, id) {
      await file.write(() => remove.run(siteId, id));
    },
    async removeOf(siteId, conversation) {
      await file.write(() => removeOf.run(siteId, conversation));
    },
    sweep: (siteId, now, before) =>
      file.write(() => {
        drop.run(siteId, "delivered", new Date(before.delivered).toISOString());
        drop.run(siteId, "dead", new Date(before.dead).toISOString());
        const waiting = old.all(siteId, before.waiting);
        return waiting.filter(({ body }) => replace(givenUp(JSON.parse(body) as Delivery, now))).length;
      }),
    overdue: (siteId, now) => file.read(() => Math.max(0, now - (first.first(siteId)?.at ?? now))),
  };
}

export function sqliteEndpoints(file: SqliteFile): EndpointStore {
  const close = file.statement(
    "insert or replace into closed_endpoint (site, target, body) values (?, ?, ?)",
  );
  const open = file.statement("delete from closed_endpoint where site = ? and target = ?");
  const closed = file.statement<Body>("select body from closed_endpoint where site = ?");
  return {
    async close(endpoint) {
      await file.write(() => close.run(endpoint.siteId, endpoint.target, JSON.stringify(endpoint)));
    },
    async open(siteId, target) {
      await file.write(() => open.run(siteId, target));
    },
    closed: (siteId) =>
      file.read(() => closed.all(siteId).map(({ body }) => JSON.parse(body) as ClosedEndpoint)),
  };
}

function cells(one: Delivery): readonly Cell[] {
  const { v, target, lane, order, conversation = null, state, tries, since, nextTryAt = null } = one;
  const body = JSON.stringify(one);
  return [v, target, lane, order, conversation, state, tries, since, nextTryAt, one.changedAt, body];
}

function parsed(row: Body | undefined): Delivery | undefined {
  return row && (JSON.parse(row.body) as Delivery);
}
