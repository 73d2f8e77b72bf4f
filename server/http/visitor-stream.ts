import type { Request, Response } from "express";
import type { Message } from "../../engine/index.ts";
import type { LineStore } from "../handoff/line-store.ts";
import { waitOf } from "../handoff/wait-of.ts";
import { faultDetails } from "../log.ts";
import { messagesAfter } from "../turns/messages-after.ts";
import { plainMessage } from "../turns/same-id.ts";
import type { TurnSetting } from "../turns/take.ts";
import type { Streams } from "./event-stream.ts";
import { oneAtATime } from "./one-at-a-time.ts";

/** Thousands of idle streams must not each ask the store all the time. */
const LOOK_EVERY_BEATS = 4;

/**
 * Sends what comes after a seq, and then whatever is new: `message` with its seq as id, `status` when it changes, `typing` while a rep writes. The bus
 * only says that something happened; what is sent is always read from the store, in order.
 */
export function streamConversation(
  setting: Pick<TurnSetting, "conversations" | "playbooks" | "bus" | "log"> & {
    readonly streams: Streams;
    readonly line: LineStore;
  },
  {
    request,
    response,
    id,
    reader,
    after,
  }: {
    readonly request: Request;
    readonly response: Response;
    readonly id: string;
    /** Whose stream it is. */
    readonly reader: string;
    readonly after: number;
  },
): void {
  const { conversations, playbooks, bus, log, streams, line } = setting;
  let sent = after;
  let told: string | undefined;
  let waits = false;

  const sendNews = async () => {
    const conversation = await conversations.load(playbooks.site().id, id);
    if (!conversation || conversation.erasedAt !== undefined) return stream.end();
    const { seq, status } = conversation.talk;
    const news: readonly Message[] = seq > sent ? await messagesAfter(conversations, conversation, sent) : [];
    for (const message of news) stream.send("message", plainMessage(message), message.seq);
    sent = Math.max(sent, seq);
    const wait = await waitOf(line, conversation);
    const next = JSON.stringify([status, wait]);
    waits = wait !== undefined;
    if (next === told) return;
    told = next;
    stream.send("status", { seq, status, ...(wait && { wait }) });
  };
  const look = oneAtATime(sendNews, (error) => {
    log.warn("request.failed", { route: "stream", conversation: id, ...faultDetails(error) });
    // The browser comes back and asks again, perhaps on a node whose store answers.
    stream.end();
  });

  let beats = 0;
  let unlisten = () => {};
  const stream = streams.open({
    request,
    response,
    reader,
    // The browser asks by itself every 20 s; this is for readers that only listen.
    beat: () => {
      beats += 1;
      // Whoever waits wants to see the line grow shorter.
      if (waits || beats % LOOK_EVERY_BEATS === 0) look();
    },
    ended: () => unlisten(),
  });
  const unhear = bus.listen(id, look);
  const ignore = bus.onSignals(({ who, is, aloud }) => {
    if (who && aloud === true && is === "typing") stream.send("typing", { name: who.name });
  }, id);
  unlisten = () => {
    unhear();
    ignore();
  };
  if (stream.over()) unlisten();
  else look();
}
