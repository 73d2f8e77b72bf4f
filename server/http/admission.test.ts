import { describe, expect, test } from "@jest/globals";
import { StoreAwayError } from "../stores/ports.ts";
import { handClock } from "../testing/hand-clock.ts";
import { type AdmissionSetting, makeAdmission } from "./admission.ts";

interface Started {
  readonly name: string;
  end(error?: Error): void;
}

/** Work that runs until it is told to end. */
function stage(options: Omit<AdmissionSetting, "timekeeper">) {
  const timekeeper = handClock();
  const admission = makeAdmission({ timekeeper, ...options });
  const started: Started[] = [];
  const outcomes = new Map<string, string>();
  const ask = (who: string, name: string) => {
    const work = () =>
      new Promise<void>((resolve, reject) => {
        started.push({ name, end: (error) => (error ? reject(error) : resolve()) });
      });
    admission.run(who, work).then(
      () => outcomes.set(name, "done"),
      (error: { readonly code?: string }) => outcomes.set(name, error.code ?? "failed"),
    );
  };
  const names = () => started.map(({ name }) => name);
  const settle = async () => {
    for (let n = 0; n < 5; n++) await new Promise(setImmediate);
  };
  const end = async (name: string, error?: Error) => {
    started.find((one) => one.name === name)?.end(error);
    await settle();
  };
  return { admission, timekeeper, outcomes, ask, names, end, settle };
}

describe("turns of one process", () => {
  test("run so many at once, and the others wait until one is over", async () => {
    const { ask, names, end, admission } = stage({ atOnce: 2 });
    for (const who of ["a", "b", "c", "d"]) ask(who, who);
    expect(names()).toEqual(["a", "b"]);
    expect(admission.counts()).toEqual({ running: 2, waiting: 2 });
    await end("b");
    expect(names()).toEqual(["a", "b", "c"]);
    for (const who of ["a", "c", "d"]) await end(who);
    expect(admission.counts()).toEqual({ running: 0, waiting: 0 });
  });

  test("of one who floods run no more than his share, and everybody else comes before what he has waiting", async () => {
    const { ask, names, end } = stage({ atOnce: 3, atOnceEach: 2 });
    for (let n = 1; n <= 6; n++) ask("flood", `flood-${n}`);
    for (const who of ["a", "b", "c"]) ask(who, who);
    expect(names()).toEqual(["flood-1", "flood-2", "a"]);
    await end("a");
    await end("b");
    expect(names().slice(3)).toEqual(["b", "c"]);
    await end("flood-1");
    expect(names().slice(5)).toEqual(["flood-3"]);
  });

  test("that find too many waiting are refused at once; those of the one with most waiting go first", async () => {
    const { ask, outcomes, settle } = stage({ atOnce: 1, waiting: 4, waitingEach: 3 });
    for (let n = 1; n <= 5; n++) ask("flood", `flood-${n}`);
    await settle();
    expect([...outcomes]).toEqual([["flood-5", "TRY_AGAIN"]]);
    for (const who of ["a", "b", "c", "d"]) ask(who, who);
    await settle();
    expect(new Set(outcomes.keys())).toEqual(new Set(["flood-5", "flood-4", "flood-3", "d"]));
  });

  test("that wait too long are refused, so that the browser may try another server", async () => {
    const { ask, outcomes, timekeeper, settle, names, end } = stage({ atOnce: 1 });
    ask("a", "a");
    ask("b", "b");
    timekeeper.advance(1_499);
    await settle();
    expect(outcomes.size).toBe(0);
    timekeeper.advance(1);
    await settle();
    expect([...outcomes]).toEqual([["b", "TRY_AGAIN"]]);
    await end("a");
    expect(names()).toEqual(["a"]);
  });

  test("that wait are refused when one finds that the store is away; other failures are only its own", async () => {
    const { ask, outcomes, end } = stage({ atOnce: 1 });
    for (const who of ["a", "b", "c", "d"]) ask(who, who);
    await end("a", new Error("broken"));
    expect([...outcomes]).toEqual([["a", "failed"]]);
    await end("b", new StoreAwayError("away"));
    expect(Object.fromEntries(outcomes)).toEqual({
      a: "failed",
      b: "STORE_AWAY",
      c: "TRY_AGAIN",
      d: "TRY_AGAIN",
    });
  });
});
