import type { Span } from "../time/span.ts";

/** How the site looks for people. */
export interface HandoffRules {
  /** So long one person is asked before the team is. */
  readonly personFor: Span;
  /** So long the team is asked before everybody is. */
  readonly teamFor: Span;
  /** A person who lets the visitor wait longer for words loses the conversation. */
  readonly replyWithin: Span;
  /** A colleague has so long to accept a transfer. */
  readonly transferWithin: Span;
  /** Who is asked among equals: whose turn it is, or who has the fewest conversations. */
  readonly routeBy: "turn" | "fewest";
  /** Whether the person who had the account before is asked first. */
  readonly ownerFirst: boolean;
  /** Whether people who have the console closed are told by mail. */
  readonly mail: boolean;
  /** Name of the secret that holds the address of a Slack-compatible webhook; undefined: none is told. */
  readonly slack: string | undefined;
}

export const START_HANDOFF_RULES: HandoffRules = {
  personFor: { amount: 30, unit: "second", working: false },
  teamFor: { amount: 1, unit: "minute", working: false },
  replyWithin: { amount: 5, unit: "minute", working: false },
  transferWithin: { amount: 60, unit: "second", working: false },
  routeBy: "turn",
  ownerFirst: true,
  mail: true,
  slack: undefined,
};
