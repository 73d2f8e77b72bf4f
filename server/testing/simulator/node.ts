import type { CompiledPlaybook, Service, Site } from "../../../engine/index.ts";
import type { Log } from "../../log.ts";
import { makeOutbox } from "../../outbox/outbox.ts";
import { makeCalls } from "../../services/calls.ts";
import type { ConversationStore } from "../../stores/ports.ts";
import type { Timekeeper } from "../../timekeeper.ts";
import { clockRound } from "../../timers/clock-round.ts";
import { startPoller } from "../../timers/poller.ts";
import { makeBus } from "../../turns/bus.ts";
import { makeLanes } from "../../turns/lanes.ts";
import { makePresence } from "../../turns/presence.ts";
import type { TurnSetting } from "../../turns/take.ts";
import type { NodeEnd, Tripped } from "./faults.ts";
import type { Schedule } from "./schedule.ts";
import type { Sink } from "./sink.ts";

/** One server process: what runs in it is the server's own code. */
export interface SimulatedNode {
  readonly turns: TurnSetting;
  alive(): boolean;
  /** Everything in its memory is gone, and nobody hears of it any more. */
  crash(): void;
}

export interface NodeSetting {
  readonly schedule: Schedule;
  readonly site: Site;
  readonly playbooks: readonly CompiledPlaybook[];
  readonly service: Service;
  readonly sink: Sink;
  /** The store as this node reaches it. */
  readonly store: (node: NodeEnd) => ConversationStore;
  /** Faults that are wanted at a certain place. */
  readonly trip: (point: string) => Tripped;
  /** Called when it has crashed. */
  readonly crashed: () => void;
}

/** Longer than in life: what matters is what meets, not how often it is looked for. */
const POLL_MS = 1_000;
const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function startNode(setting: NodeSetting): SimulatedNode {
  const { schedule, site, playbooks, service, sink, store } = setting;
  let running = true;
  const node: NodeEnd = {
    alive: () => running,
    crash: () => {
      if (!running) return;
      running = false;
      setting.crashed();
    },
    trip: setting.trip,
  };
  const timekeeper: Timekeeper = {
    now: schedule.now,
    random: schedule.random,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = () => {
          signal?.removeEventListener("abort", wake);
          if (running) resolve();
        };
        schedule.after(ms, wake);
        signal?.addEventListener("abort", wake, { once: true });
      }),
  };
  const turns: TurnSetting = {
    conversations: store(node),
    playbooks: {
      site: () => site,
      services: () => new Map([[service.name, service]]),
      live: () => playbooks,
      version: async (hash) => playbooks.find(({ version }) => version === hash),
    },
    presence: makePresence(),
    bus: makeBus(),
    lanes: makeLanes(),
    timekeeper,
    log: SILENT,
    nudge: (id) => outbox.nudge(id),
  };
  const { egress, leads } = sink.reach(node);
  const calls = makeCalls({ ...turns, egress, service: () => service, secret: () => undefined });
  const outbox = makeOutbox({ ...turns, leads, calls, memory: sink.memory });
  const poll = (name: string, round: () => Promise<boolean>) =>
    startPoller({ name, every: POLL_MS, round, timekeeper, log: SILENT });
  poll("clocks", () => clockRound(turns));
  poll("outbox", outbox.round);
  return { turns, alive: node.alive, crash: node.crash };
}
