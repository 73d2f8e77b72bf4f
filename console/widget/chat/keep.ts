import type { Status } from "../../../server/wire/message.ts";
import type { SendMessage, StartConversation } from "../../../server/wire/visitor.ts";
import { type KeyStore, type Random, randomText } from "./ports.ts";

/** What this browser remembers of its visitor. Written at the first act, never before. */
export interface Session {
  /** 32 random bytes: whoever holds it is the visitor. */
  readonly token: string;
  /** Sent again as it is until the server has acknowledged it. */
  readonly start: StartConversation;
  readonly acknowledged: boolean;
  /** The playbook that the server chose. */
  readonly playbook: string | undefined;
  readonly status: Status;
  /** `seq` of the last message that the visitor had before their eyes. */
  readonly seen: number;
  /** Whom the site signed the visitor to be, and whom the server has taken. */
  readonly sub?: string;
  /** The token that is to take the place of this one: the same over every try. */
  readonly next?: string;
}

/** A message on its way. It keeps its id over every try, so the server applies it once. */
export interface Outgoing {
  readonly conversation: string;
  readonly body: SendMessage;
  /** What the visitor sees of it until the server's message takes its place; empty shows nothing. */
  readonly label: string;
  /** When it was written, ms since 1970: the order in which the outbox is sent. */
  readonly at: number;
  /** sending: on its way. unsent: a try failed, the next is due. refused: the server said no, only the visitor can retry. */
  readonly state: "sending" | "unsent" | "refused";
  /** The server's message is in the log already, its acknowledgement is not: nothing to show. */
  readonly landed: boolean;
}

const SESSION = "parley.session";
const OUT = "parley.out.";
const LINK = "parley.link";

/** The visitor's session and outbox in the iframe's storage; one key a message, so that tabs never overwrite each other. */
export function createKeep(storage: KeyStore, random: Random) {
  return {
    load: (): Session | undefined => parse(storage.get(SESSION), isSession),
    save: (session: Session) => storage.set(SESSION, JSON.stringify(session)),
    newToken: () => randomText(random, 32),
    newId: () => randomText(random, 16),
    /** A new token for the link of a mail; the same for the same link, since it may have to be sent again. */
    tokenFor: (link: string): string => {
      const [known, token] = storage.get(LINK)?.split(" ") ?? [];
      if (known === link && token !== undefined) return token;
      const fresh = randomText(random, 32);
      storage.set(LINK, `${link} ${fresh}`);
      return fresh;
    },
    outbox: (conversation: string): readonly Outgoing[] =>
      storage
        .keys()
        .filter((key) => key.startsWith(OUT))
        .flatMap((key) => parse(storage.get(key), isOutgoing) ?? [])
        .filter((item) => item.conversation === conversation)
        .sort((a, b) => a.at - b.at),
    put: (item: Outgoing) => storage.set(OUT + item.body.id, JSON.stringify(item)),
    drop: (id: string) => storage.remove(OUT + id),
  };
}

function parse<T>(text: string | undefined, is: (value: unknown) => value is T): T | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return is(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isSession(value: unknown): value is Session {
  const session = value as Partial<Session> | null;
  return typeof session?.token === "string" && typeof session.start?.id === "string";
}

function isOutgoing(value: unknown): value is Outgoing {
  const item = value as Partial<Outgoing> | null;
  return typeof item?.conversation === "string" && typeof item.body?.id === "string";
}
