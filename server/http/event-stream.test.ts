import { EventEmitter } from "node:events";
import { expect, test } from "@jest/globals";
import type { Request, Response } from "express";
import { handClock } from "../testing/hand-clock.ts";
import { makeStreams } from "./event-stream.ts";

/** A reader that takes nothing: all that is written stays. */
class SlowReader extends EventEmitter {
  writableLength = 0;
  destroyed = false;
  written = "";
  status(): this {
    return this;
  }
  set(): this {
    return this;
  }
  flushHeaders(): void {}
  end(): void {}
  write(text: string): void {
    this.written += text;
    this.writableLength += text.length;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

function open() {
  const timekeeper = handClock();
  const reader = new SlowReader();
  const beats: number[] = [];
  const stream = makeStreams(timekeeper).open(
    new EventEmitter() as Request,
    reader as unknown as Response,
    () => void beats.push(timekeeper.now()),
  );
  return { timekeeper, reader, beats, stream };
}

test("a reader that does not read is cut off, and one that does is not", () => {
  const { reader, stream } = open();
  for (let n = 0; n < 60; n++) {
    stream.send("message", "x".repeat(10_000), n);
    reader.writableLength = 0;
  }
  expect([reader.destroyed, stream.over.aborted]).toEqual([false, false]);
  for (let n = 0; n < 27; n++) stream.send("message", "x".repeat(10_000), n);
  expect([reader.destroyed, stream.over.aborted]).toEqual([true, true]);
});

test("a quiet stream is kept alive, and looks for itself at each beat", async () => {
  const { timekeeper, reader, beats, stream } = open();
  timekeeper.advance(15_000);
  await new Promise(setImmediate);
  expect([reader.written, beats.length]).toEqual([": still here\n\n", 1]);
  stream.end();
  timekeeper.advance(60_000);
  await new Promise(setImmediate);
  expect(beats).toHaveLength(1);
});
