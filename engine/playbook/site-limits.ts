import type { Span } from "../time/span.ts";

/** So many in so long a time. */
export interface Rate {
  /** Whole, at least 1. */
  readonly most: number;
  readonly within: Span;
}

/** For whom something is counted: one visitor, all who share an internet address, or everybody together. */
export type CountedFor = "visitor" | "address" | "site";

/**
 * messages: what a visitor sends, files too. conversations: those that begin. contact_changes: another e-mail address in the
 * place of one that was given. requests: whatever is asked of the server, except by people who are logged in. mail: what is
 * sent to a visitor's address.
 */
export const LIMITED = ["messages", "conversations", "contact_changes", "requests", "mail"] as const;
export type Limited = (typeof LIMITED)[number];

/** Where there is no rate nothing is counted. */
export type SiteLimits = Readonly<Record<Limited, { readonly [For in CountedFor]?: Rate }>>;

/** For whom a limit counts that is written without saying so (`messages: 20 a minute`). */
export const COUNTED_FOR: Readonly<Record<Limited, CountedFor>> = {
  messages: "visitor",
  conversations: "visitor",
  contact_changes: "visitor",
  requests: "address",
  mail: "visitor",
};

/** How long things are kept after their last change; undefined: for ever. */
export interface Retention {
  readonly leads: Span | undefined;
  /** Conversations that led to no qualified lead. */
  readonly unqualified: Span | undefined;
}

const rate = (most: number, unit: Span["unit"], amount = 1): Rate => ({
  most,
  within: { amount, unit, working: false },
});

/** Generous to people, also to many behind one address, and far below what a server can take. */
export const START_LIMITS: SiteLimits = {
  messages: { visitor: rate(20, "minute"), address: rate(600, "minute"), site: rate(30_000, "minute") },
  conversations: { visitor: rate(10, "hour"), address: rate(30, "hour"), site: rate(20_000, "hour") },
  contact_changes: { visitor: rate(10, "hour") },
  requests: { address: rate(300, "minute") },
  mail: { visitor: rate(3, "day"), site: rate(1_000, "day") },
};

export const START_RETENTION: Retention = {
  leads: { amount: 12, unit: "month", working: false },
  unqualified: { amount: 90, unit: "day", working: false },
};
