import type { AnswerKind } from "../questions/question.ts";

/** One thing that the visitor sees. */
export interface Message {
  /** Dense, from 1, never renumbered: the order of the conversation. */
  readonly seq: number;
  readonly from: "visitor" | "bot" | "rep" | "system";
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly text?: string;
  /** Who speaks: the bot's or the rep's name. */
  readonly name?: string;
  /** Buttons; their ids come back as `choice` or `choices`. */
  readonly choices?: readonly { readonly id: string; readonly label: string }[];
  /** What kind of answer the message waits for. */
  readonly input?: MessageInput;
  readonly cards?: readonly MessageCard[];
  /** On an answer of the visitor: the id that, sent back as `change`, puts the question again. */
  readonly change?: string;
  /** A file that the visitor sent. */
  readonly file?: {
    readonly id: string;
    readonly name: string;
    /** Media type. */
    readonly type: string;
    /** Bytes. */
    readonly size: number;
  };
  /** The words hurt: people of the console see them blurred until they ask. It never leaves the server for anybody else. */
  readonly shield?: true;
  /**
   * Where a private answer is in it: what reps see instead of the fields of the same name. A file of such a message is
   * not theirs either. It never leaves the server.
   */
  readonly forReps?: { readonly text?: string; readonly cards?: readonly MessageCard[] };
}

/** The message as people of the console, and whatever is sent to them, may see it. */
export function messageForReps(message: Message): Message {
  if (message.forReps === undefined) return message;
  const { forReps, text: _text, cards: _cards, file: _file, change: _change, ...rest } = message;
  return { ...rest, ...forReps };
}

export interface MessageInput {
  readonly kind: AnswerKind;
  readonly question: string;
  /** The word for it in a sentence. */
  readonly label: string;
  readonly optional: boolean;
  readonly pick?: "one" | "many";
  readonly from?: number;
  readonly to?: number;
}

export interface MessageCard {
  readonly title?: string;
  readonly text?: string;
  readonly image?: string;
  readonly file?: string;
  readonly buttons?: readonly { readonly label: string; readonly link: string }[];
}
