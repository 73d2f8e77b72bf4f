/** Somebody who answers visitors. */
export interface PersonRef {
  readonly id: string;
  /** As visitors and colleagues see it. */
  readonly name: string;
}

/**
 * offered: a person is wanted, and nobody is asked yet. alerted: somebody was asked. claimed: somebody took it and has not
 * spoken. with_human: they have. returned: given back to the bot, or closed. expired: nobody came, or the visitor did
 * something else.
 */
export type HandoffState = "offered" | "alerted" | "claimed" | "with_human" | "returned" | "expired";

/** Who is asked: one person, then the team, then everybody; after that the playbook's `if_nobody`. */
export const RUNGS = ["person", "team", "everybody"] as const;
export type Rung = (typeof RUNGS)[number];

/** The owner asks a colleague to take the conversation over, and keeps it until somebody accepts. */
export interface Transfer {
  readonly from: PersonRef;
  /** Exactly one of these two is given. */
  readonly to?: PersonRef;
  readonly team?: string;
  readonly note?: string;
  /** ms since 1970; it bounces then. */
  readonly endsAt: number;
}

/** Where the search for a person stands. Kept in the conversation; plain JSON. */
export interface Handoff {
  readonly state: HandoffState;
  /** From 1: which handoff of the conversation this is. */
  readonly number: number;
  readonly rung: Rung;
  /** Missing: everybody. */
  readonly team?: string;
  /** The visitor's language, like "de". */
  readonly language?: string;
  /** When a person was first wanted, ms since 1970. It stays when somebody vanishes: the visitor keeps their place. */
  readonly since: number;
  /** Who is asked at present; missing while several are, or nobody. */
  readonly to?: PersonRef;
  /** Why it went where it went. */
  readonly why?: string;
  /** Ids of all who were asked and have not taken it. */
  readonly asked: readonly string[];
  /** ms since 1970; missing on the last rung, where only the playbook's own clock runs. */
  readonly rungEndsAt?: number;
  /** Who has it, or had it last. */
  readonly owner?: PersonRef;
  /** The visitor waits for words of the owner, who loses the conversation then. ms since 1970. */
  readonly replyBy?: number;
  readonly transfer?: Transfer;
}

/** Whether a person has the conversation. */
export function isOwned({ state }: Handoff): boolean {
  return state === "claimed" || state === "with_human";
}

/** Whether a person is looked for. */
export function isSought({ state }: Handoff): boolean {
  return state === "offered" || state === "alerted";
}
