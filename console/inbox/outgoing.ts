import type { SayReply } from "../../server/wire/inbox.ts";
import type { WireFile } from "../../server/wire/message.ts";
import type { Update } from "../../server/wire/visitor.ts";
import { ApiProblem } from "../api/api-problem.ts";
import { createFeed, type Feed } from "../live/feed.ts";

/** A reply that the server has not acknowledged yet. */
export interface OutgoingReply {
  /** Made here; the same one goes with each try, so that a reply is said once. */
  readonly id: string;
  readonly conversation: string;
  readonly text: string;
  readonly file?: WireFile;
  /** `seq` of the last message that was there when it was sent off. */
  readonly afterSeq: number;
  /** `seq` of the last message that was there when it was begun: who answered since holds it back. */
  readonly began: number | undefined;
  /** held: may still be taken back. guarded: somebody else has answered since it was begun. */
  readonly state: "held" | "sending" | "failed" | "guarded";
  /** When a held one goes out, ms since 1970. */
  readonly goesAt?: number;
  /** Why it failed. */
  readonly error?: unknown;
  /** Who has answered meanwhile. */
  readonly by?: string | undefined;
}

export interface SendHow {
  readonly file?: WireFile;
  readonly began?: number;
  /** For so long it may be taken back, ms. Default: not at all. */
  readonly holdMs?: number;
}

export interface Outgoing {
  readonly replies: Feed<readonly OutgoingReply[]>;
  send(conversation: string, text: string, afterSeq: number, how?: SendHow): void;
  /** Takes a held reply back. @returns it; undefined when it is on its way already. */
  undo(id: string): OutgoingReply | undefined;
  /** Sends what is held now, and resolves when nothing of the conversation is on its way. */
  flush(conversation?: string): Promise<void>;
  /** Sends a failed reply again with its id. */
  retry(id: string): void;
  /** Sends a guarded reply whatever others have answered. */
  sendAnyway(id: string): void;
  remove(id: string): void;
  /** Forgets all of them, for the next person at this browser. */
  clear(): void;
}

export interface OutgoingParts {
  readonly post: (conversation: string, reply: SayReply) => Promise<Update>;
  readonly makeId: () => string;
  /** The server has it; its messages are in `update`. */
  readonly onSent: (conversation: string, update: Update) => void;
  readonly now?: () => number;
  /** @returns a function that calls it off. */
  readonly later?: (act: () => void, ms: number) => () => void;
}

/** Replies on their way out, in the order written: the next of a conversation leaves when the one before was answered. */
export function createOutgoing(parts: OutgoingParts): Outgoing {
  const { post, makeId, onSent, now = () => 0, later = () => () => undefined } = parts;
  const replies = createFeed<readonly OutgoingReply[]>([]);
  const lastSend = new Map<string, Promise<void>>();
  const find = (id: string, state: OutgoingReply["state"]) =>
    replies.current().find((reply) => reply.id === id && reply.state === state);
  const remove = (id: string) => replies.tell(replies.current().filter((reply) => reply.id !== id));
  const change = (id: string, to: Partial<OutgoingReply>) =>
    replies.tell(replies.current().map((reply) => (reply.id === id ? { ...reply, ...to } : reply)));

  function enqueue({ conversation, id, text, file, began }: OutgoingReply) {
    const before = lastSend.get(conversation) ?? Promise.resolve();
    const sent = before.then(async () => {
      try {
        const said = file ? { file: file.id } : { text };
        const update = await post(conversation, {
          id,
          ...said,
          ...(began !== undefined && { after: began }),
        });
        onSent(conversation, update);
        remove(id);
      } catch (error) {
        if (error instanceof ApiProblem && error.code === "ANSWERED_MEANWHILE") {
          change(id, { state: "guarded", by: error.owner });
        } else change(id, { state: "failed", error });
      }
    });
    lastSend.set(conversation, sent);
  }

  function release(id: string) {
    const held = find(id, "held");
    if (!held) return;
    change(id, { state: "sending" });
    enqueue(held);
  }

  return {
    replies,
    remove,
    clear: () => replies.tell([]),
    send: (conversation, text, afterSeq, { file, began, holdMs = 0 } = {}) => {
      const fresh = { id: makeId(), conversation, text, afterSeq, began, ...(file && { file }) };
      // Nothing overtakes what is still held.
      for (const held of replies.current()) if (held.conversation === conversation) release(held.id);
      const reply: OutgoingReply =
        holdMs > 0 ? { ...fresh, state: "held", goesAt: now() + holdMs } : { ...fresh, state: "sending" };
      replies.tell([...replies.current(), reply]);
      if (holdMs > 0) later(() => release(reply.id), holdMs);
      else enqueue(reply);
    },
    undo: (id) => {
      const held = find(id, "held");
      if (held) remove(id);
      return held;
    },
    flush: async (conversation) => {
      const theirs = replies
        .current()
        .filter((reply) => conversation === undefined || reply.conversation === conversation);
      for (const { id } of theirs) release(id);
      await Promise.all(theirs.map((reply) => lastSend.get(reply.conversation) ?? Promise.resolve()));
    },
    retry: (id) => {
      const failed = find(id, "failed");
      if (!failed) return;
      change(id, { state: "sending", error: undefined });
      enqueue(failed);
    },
    sendAnyway: (id) => {
      const guarded = find(id, "guarded");
      if (!guarded) return;
      const anyway = { ...guarded, began: undefined, state: "sending" as const };
      change(id, anyway);
      enqueue(anyway);
    },
  };
}
