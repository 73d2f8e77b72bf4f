import { describe, expect, test } from "@jest/globals";
import { createClock } from "./clock.ts";
import { openInboxStream, type Source } from "./inbox-stream.ts";
import { soon } from "./soon.ts";

/** A stream whose opening, time and chance are in the test's hands. */
function stage() {
  const sources: { readonly hear: (type: string, data?: unknown) => void; closed: boolean }[] = [];
  const waits: { readonly act: () => void; readonly ms: number; off: boolean }[] = [];
  const heard: string[] = [];
  const open = (): Source => {
    const listeners = new Map<string, (event: { readonly data?: unknown }) => void>();
    const source = { hear: (type: string, data?: unknown) => listeners.get(type)?.({ data }), closed: false };
    sources.push(source);
    return {
      addEventListener: (type, listener) => void listeners.set(type, listener),
      close: () => {
        source.closed = true;
      },
    };
  };
  const stream = openInboxStream(
    {
      open,
      now: () => 1_000_000,
      random: () => 1,
      later: (act, ms) => {
        const wait = { act, ms, off: false };
        waits.push(wait);
        return () => {
          wait.off = true;
        };
      },
    },
    (event) => heard.push(`${event.conversation} ${event.seq}`),
    () => heard.push("gap"),
  );
  return { stream, sources, waits, heard };
}

describe("the inbox stream", () => {
  test("passes events on, and drops what it cannot read", () => {
    const { sources, heard } = stage();
    sources[0]?.hear("inbox", '{"conversation":"c1","seq":4,"status":"bot"}');
    sources[0]?.hear("inbox", "not json");
    expect(heard).toEqual(["c1 4"]);
  });

  test("waits longer after each loss, up to half a minute, and starts over once it was live", () => {
    const { stream, sources, waits } = stage();
    for (let n = 0; n < 7; n += 1) {
      sources.at(-1)?.hear("error");
      waits.at(-1)?.act();
    }
    expect(waits.map(({ ms }) => ms)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    sources.at(-1)?.hear("open");
    expect(stream.state.current()).toEqual({ is: "live" });
    sources.at(-1)?.hear("error");
    expect(stream.state.current()).toEqual({ is: "lost", retryAt: 1_001_000 });
  });

  test("tells of a gap at the loss and when it is back, since events were missed; not at the first connection", () => {
    const { sources, waits, heard } = stage();
    sources[0]?.hear("open");
    expect(heard).toEqual([]);
    sources[0]?.hear("error");
    waits[0]?.act();
    sources[1]?.hear("open");
    expect(heard).toEqual(["gap", "gap"]);
  });

  test("retries at once when asked, and only one connection comes of it", () => {
    const { stream, sources, waits } = stage();
    stream.retry();
    expect(sources).toHaveLength(1);
    sources[0]?.hear("error");
    stream.retry();
    expect(sources).toHaveLength(2);
    expect(waits[0]?.off).toBe(true);
  });

  test("closed, it stays closed", () => {
    const { stream, sources, waits } = stage();
    sources[0]?.hear("error");
    stream.close();
    expect(waits[0]?.off).toBe(true);
    stream.retry();
    expect(sources).toHaveLength(1);
  });
});

test("a burst is one act, and what comes after it is another", () => {
  const waiting: (() => void)[] = [];
  let acts = 0;
  const ask = soon(
    () => {
      acts += 1;
    },
    300,
    (act) => waiting.push(act),
  );
  ask();
  ask();
  expect(waiting).toHaveLength(1);
  waiting[0]?.();
  ask();
  waiting[1]?.();
  expect(acts).toBe(2);
});

test("the clock ticks only while somebody looks", () => {
  let time = 5;
  let tick: (() => void) | undefined;
  const clock = createClock(
    () => time,
    (act) => {
      tick = act;
      return () => {
        tick = undefined;
      };
    },
  );
  expect(tick).toBeUndefined();
  const leave = clock.subscribe(() => undefined);
  time = 1005;
  expect(clock.current()).toBe(5);
  tick?.();
  expect(clock.current()).toBe(1005);
  leave();
  expect(tick).toBeUndefined();
});
