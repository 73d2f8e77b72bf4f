import type { ToChat, ToHost } from "../bridge.ts";

export interface Host {
  readonly tell: (message: ToHost) => void;
}

/**
 * The way to the loader on the company's page.
 *
 * The loader names its origin behind the `#` of the iframe's address; messages go to that origin only, and only
 * the parent window is heard. Undefined: the chat is a page of its own.
 */
export function connectHost(window: Window, onMessage: (message: ToChat) => void): Host | undefined {
  const origin = originIn(window.location.hash);
  if (window.parent === window || origin === undefined) return undefined;
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.source !== window.parent || event.origin !== origin) return;
    if (isToChat(event.data)) onMessage(event.data);
  });
  const tell = (message: ToHost) => window.parent.postMessage(message, origin);
  tell({ parley: "hello" });
  return { tell };
}

function originIn(hash: string): string | undefined {
  try {
    const { origin } = new URL(decodeURIComponent(hash.slice(1)));
    return origin === "null" ? undefined : origin;
  } catch {
    return undefined;
  }
}

function isToChat(value: unknown): value is ToChat {
  return typeof (value as { parley?: unknown } | null)?.parley === "string";
}
