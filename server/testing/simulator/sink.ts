import type { Egress } from "../../egress/egress.ts";
import { EgressError } from "../../egress/egress-error.ts";
import type { VisitorMemory, VisitorRecord } from "../../memory/visitor-memory.ts";
import { type LeadRecord, type LeadStore, StoreAwayError } from "../../stores/ports.ts";
import { type NodeEnd, type Trouble, tripped } from "./faults.ts";
import type { Schedule } from "./schedule.ts";

/** Where everything ends that leaves the conversations: calls of services, and leads. */
export interface Sink {
  /** How often each call's id came in. */
  readonly calls: Map<string, number>;
  readonly leads: Map<string, LeadRecord>;
  /** What is remembered of visitors; nothing goes wrong with it here. */
  readonly memory: VisitorMemory;
  /** As one node reaches it. */
  reach(node: NodeEnd): { readonly egress: Egress; readonly leads: LeadStore };
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
    memory: visitorMemory(),
    reach: (node) => ({
      egress: {
        post: () => Promise.reject(new EgressError("UNREACHABLE", false)),
        ask: ({ headers }) =>
          new Promise((resolve, reject) => {
            const id = headers["Parley-Call-Id"] ?? "";
            const answer = (run: () => void) =>
              schedule.after(schedule.between(5, 120), () => void (node.alive() && run()));
            const before = node.alive() ? tripped(node, "call before") : "crash";
            if (before === "crash") return;
            if (before === "fail" || troubled(id))
              return answer(() => reject(new EgressError("UNREACHABLE", false)));
            schedule.after(schedule.between(5, 120), () => {
              calls.set(id, (calls.get(id) ?? 0) + 1);
              const after = node.alive() ? tripped(node, "call after") : undefined;
              const cut = after === "fail" || troubled(id);
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
            const before = node.alive() ? tripped(node, "lead before") : "crash";
            if (before === "crash") return;
            const lost = before === "fail" || (trouble.on() && schedule.chance(0.03));
            schedule.after(schedule.between(0, 20), () => {
              if (!lost) put(lead);
              const after = node.alive() && !lost ? tripped(node, "lead after") : undefined;
              const away = lost || after === "fail" || (trouble.on() && schedule.chance(0.03));
              schedule.after(schedule.between(0, 20), () => {
                if (!node.alive()) return;
                if (away) reject(new StoreAwayError("the simulated store is away"));
                else resolve();
              });
            });
          }),
        load: async (_siteId, id) => leads.get(id),
        remove: async (_siteId, id) => void leads.delete(id),
        list: async () => ({ rows: [...leads.values()], next: undefined }),
        sameAddress: async () => [],
        ofAddress: async () => [],
        erase: async (_siteId, id) => void leads.delete(id),
        dropErased: async () => 0,
      },
    }),
  };
}

function visitorMemory(): VisitorMemory {
  const records = new Map<string, VisitorRecord>();
  return {
    load: async (_siteId, visitor) => records.get(visitor),
    save: async (record) => {
      if ((records.get(record.visitor)?.v ?? 0) !== record.v - 1) return false;
      records.set(record.visitor, record);
      return true;
    },
    erase: async ({ visitor, v }) => records.get(visitor)?.v === v && records.delete(visitor),
    due: async () => [],
  };
}
