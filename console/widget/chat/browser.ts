import type { KeyStore, Ports, Tabs } from "./ports.ts";

/** The ports of a real browser. */
export function browserPorts(base: string): Ports {
  return {
    base,
    fetch: (url, init) => fetch(url, init),
    storage: keyStore(),
    clock: {
      now: () => Date.now(),
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
    random: {
      bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
      fraction: () => Math.random(),
    },
    tabs: browserTabs(),
  };
}

/** Where a browser refuses storage to iframes the conversation lasts as long as the page. */
function keyStore(): KeyStore {
  const memory = new Map<string, string>();
  let storage: Storage | undefined;
  try {
    storage = localStorage;
  } catch {
    storage = undefined;
  }
  return {
    get: (key) => memory.get(key) ?? storage?.getItem(key) ?? undefined,
    set: (key, value) => {
      try {
        if (storage === undefined) memory.set(key, value);
        else storage.setItem(key, value);
      } catch {
        memory.set(key, value);
      }
    },
    remove: (key) => {
      memory.delete(key);
      storage?.removeItem(key);
    },
    keys: () => [...Object.keys(storage ?? {}), ...memory.keys()],
  };
}

/** Web Locks choose the tab that streams. Without them each tab streams for itself, which costs a connection, not a message. */
function browserTabs(): Tabs {
  const locks = (navigator as Partial<Navigator>).locks;
  if (locks === undefined || typeof BroadcastChannel === "undefined") {
    return { lead: (_name, run) => run(), tell: () => undefined, hear: () => undefined };
  }
  const channel = new BroadcastChannel("parley");
  return {
    lead: (name, run, signal) => locks.request(name, { signal }, run),
    tell: (news) => channel.postMessage(news),
    hear: (listener) => channel.addEventListener("message", ({ data }) => listener(data)),
  };
}
