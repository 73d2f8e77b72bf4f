import { useEffect, useState } from "preact/hooks";
import type { ChatState, Client } from "./client.ts";
import { nextReveal } from "./reveal.ts";

/** The client's state, drawn again whenever it changes. */
export function useClient(client: Client): ChatState {
  const [state, setState] = useState(client.state());
  useEffect(() => {
    setState(client.state());
    return client.subscribe(() => setState(client.state()));
  }, [client]);
  return state;
}

/** How far the log is shown: the bot's words come one after the other, with typing dots before each. */
export function useReveal({ messages, history }: ChatState) {
  const [revealed, setRevealed] = useState(0);
  const first = messages[0]?.at;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation begins from nothing
  useEffect(() => setRevealed(0), [first]);
  const next = nextReveal(messages, Math.max(revealed, history));
  const still = isStill();
  const shown = still ? (messages.at(-1)?.seq ?? 0) : next.upTo;
  const after = messages.find(({ seq }) => seq > shown)?.seq;
  useEffect(() => {
    if (next.waitMs === undefined || after === undefined) return;
    const timer = setTimeout(() => setRevealed(after), next.waitMs);
    return () => clearTimeout(timer);
  }, [after, next.waitMs]);
  // What is shown stays shown when more comes.
  useEffect(() => {
    if (shown > revealed) setRevealed(shown);
  }, [shown, revealed]);
  return { shown, botTyping: after !== undefined };
}

/** Without movement there is nothing to wait for. */
function isStill(): boolean {
  return typeof matchMedia !== "function" || matchMedia("(prefers-reduced-motion: reduce)").matches;
}
