/** Everything the chat's client needs from a browser, so that tests can give it a world of their own. */
export interface Ports {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly storage: KeyStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly tabs: Tabs;
  /** Address under which `conversations` lies, with a slash at the end. */
  readonly base: string;
}

/** Texts by key. What it holds may vanish at any time, as when a visitor clears the browser. */
export interface KeyStore {
  readonly get: (key: string) => string | undefined;
  readonly set: (key: string, value: string) => void;
  readonly remove: (key: string) => void;
  readonly keys: () => readonly string[];
}

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Runs once after `ms`, unless the function that it returns is called before. */
  readonly after: (ms: number, run: () => void) => () => void;
}

export interface Random {
  readonly bytes: (count: number) => Uint8Array;
  /** From 0, below 1. */
  readonly fraction: () => number;
}

/** The other tabs of this browser: one of them holds the stream and tells the rest what came. */
export interface Tabs {
  /** Calls `run` when this tab is the one that streams; it stays so until the promise settles. */
  readonly lead: (name: string, run: () => Promise<void>, signal: AbortSignal) => Promise<void>;
  readonly tell: (news: unknown) => void;
  readonly hear: (listener: (news: unknown) => void) => void;
}

/** Random base64url without padding: 32 bytes make the visitor's token, 16 an id. */
export function randomText({ bytes }: Random, count: number): string {
  const letters = String.fromCharCode(...bytes(count));
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** How long to wait before try `attempt` (from 0): doubling from 1 s to 30 s, half of it by chance so that browsers spread. */
export function backoff(attempt: number, { fraction }: Random): number {
  return Math.min(30_000, 1000 * 2 ** Math.min(attempt, 5)) * (0.5 + fraction() / 2);
}
