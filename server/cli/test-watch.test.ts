import { expect, test } from "@jest/globals";
import { keptTerminal } from "./kept-terminal.ts";
import type { ExitStatus } from "./terminal.ts";
import { watchTests } from "./test-watch.ts";

/** A world in which changes and the end come when they are told to. */
function staged(statuses: readonly ExitStatus[]) {
  let change: () => void = () => undefined;
  let stop: () => void = () => undefined;
  let ended = 0;
  let begun: () => void = () => undefined;
  const watching = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const ran: { resolve: () => void; done: Promise<void> }[] = statuses.map(() => {
    let resolve: () => void = () => undefined;
    const done = new Promise<void>((settle) => {
      resolve = settle;
    });
    return { resolve, done };
  });
  let runs = 0;
  return {
    run: async () => {
      const status = statuses[runs] ?? 2;
      ran[runs]?.resolve();
      runs += 1;
      return status;
    },
    world: {
      terminal: keptTerminal(),
      stopped,
      watch: (_paths: readonly string[], onChange: () => void) => {
        change = onChange;
        begun();
        return () => {
          ended += 1;
        };
      },
    },
    watching,
    change: () => change(),
    stop: () => stop(),
    ran: (run: number) => ran[run - 1]?.done,
    counts: () => ({ runs, ended }),
  };
}

test("runs once, after each change again, and ends with the last status", async () => {
  const stage = staged([1, 1, 0]);
  const status = watchTests(["."], stage.run, stage.world);
  await stage.watching;
  stage.change();
  await stage.ran(2);
  stage.change();
  await stage.ran(3);
  stage.stop();
  expect(await status).toBe(0);
  expect(stage.counts()).toEqual({ runs: 3, ended: 1 });
});

test("without a change it does not run again", async () => {
  const stage = staged([1, 0]);
  const status = watchTests(["."], stage.run, stage.world);
  await stage.ran(1);
  stage.stop();
  expect(await status).toBe(1);
  expect(stage.counts().runs).toBe(1);
});

test("called wrongly, it does not wait", async () => {
  const stage = staged([2]);
  expect(await watchTests(["."], stage.run, stage.world)).toBe(2);
  expect(stage.counts()).toEqual({ runs: 1, ended: 0 });
});
