import type { Talk } from "../../engine/index.ts";
import type { Note } from "../stores/ports.ts";

/** Something happened in a conversation. Only a hint: whoever wants to know what, asks the store. */
export interface Hint {
  readonly conversation: string;
  readonly seq: number;
  readonly status: Talk["status"];
  /** How often somebody did something with it that is no turn; missing: never. */
  readonly acts?: number | undefined;
  /** A line to colleagues that was just told. */
  readonly note?: Note;
}

/** Somebody looks at a conversation or writes in it. Held in no store: one that is lost is said again within seconds. */
export interface Signal {
  readonly conversation: string;
  /** A person of the console; missing: the visitor. */
  readonly who?: { readonly id: string; readonly name: string };
  readonly is: "viewing" | "typing" | "gone";
  /** The visitor may see it: the one who has the conversation writes an answer. */
  readonly aloud?: boolean;
}

/**
 * Tells listeners that a conversation moved on. A lost hint costs time, never data. `describeBus` is the last word on what
 * an adapter does.
 */
export interface Bus {
  /** Never throws, and waits for nobody: whoever is elsewhere hears of it in a moment. */
  tell(hint: Hint): void;
  /** @returns a function that stops the calls. */
  listen(conversation: string, hear: (hint: Hint) => void): () => void;
  /** Hears of every conversation. */
  listenToAll(hear: (hint: Hint) => void): () => void;
  /** Never throws. Comes to other nodes where they share a Redis; without one it stays in this process. */
  signal(signal: Signal): void;
  /** Hears signals of all conversations, or of one. @returns a function that stops the calls. */
  onSignals(hear: (signal: Signal) => void, conversation?: string): () => void;
}

/** Who listens in this process. */
export interface LocalBus extends Bus {
  /** Whether anybody listens, to one conversation or to all. */
  heard(): boolean;
  /** Whether anybody listens to all of them. */
  heardByAll(): boolean;
}

/** No conversation has this id. */
const ALL = "";

/** The bus of a single process, and the last mile of the others. */
export function makeBus(): LocalBus {
  const one = new Map<string, Set<(hint: Hint) => void>>();
  const all = new Set<(hint: Hint) => void>();
  const signals = new Map<string, Set<(signal: Signal) => void>>();
  return {
    signal: (signal) => {
      for (const where of [signal.conversation, ALL])
        for (const hear of signals.get(where) ?? []) hear(signal);
    },
    onSignals: (hear, conversation = ALL) => {
      const listeners = signals.get(conversation) ?? new Set();
      listeners.add(hear);
      signals.set(conversation, listeners);
      return () => {
        listeners.delete(hear);
        if (listeners.size === 0 && signals.get(conversation) === listeners) signals.delete(conversation);
      };
    },
    tell: (hint) => {
      for (const hear of one.get(hint.conversation) ?? []) hear(hint);
      for (const hear of all) hear(hint);
    },
    listen: (conversation, hear) => {
      const listeners = one.get(conversation) ?? new Set();
      listeners.add(hear);
      one.set(conversation, listeners);
      return () => {
        listeners.delete(hear);
        if (listeners.size === 0 && one.get(conversation) === listeners) one.delete(conversation);
      };
    },
    listenToAll: (hear) => {
      all.add(hear);
      return () => all.delete(hear);
    },
    heard: () => one.size + all.size > 0,
    heardByAll: () => all.size > 0,
  };
}
