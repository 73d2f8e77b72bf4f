import type { Egress } from "../../egress/egress.ts";
import { EgressError } from "../../egress/egress-error.ts";
import { type LeadRecord, type LeadStore, StoreAwayError } from "../../stores/ports.ts";
import type { Trouble } from "./faults.ts";
import type { Schedule } from "./schedule.ts";

/** Where everything ends that leaves the conversations: calls of services, and leads. */
export interface Sink {
  /** How often each call's id came in. */
  readonly calls: Map<string, number>;
  readonly leads: Map<string, LeadRecord>;
  /** As one node reaches it. */
  reach(alive: () => boolean): { readonly egress: Egress; readonly leads: LeadStore };
}

export function makeSink(schedule: Schedule, trouble: Trouble): Sink {
  const calls = new Map<string, number>();
  const leads = new Map<string, LeadRecord>();
  const troubles = new Map<string, number>();
  /** A call that is never answered would be given up by the playbook, and rightly: so trouble ends after two tries. */
  const troubled = (id: string) => {
    const had = troubles.get(id) ?? 0;
    if (!trouble.on() || had >= 2 || !schedule.chance(0.15)) return false;
    troubles.set(id, had + 1);
    return true;
  };
  const put = (lead: LeadRecord) => {
    const there = leads.get(lead.id);
    if (!there || lead.turn >= there.turn) leads.set(lead.id, lead);
  };
  return {
    calls,
    leads,
    reach: (alive) => ({
      egress: {
        ask: ({ headers }) =>
          new Promise((resolve, reject) => {
            const id = headers["Parley-Call-Id"] ?? "";
            const answer = (run: () => void) =>
              schedule.after(schedule.between(5, 120), () => void (alive() && run()));
            if (troubled(id)) return answer(() => reject(new EgressError("UNREACHABLE", false)));
            schedule.after(schedule.between(5, 120), () => {
              calls.set(id, (calls.get(id) ?? 0) + 1);
              const cut = troubled(id);
              answer(() =>
                cut
                  ? reject(new EgressError("BROKEN_OFF", true))
                  : resolve({ status: 200, json: { ok: true } }),
              );
            });
          }),
      },
      leads: {
        put: (lead) =>
          new Promise((resolve, reject) => {
            const away = trouble.on() && schedule.chance(0.05);
            schedule.after(schedule.between(0, 20), () => {
              if (!away || schedule.chance(0.5)) put(lead);
              schedule.after(schedule.between(0, 20), () => {
                if (!alive()) return;
                if (away) reject(new StoreAwayError("the simulated store is away"));
                else resolve();
              });
            });
          }),
        load: async (_siteId, id) => leads.get(id),
        list: async () => ({ rows: [...leads.values()], next: undefined }),
        sameAddress: async () => [],
      },
    }),
  };
}
