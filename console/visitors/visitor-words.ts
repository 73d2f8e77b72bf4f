import type { LiveVisitor } from "../../server/wire/live.ts";

/** What is done with a visitor just now. */
export function doingNow({ conversation, step }: LiveVisitor, bot: string): string {
  const { status, owner } = conversation;
  switch (status) {
    case "bot":
      return `Talks with ${bot}, at ${step}`;
    case "waiting":
      return "Waits for a person";
    case "human":
      return owner ? `Talks with ${owner.name}` : "Talks with a person";
    case "parked":
      return `${bot} cannot go on`;
    case "ended":
      return "The talk is over";
  }
}

/** Where the conversation is found in the inbox. */
export function talkPath({ conversation: { id, status, owner } }: LiveVisitor, person: string): string {
  const queue = { bot: "bot", waiting: "waiting", parked: "waiting", ended: "closed", human: "mine" }[status];
  // Of a colleague's talk there is no list; it is read from the waiting ones.
  return `/inbox/${status === "human" && owner?.id !== person ? "waiting" : queue}/${id}`;
}
