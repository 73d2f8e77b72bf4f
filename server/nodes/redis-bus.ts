import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { faultDetails, type Log } from "../log.ts";
import type { Note } from "../stores/ports.ts";
import type { Bus, Hint, LocalBus, Signal } from "../turns/bus.ts";

export interface RedisBusSetting {
  /** A redis:// or rediss:// address. */
  readonly url: string;
  siteId(): string;
  /** Notes are words, so only their ids go through Redis; whoever needs the words asks the store. */
  note(conversation: string, id: string): Promise<Note | undefined>;
  readonly log: Log;
}

export interface RedisBus extends Bus {
  /** False while hints may be getting lost: then somebody has to ask the store. */
  connected(): boolean;
  /** Resolves when hints go out and come in. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

interface Wire extends Omit<Hint, "note"> {
  readonly from: string;
  readonly note?: string;
}

const LONGEST_PAUSE_MS = 2_000;
/** Redis answers within a millisecond; one that takes so long is as good as gone. */
const ANSWER_MS = 1_000;

/**
 * Hears of other nodes by Redis. What happens here is told here at once, Redis or no Redis; that Redis is gone is logged once
 * and costs nothing but the hints.
 *
 * @param local who listens here.
 */
export function redisBus(setting: RedisBusSetting, local: LocalBus): RedisBus {
  const { url, log, siteId } = setting;
  const self = randomUUID();
  const channel = () => `parley:${siteId()}:hints`;
  const options = {
    lazyConnect: true,
    // A hint that waits for Redis is worth nothing when it comes.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    commandTimeout: ANSWER_MS,
    retryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times, 8), LONGEST_PAUSE_MS),
  };
  const out = new Redis(url, options);
  const into = new Redis(url, options);
  let subscribed = false;
  /** What was logged last, or that nothing is to be logged any more. */
  let told: "connected" | "lost" | "closed" | undefined;
  const waiting = new Set<() => void>();

  const connected = () => subscribed && out.status === "ready" && into.status === "ready";
  const back = () => {
    if (!connected()) return;
    for (const wake of waiting) wake();
    waiting.clear();
    if (told !== "connected") log.info("bus.connected");
    told = "connected";
  };
  const lost = () => {
    if (told !== "lost" && told !== "closed") log.warn("bus.lost");
    if (told !== "closed") told = "lost";
  };

  const hear = async ({ from, note: id, ...hint }: Wire) => {
    if (from === self) return;
    // The id of a note is only of use to those who hear of everything.
    if (id === undefined || !local.heardByAll()) return local.tell(hint);
    const note = await setting.note(hint.conversation, id);
    local.tell({ ...hint, ...(note && { note }) });
  };

  into.on("message", (_channel, text) => {
    const signal = signalOf(text, self);
    if (signal) return local.signal(signal);
    const wire = wireOf(text);
    if (wire) hear(wire).catch((error: unknown) => log.warn("bus.failed", faultDetails(error)));
  });
  into.on("ready", () => {
    into.subscribe(channel()).then(() => {
      subscribed = true;
      back();
    }, lost);
  });
  into.on("close", () => {
    subscribed = false;
    lost();
  });
  out.on("ready", back);
  out.on("close", lost);
  for (const client of [out, into]) {
    // Without a listener an error of the connection would end the process. What it means is told by "close".
    client.on("error", () => undefined);
    client.connect().catch(() => undefined);
  }

  return {
    ...local,
    tell: ({ note, ...hint }) => {
      local.tell({ ...hint, ...(note && { note }) });
      if (out.status !== "ready") return;
      const wire: Wire = { ...hint, from: self, ...(note && { note: note.id }) };
      // A Redis that hangs keeps its connection: only a new one, when it comes, says that it is back.
      out.publish(channel(), JSON.stringify(wire)).catch(() => out.disconnect(true));
    },
    signal: (signal) => {
      local.signal(signal);
      if (out.status !== "ready") return;
      out.publish(channel(), JSON.stringify({ signal, from: self })).catch(() => out.disconnect(true));
    },
    connected,
    ready: () => (connected() ? Promise.resolve() : new Promise((wake) => void waiting.add(wake))),
    close: async () => {
      told = "closed";
      for (const client of [out, into]) client.disconnect();
    },
  };
}

/** Somebody at another node looks or types. */
function signalOf(text: string, self: string): Signal | undefined {
  try {
    const { signal, from } = JSON.parse(text) as {
      readonly signal?: Partial<Signal>;
      readonly from?: string;
    };
    const whole = typeof signal?.conversation === "string" && typeof signal.is === "string";
    return whole && from !== self ? (signal as Signal) : undefined;
  } catch {
    return undefined;
  }
}

/** What another release puts into the channel is not ours to trust. */
function wireOf(text: string): Wire | undefined {
  try {
    const wire = JSON.parse(text) as Partial<Wire> | null;
    const whole = typeof wire?.conversation === "string" && typeof wire.seq === "number";
    return whole && typeof wire.status === "string" ? (wire as Wire) : undefined;
  } catch {
    return undefined;
  }
}
