import type { HandoffAlert } from "../../server/wire/handoff.ts";
import type { SignalEvent } from "../../server/wire/inbox.ts";
import type { InboxEvent } from "../../server/wire/rep.ts";
import { createFeed, type Feed } from "./feed.ts";

export type StreamState =
  | { readonly is: "connecting" }
  | { readonly is: "live" }
  /** `retryAt`: ms since 1970. */
  | { readonly is: "lost"; readonly retryAt: number };

/** The part of the browser's EventSource that is used here. */
export interface Source {
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  close(): void;
}

export interface StreamParts {
  /** Opens the stream; a new one for each try. */
  readonly open: () => Source;
  readonly now: () => number;
  /** @returns a function that calls it off. */
  readonly later: (act: () => void, ms: number) => () => void;
  /** 0 up to 1. */
  readonly random: () => number;
}

export interface InboxStream {
  readonly state: Feed<StreamState>;
  /** Tries at once instead of waiting for `retryAt`. */
  retry(): void;
  close(): void;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Hears of every change in the inbox, and connects again for ever when the stream is lost.
 *
 * @param onEvent a row changed or moved.
 * @param onSignal somebody looks at a conversation, or writes in it.
 * @param onAlert one is wanted.
 * @param onGap the stream is back after a loss, or was lost: what is shown may be old.
 */
export function openInboxStream(
  parts: StreamParts,
  onEvent: (event: InboxEvent) => void,
  onGap: () => void,
  onSignal: (event: SignalEvent) => void = () => undefined,
  onAlert: (alert: HandoffAlert) => void = () => undefined,
): InboxStream {
  const state = createFeed<StreamState>({ is: "connecting" });
  let source: Source | undefined;
  let callOff: (() => void) | undefined;
  let tries = 0;
  let closed = false;

  // EventSource's own reconnecting gives up on an error status and tells no time, so each try is a new one.
  function connect() {
    const opened = parts.open();
    source = opened;
    opened.addEventListener("open", () => {
      if (source !== opened) return;
      if (tries > 0) onGap();
      tries = 0;
      state.tell({ is: "live" });
    });
    opened.addEventListener("inbox", (message) => {
      const event = readEvent<InboxEvent>(message.data);
      if (event) onEvent(event);
    });
    opened.addEventListener("signal", (message) => {
      const event = readEvent<SignalEvent>(message.data);
      if (event) onSignal(event);
    });
    opened.addEventListener("alert", (message) => {
      const alert = readEvent<HandoffAlert>(message.data);
      if (alert) onAlert(alert);
    });
    opened.addEventListener("error", () => {
      if (source === opened) lose();
    });
  }

  function lose() {
    source?.close();
    source = undefined;
    if (closed) return;
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
    const wait = longest / 2 + (longest / 2) * parts.random();
    tries += 1;
    state.tell({ is: "lost", retryAt: parts.now() + wait });
    callOff = parts.later(connect, wait);
    onGap();
  }

  connect();
  return {
    state,
    retry: () => {
      if (closed || state.current().is !== "lost") return;
      callOff?.();
      state.tell({ is: "connecting" });
      connect();
    },
    close: () => {
      closed = true;
      callOff?.();
      source?.close();
      source = undefined;
    },
  };
}

function readEvent<T>(data: unknown): T | undefined {
  if (typeof data !== "string") return undefined;
  try {
    return JSON.parse(data) as T;
  } catch {
    return undefined;
  }
}
