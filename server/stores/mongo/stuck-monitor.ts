import type { EventEmitter } from "node:events";

/** What is used of the driver's client. */
export interface WatchedClient extends Pick<EventEmitter, "on"> {
  connect(): Promise<unknown>;
  close(): Promise<void>;
}

export interface CheckLimits {
  /** No check takes longer by the driver's own limits. */
  readonly checkMs: number;
  /** A check that waits for the server's news may take so much longer. */
  readonly newsMs: number;
}

const AGAIN_AFTER_MS = 500;

/**
 * Connects the client anew when its monitor fell silent, and goes on until that worked.
 *
 * The driver (7.8, and 7.9) asks a server that it polls for its state as soon as a connection breaks. Where the
 * monitor's own connection breaks in the same moment, the driver waits for the `drain` of a socket that is gone, for ever:
 * nothing is asked again, and no call finds a server that has long been back.
 *
 * @returns what ends the watch.
 */
export function wakeStuckMonitor(client: WatchedClient, limits: CheckLimits): () => void {
  const running = new Map<string, NodeJS.Timeout>();
  let waking = false;
  let over = false;

  const ended = ({ connectionId }: Check): void => {
    clearTimeout(running.get(connectionId));
    running.delete(connectionId);
  };
  const forget = (): void => {
    for (const connectionId of running.keys()) ended({ connectionId });
  };
  const wake = async (): Promise<void> => {
    if (waking) return;
    waking = true;
    // Its sockets may be as broken as the one that it waits for.
    await client.close().catch(() => undefined);
    while (!over && !(await connected(client))) await pause(AGAIN_AFTER_MS);
    waking = false;
  };
  client.on("serverHeartbeatStarted", (check: Check & { readonly awaited: boolean }) => {
    ended(check);
    const limit = limits.checkMs + (check.awaited ? limits.newsMs : 0);
    if (!over) running.set(check.connectionId, setTimeout(() => void wake(), limit).unref());
  });
  client.on("serverHeartbeatSucceeded", ended);
  client.on("serverHeartbeatFailed", ended);
  client.on("topologyClosed", forget);
  return () => {
    over = true;
    forget();
  };
}

interface Check {
  /** Address of the server that is asked. */
  readonly connectionId: string;
}

async function connected(client: WatchedClient): Promise<boolean> {
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
