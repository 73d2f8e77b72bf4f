import type { Bus, Signal } from "../turns/bus.ts";

/** Somebody who looks at a conversation now. */
export interface Viewer {
  readonly id: string;
  readonly name: string;
  readonly typing: boolean;
}

export interface Signals {
  /** Who of the team looks at the conversation, by name; without `except`. */
  viewers(conversation: string, except: string): readonly Viewer[];
  /** All that holds now, for a console that was just opened. */
  current(): readonly Signal[];
  close(): void;
}

/** A browser says every 20 s that it still looks; one that died is forgotten after this. */
const VIEWING_MS = 45_000;
const TYPING_MS = 6_000;

/** Remembers who looks at what, in this process's memory, until they leave or fall silent. */
export function makeSignals(bus: Pick<Bus, "onSignals">, now: () => number): Signals {
  const heard = new Map<string, { readonly signal: Signal; readonly until: number }>();
  const close = bus.onSignals((signal) => {
    if (!signal.who) return;
    const key = `${signal.conversation} ${signal.who.id}`;
    heard.delete(key);
    if (signal.is !== "gone") heard.set(key, { signal, until: now() + VIEWING_MS });
    forgetOld();
  });

  function forgetOld(): void {
    for (const [key, { until }] of heard) if (until <= now()) heard.delete(key);
  }

  return {
    close,
    viewers: (conversation, except) => {
      forgetOld();
      return [...heard.values()].flatMap(({ signal: { conversation: where, who, is }, until }) =>
        where === conversation && who && who.id !== except
          ? [
              {
                id: who.id,
                name: who.name,
                typing: is === "typing" && until - now() > VIEWING_MS - TYPING_MS,
              },
            ]
          : [],
      );
    },
    current: () => {
      forgetOld();
      return [...heard.values()].map(({ signal }) => signal);
    },
  };
}
