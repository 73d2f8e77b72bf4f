export type EntityKind =
  | "email"
  | "url"
  | "phone"
  | "money"
  | "team_size"
  | "date"
  | "number"
  | "person"
  | "company";

/** Something that a message names, where it stands and in its normal form. */
export interface Entity {
  readonly kind: EntityKind;
  /** Offset of its first character, and the one after its last. */
  readonly start: number;
  readonly end: number;
  /** As it stands in the message. */
  readonly text: string;
  /**
   * email: domain in lower case. url: with its scheme. phone: E.164. money: amount, then the currency's code where one is named
   * ("5000 USD"). team_size: a count, or "50-100". date: ISO 8601 of the visitor's day, with "T14:30" where a time is named.
   * number: digits. person, company: the name as written.
   */
  readonly value: string;
}

/** What finding entities depends on beside the message. */
export interface EntityWorld {
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** The visitor's zone, such as "Europe/Berlin". */
  readonly timeZone: string;
  /** ISO 3166 code of the country whose telephone numbers come without a code, such as "US". */
  readonly country: string;
}

export function entityAt(
  kind: EntityKind,
  message: string,
  start: number,
  length: number,
  value: string,
): Entity {
  return { kind, start, end: start + length, text: message.slice(start, start + length), value };
}

/** The message with what was found blanked out, so that offsets stay and no part is taken twice. */
export function without(message: string, found: readonly Entity[]): string {
  return found.reduce(
    (text, { start, end }) => text.slice(0, start) + " ".repeat(end - start) + text.slice(end),
    message,
  );
}
