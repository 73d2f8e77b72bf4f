import { EventEmitter } from "node:events";
import { describe, expect, test } from "@jest/globals";
import type { Request, Response } from "express";
import { handClock } from "../testing/hand-clock.ts";
import { makeStreams, STREAM_CAPS } from "./event-stream.ts";

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
  const stream = makeStreams(timekeeper, undefined).open({
    request: from("192.0.2.1"),
    response: reader as unknown as Response,
    reader: "ana",
    beat: () => void beats.push(timekeeper.now()),
    ended: () => undefined,
  });
  return { timekeeper, reader, beats, stream };
}

function from(ip: string): Request {
  return { ip, socket: { destroyed: false } } as Request;
}

test("a reader that does not read is cut off, and one that does is not", () => {
  const { reader, stream } = open();
  for (let n = 0; n < 60; n++) {
    stream.send("message", "x".repeat(10_000), n);
    reader.writableLength = 0;
  }
  expect([reader.destroyed, stream.over()]).toEqual([false, false]);
  for (let n = 0; n < 27; n++) stream.send("message", "x".repeat(10_000), n);
  expect([reader.destroyed, stream.over()]).toEqual([true, true]);
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

describe("caps", () => {
  const opening = (caps = STREAM_CAPS) => {
    const streams = makeStreams(handClock(), caps);
    return (reader: string, ip: string) =>
      streams.open({
        request: from(ip),
        response: new SlowReader() as unknown as Response,
        reader,
        beat: () => undefined,
        ended: () => undefined,
      });
  };

  test("a visitor has five at most, and a place again when one is over", () => {
    const open = opening();
    const first = open("ana", "192.0.2.1");
    for (let n = 2; n <= 5; n++) open("ana", `192.0.2.${n}`);
    expect(() => open("ana", "192.0.2.9")).toThrow(expect.objectContaining({ code: "TOO_MANY" }));
    open("bo", "192.0.2.9");
    first.end();
    open("ana", "192.0.2.9");
  });

  test("an address has fifty at most, however it is written, and is told when to come again", () => {
    const open = opening();
    for (let n = 1; n <= 50; n++) open(`visitor ${n}`, n % 2 ? "192.0.2.1" : "::ffff:192.0.2.1");
    expect(() => open("one more", "192.0.2.1")).toThrow(
      expect.objectContaining({ code: "TOO_MANY", more: { retryAfter: 30 } }),
    );
    open("elsewhere", "192.0.2.2");
  });
});
