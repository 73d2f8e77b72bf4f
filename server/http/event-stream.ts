import type { Request, Response } from "express";
import { Refusal } from "../refusal.ts";
import type { Timekeeper } from "../timekeeper.ts";
import { addressOf } from "./address.ts";

/** A reader that takes longer than this to read is cut off; it comes back and asks for what it missed. */
const MOST_BUFFERED_BYTES = 256 * 1024;
const HEARTBEAT_MS = 15_000;
/** One timer serves all streams, since one for each costs memory; a heartbeat may come so much late. */
const TICK_MS = 500;
/** Whoever has too many open asks again after so long. */
const RETRY_AFTER_S = 30;

export interface EventStream {
  /** @param id What the client sends back as Last-Event-ID. */
  send(event: string, data: unknown, id?: number): void;
  /** Whether it is over, whoever ended it. */
  over(): boolean;
  end(): void;
}

export interface StreamWants {
  readonly request: Request;
  readonly response: Response;
  /** The visitor or person who reads; counted. */
  readonly reader: string;
  /** Called about every 15 s, for what cannot be heard of in time otherwise. */
  beat(): void;
  /** Called once when it is over, whoever ended it. */
  ended(): void;
}

/** All streams that are open, so that they can be ended when the server stops. */
export interface Streams {
  /** @throws {Refusal} TOO_MANY when the reader or the address has too many open. */
  open(wants: StreamWants): EventStream;
  /** How many are open. */
  count(): number;
  endAll(): void;
}

export interface StreamCaps {
  readonly perReader: number;
  readonly perAddress: number;
}

export const STREAM_CAPS: StreamCaps = { perReader: 5, perAddress: 50 };

/** @param caps Undefined: as many as come. */
export function makeStreams(timekeeper: Timekeeper, caps: StreamCaps | undefined): Streams {
  const open = new Set<OpenStream>();
  const readers = makeTally();
  const addresses = makeTally();
  let ticking = false;

  const tick = async () => {
    if (ticking) return;
    ticking = true;
    while (open.size > 0) {
      await timekeeper.wait(TICK_MS);
      const now = timekeeper.now();
      for (const stream of open) stream.beatAt(now);
    }
    ticking = false;
  };

  return {
    open: (wants) => {
      const { reader, ended } = wants;
      const address = addressOf(wants.request);
      if (caps && (readers.of(reader) >= caps.perReader || addresses.of(address) >= caps.perAddress)) {
        throw new Refusal("TOO_MANY", "Too many chats are open at once. Close one, or wait a moment.", {
          retryAfter: RETRY_AFTER_S,
        });
      }
      readers.add(reader, 1);
      addresses.add(address, 1);
      const stream = openStream(wants, timekeeper.now(), () => {
        open.delete(stream);
        readers.add(reader, -1);
        addresses.add(address, -1);
        ended();
      });
      open.add(stream);
      // Gone before it began: nobody will tell us any more.
      if (wants.request.socket.destroyed) stream.end();
      void tick();
      return stream;
    },
    count: () => open.size,
    endAll: () => {
      for (const stream of open) stream.end();
    },
  };
}

interface OpenStream extends EventStream {
  beatAt(now: number): void;
}

function openStream({ response, beat }: StreamWants, now: number, ended: () => void): OpenStream {
  let over = false;
  let nextBeat = now + HEARTBEAT_MS;
  const finish = () => {
    if (over) return;
    over = true;
    ended();
  };
  /** @returns false when the reader was cut off. */
  const write = (text: string): boolean => {
    response.write(text);
    if (response.writableLength <= MOST_BUFFERED_BYTES) return true;
    finish();
    response.destroy();
    return false;
  };
  response.status(200).set({
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
    Connection: "keep-alive",
  });
  response.flushHeaders();
  // A request without a body has come to its end already, so it is the answer that tells when the reader is gone.
  response.on("close", finish);
  response.on("error", finish);
  return {
    over: () => over,
    end: () => {
      if (over) return;
      finish();
      response.end();
    },
    send: (event, data, id) => {
      if (over) return;
      write(`${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    beatAt: (time) => {
      if (over || time < nextBeat) return;
      nextBeat = time + HEARTBEAT_MS;
      if (write(": still here\n\n")) beat();
    },
  };
}

/** How many there are of each. What there is none of takes no memory. */
function makeTally() {
  const counts = new Map<string, number>();
  return {
    of: (key: string) => counts.get(key) ?? 0,
    add: (key: string, by: 1 | -1) => {
      const count = (counts.get(key) ?? 0) + by;
      if (count > 0) counts.set(key, count);
      else counts.delete(key);
    },
  };
}
