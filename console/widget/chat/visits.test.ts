import { describe, expect, test } from "@jest/globals";
import type { Session } from "./keep.ts";
import type { Ports } from "./ports.ts";
import { createVisits } from "./visits.ts";

const SESSION: Session = {
  token: "t".repeat(43),
  start: { id: "conversation-1", page: { url: "https://fernway.example/" } },
  acknowledged: true,
  playbook: "b2b",
  status: "bot",
  seen: 3,
};

/** A world in which time passes when told, and the server's answer is in the test's hands. */
function stage(first: Session | undefined) {
  const sent: { readonly path: string; readonly body: unknown; readonly keepalive: boolean }[] = [];
  const timers: { readonly at: number; readonly run: () => void; off: boolean }[] = [];
  let now = 0;
  let open = false;
  let session = first;
  let url = "https://fernway.example/pricing?who=ana#top";
  let calls = 0;
  const ports: Ports = {
    base: "/api/v1/",
    fetch: async (path, init) => {
      sent.push({ path, body: JSON.parse(String(init.body)), keepalive: init.keepalive === true });
      return { ok: true, json: async () => ({ seq: 3, status: "bot", open }) } as Response;
    },
    storage: { get: () => undefined, set: () => undefined, remove: () => undefined, keys: () => [] },
    clock: {
      now: () => now,
      after: (ms, run) => {
        const timer = { at: now + ms, run, off: false };
        timers.push(timer);
        return () => {
          timer.off = true;
        };
      },
    },
    random: { bytes: (count) => new Uint8Array(count), fraction: () => 0 },
    tabs: { lead: async () => undefined, tell: () => undefined, hear: () => undefined },
  };
  const visits = createVisits(ports, {
    session: () => session,
    page: () => ({ url, title: "Prices", referrer: "https://search.example/" }),
    timeZone: "Europe/Berlin",
    onCall: () => {
      calls += 1;
    },
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return {
    visits,
    sent,
    settle,
    calls: () => calls,
    goTo: (next: string) => {
      url = next;
    },
    begin: () => {
      session = SESSION;
    },
    call: () => {
      open = true;
    },
    wait: async (ms: number) => {
      now += ms;
      for (const timer of timers.splice(0)) {
        if (timer.off) continue;
        if (timer.at <= now) timer.run();
        else timers.push(timer);
      }
      await settle();
    },
  };
}

describe("where the visitor is", () => {
  test("is not said before the server has acknowledged a conversation, however long the page is open", async () => {
    for (const session of [undefined, { ...SESSION, acknowledged: false }]) {
      const { visits, sent, wait } = stage(session);
      visits.say();
      for (let n = 0; n < 5; n++) await wait(20_000);
      visits.leave();
      expect(sent).toEqual([]);
    }
  });

  test("is said at once, with each page, and every 20 seconds; where they came from is not", async () => {
    const { visits, sent, wait, goTo } = stage(SESSION);
    visits.say();
    await wait(0);
    goTo("https://fernway.example/security");
    visits.say();
    await wait(20_000);
    const url = "https://fernway.example/pricing?who=ana#top";
    const said = { page: { url, title: "Prices" }, seen: 3, time_zone: "Europe/Berlin" };
    const later = { ...said, page: { url: "https://fernway.example/security", title: "Prices" } };
    expect(sent.map(({ body }) => body)).toEqual([said, later, later]);
    expect(sent[0]?.path).toBe("/api/v1/conversations/conversation-1/visit");
  });

  test("begins to be said when the conversation begins", async () => {
    const { visits, sent, wait, begin } = stage(undefined);
    visits.say();
    begin();
    expect(sent).toEqual([]);
    await wait(20_000);
    expect(sent).toHaveLength(1);
  });

  test("that they leave outlives the page, and nothing is said after it until they are back", async () => {
    const { visits, sent, wait } = stage(SESSION);
    visits.say();
    visits.leave();
    await wait(60_000);
    expect(sent.map(({ keepalive }) => keepalive)).toEqual([false, true]);
    visits.say();
    await wait(0);
    expect(sent).toHaveLength(3);
  });
});

test("a person who wants to talk is told of, and nobody is without", async () => {
  const { visits, calls, call, wait } = stage(SESSION);
  visits.say();
  await wait(0);
  expect(calls()).toBe(0);
  call();
  await wait(20_000);
  expect(calls()).toBe(1);
});
