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
}

/** Who listens in this process. */
export interface LocalBus extends Bus {
  /** Whether anybody listens, to one conversation or to all. */
  heard(): boolean;
  /** Whether anybody listens to all of them. */
  heardByAll(): boolean;
}

/** The bus of a single process, and the last mile of the others. */
export function makeBus(): LocalBus {
  const one = new Map<string, Set<(hint: Hint) => void>>();
  const all = new Set<(hint: Hint) => void>();
  return {
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
