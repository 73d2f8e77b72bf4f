import type { Update } from "../../server/wire/visitor.ts";
import { createFeed, type Feed } from "../live/feed.ts";

/** A reply that the server has not acknowledged yet. */
export interface OutgoingReply {
  /** Made here; the same one goes with each try, so that a reply is said once. */
  readonly id: string;
  readonly conversation: string;
  readonly text: string;
  /** `seq` of the last message that was there when it was written. */
  readonly afterSeq: number;
  readonly state: "sending" | "failed";
  /** Why it failed. */
  readonly error?: unknown;
}

export interface Outgoing {
  readonly replies: Feed<readonly OutgoingReply[]>;
  send(conversation: string, text: string, afterSeq: number): void;
  /** Sends a failed reply again with its id. */
  retry(id: string): void;
  remove(id: string): void;
  /** Forgets all of them, for the next person at this browser. */
  clear(): void;
}

export interface OutgoingParts {
  readonly post: (
    conversation: string,
    reply: { readonly id: string; readonly text: string },
  ) => Promise<Update>;
  readonly makeId: () => string;
  /** The server has it; its messages are in `update`. */
  readonly onSent: (conversation: string, update: Update) => void;
}

/** Replies on their way out, in the order written: the next of a conversation leaves when the one before was answered. */
export function createOutgoing({ post, makeId, onSent }: OutgoingParts): Outgoing {
  const replies = createFeed<readonly OutgoingReply[]>([]);
  const lastSend = new Map<string, Promise<void>>();

  const remove = (id: string) => replies.tell(replies.current().filter((reply) => reply.id !== id));
  const change = (id: string, to: Pick<OutgoingReply, "state" | "error">) =>
    replies.tell(replies.current().map((reply) => (reply.id === id ? { ...reply, ...to } : reply)));

  function enqueue({ conversation, id, text }: OutgoingReply) {
    const before = lastSend.get(conversation) ?? Promise.resolve();
    const sent = before.then(async () => {
      try {
        const update = await post(conversation, { id, text });
        onSent(conversation, update);
        remove(id);
      } catch (error) {
        change(id, { state: "failed", error });
      }
    });
    lastSend.set(conversation, sent);
  }

  return {
    replies,
    remove,
    clear: () => replies.tell([]),
    send: (conversation, text, afterSeq) => {
      const reply: OutgoingReply = { id: makeId(), conversation, text, afterSeq, state: "sending" };
      replies.tell([...replies.current(), reply]);
      enqueue(reply);
    },
    retry: (id) => {
      const failed = replies.current().find((reply) => reply.id === id && reply.state === "failed");
      if (!failed) return;
      change(id, { state: "sending", error: undefined });
      enqueue(failed);
    },
  };
}
