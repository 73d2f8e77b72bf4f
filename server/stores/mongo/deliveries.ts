import { trusted } from "mongoose";
import type {
  ClosedEndpoint,
  Delivery,
  DeliveryStore,
  EndpointStore,
} from "../../deliveries/delivery-store.ts";
import { listed, readCursor } from "../cursor.ts";
import { givenUp } from "../given-up.ts";
import { reach } from "./away.ts";
import type { DeliveryModels } from "./delivery-models.ts";
import { insertIfAbsent } from "./insert.ts";

export function mongoDeliveries({ deliveries }: DeliveryModels): DeliveryStore {
  const replace = async (one: Delivery) => {
    const filter = { _id: keyOf(one.siteId, one.id), v: one.v - 1 };
    const { matchedCount } = await deliveries.updateOne(filter, { $set: { ...fields(one), leaseUntil: 0 } });
    return matchedCount === 1;
  };

  return {
    add: (added) =>
      reach(async () => {
        // One after the other: the first of a lane must be there before the second.
        for (const one of added) {
          const { siteId, id } = one;
          await insertIfAbsent(deliveries, {
            _id: keyOf(siteId, id),
            siteId,
            id,
            leaseUntil: 0,
            ...fields(one),
          });
        }
      }),
    load: (siteId, id) =>
      reach(async () => parsed(await deliveries.findOne({ _id: keyOf(siteId, id) }, BODY).lean())),
    save: (delivery) => reach(() => replace(delivery)),
    lease: (siteId, target, now, until, limit) =>
      reach(async () => {
        const found = await deliveries
          .find({
            siteId,
            target,
            state: "waiting",
            nextTryAt: trusted({ $lte: now }),
            leaseUntil: trusted({ $lte: now }),
          })
          .sort({ nextTryAt: 1, order: 1 })
          .limit(limit)
          .lean();
        const taken = await Promise.all(
          found.map(async ({ _id, v, leaseUntil }) => {
            // Only from the very lease that was read: of two pollers, one finds it changed.
            const { matchedCount } = await deliveries.updateOne(
              { _id, v, leaseUntil },
              { $set: { leaseUntil: until } },
            );
            return matchedCount === 1;
          }),
        );
        return found
          .filter((_, index) => taken[index])
          .flatMap((row) => parsed(row) ?? [])
          .toSorted((a, b) => (a.nextTryAt ?? 0) - (b.nextTryAt ?? 0) || a.order - b.order);
      }),
    ahead: ({ siteId, target, lane, order }, tries) =>
      reach(async () => {
        const found = await deliveries
          .findOne(
            {
              siteId,
              target,
              lane,
              state: "waiting",
              order: trusted({ $lt: order }),
              tries: trusted({ $lt: tries }),
            },
            BODY,
          )
          .sort({ order: 1 })
          .lean();
        return parsed(found);
      }),
    behind: ({ siteId, target, lane, order }, limit) =>
      reach(async () => {
        const filter = { siteId, target, lane, state: "waiting", order: trusted({ $gt: order }) } as const;
        const found = await deliveries.find(filter, BODY).sort({ order: 1 }).limit(limit).lean();
        return found.flatMap((row) => parsed(row) ?? []);
      }),
    listDead: ({ siteId, cursor, limit }) =>
      reach(async () => {
        const found = await deliveries
          .find({ siteId, state: "dead", ...(cursor !== undefined && { $or: beyond(cursor) }) }, BODY)
          .sort({ changedAt: -1, id: -1 })
          .limit(limit + 1)
          .lean();
        const rows = found.flatMap((row) => parsed(row) ?? []);
        return listed(rows, limit, (row) => ({ at: row.changedAt, id: row.id }));
      }),
    listOf: ({ siteId, target, cursor, limit }) =>
      reach(async () => {
        const found = await deliveries
          .find({ siteId, target, ...(cursor !== undefined && { $or: beyond(cursor) }) }, BODY)
          .sort({ changedAt: -1, id: -1 })
          .limit(limit + 1)
          .lean();
        const rows = found.flatMap((row) => parsed(row) ?? []);
        return listed(rows, limit, (row) => ({ at: row.changedAt, id: row.id }));
      }),
    remove: (siteId, id) =>
      reach(async () => {
        await deliveries.deleteOne({ _id: keyOf(siteId, id) });
      }),
    removeOf: (siteId, conversation) =>
      reach(async () => {
        await deliveries.deleteMany({ siteId, conversation });
      }),
    sweep: (siteId, now, before) =>
      reach(async () => {
        const drop = async (state: Delivery["state"], ms: number) => {
          const changedAt = trusted({ $lt: new Date(ms).toISOString() });
          await deliveries.deleteMany({ siteId, state, changedAt });
        };
        await drop("delivered", before.delivered);
        await drop("dead", before.dead);
        const old = await deliveries
          .find({ siteId, state: "waiting", since: trusted({ $lt: before.waiting }) }, BODY)
          .limit(1_000)
          .lean();
        let died = 0;
        for (const row of old.flatMap((one) => parsed(one) ?? []))
          if (await replace(givenUp(row, now))) died += 1;
        return died;
      }),
    overdue: (siteId, now) =>
      reach(async () => {
        const first = await deliveries
          .findOne({ siteId, state: "waiting", nextTryAt: trusted({ $lte: now }) }, { nextTryAt: 1 })
          .sort({ nextTryAt: 1 })
          .lean();
        return Math.max(0, now - (first?.nextTryAt ?? now));
      }),
  };
}

export function mongoEndpoints({ endpoints }: DeliveryModels): EndpointStore {
  return {
    close: (endpoint) =>
      reach(async () => {
        const { siteId, target } = endpoint;
        const document = { _id: keyOf(siteId, target), siteId, body: JSON.stringify(endpoint) };
        if (await insertIfAbsent(endpoints, document)) return;
        await endpoints.updateOne({ _id: document._id }, { $set: { body: document.body } });
      }),
    open: (siteId, target) =>
      reach(async () => {
        await endpoints.deleteOne({ _id: keyOf(siteId, target) });
      }),
    closed: (siteId) =>
      reach(async () => {
        const found = await endpoints.find({ siteId }, BODY).lean();
        return found.map(({ body }) => JSON.parse(body) as ClosedEndpoint);
      }),
  };
}

const BODY = { body: 1 } as const;

function fields(one: Delivery) {
  const { v, target, lane, order, conversation, state, tries, since, nextTryAt, changedAt } = one;
  const place = { lane, order, conversation: conversation ?? null };
  const when = { tries, since, nextTryAt: nextTryAt ?? null, changedAt };
  return { v, target, state, ...place, ...when, body: JSON.stringify(one) };
}

function beyond(cursor: string) {
  const { at, id } = readCursor(cursor);
  return [{ changedAt: trusted({ $lt: at }) }, { changedAt: at, id: trusted({ $lt: id }) }];
}

function parsed(row: { readonly body: string } | null): Delivery | undefined {
  return row === null ? undefined : (JSON.parse(row.body) as Delivery);
}

function keyOf(siteId: string, id: string): string {
  return `${siteId}/${id}`;
}
