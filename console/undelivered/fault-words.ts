import type { Undelivered } from "../../server/wire/undelivered.ts";

/** Why something was not taken, and what to look at, in words for an admin. */
const known: Readonly<Record<string, string>> = {
  TIMEOUT: "No answer within 10 seconds.",
  UNREACHABLE: "The server could not be reached.",
  BROKEN_OFF: "The connection broke off.",
  REDIRECTED: "It answered with a redirect. Put the final address into site.yml.",
  ADDRESS_REFUSED: "The address lies in the own network, and EGRESS_ALLOW does not name it.",
  ADDRESS_WRONG: "The address in site.yml cannot be read.",
  INSECURE: "Only https on port 443 is allowed, unless EGRESS_ALLOW names the host.",
  SECRET_MISSING: "Its secret is not set in the environment.",
  SECRET_WRONG: "Its secret is not of the form whsec_ and base64.",
  STATUS_410: "It said that it is gone for good.",
  GIVEN_UP: "It could not be tried for two days.",
  HEADER_REFUSED: "The address cannot be written to.",
  MAIL_REFUSED: "The mail server refused the letter.",
  MAIL_DEFERRED: "The mail server put the letter off each time.",
  MAIL_LOGIN_REFUSED: "The mail server refused the password of SMTP_URL.",
  OUTBOX_FAILED: "The store did not take it.",
  INTERNAL: "Parley itself failed. The server's log says where.",
};

export function faultInWords(fault: string): string {
  const status = /^STATUS_(\d{3})$/.exec(fault)?.[1];
  return known[fault] ?? (status === undefined ? fault : `It answered ${status}.`);
}

export function toInWords({ kind, to }: Pick<Undelivered, "kind" | "to">): string {
  if (kind === "outbox") return "Parley's own records";
  return kind === "mail" ? `Mail to ${to}` : `Webhook ${to}`;
}

/** What becomes of it when it is dropped. */
export function discardInWords({ type, kind, to }: Pick<Undelivered, "type" | "kind" | "to">): string {
  if (kind === "outbox") return `${typeInWords(type)} could not be kept, and will not be tried any more.`;
  return `${typeInWords(type)} will not reach ${toInWords({ kind, to })} any more. The conversation and its lead stay as they are.`;
}

const types: Readonly<Record<string, string>> = {
  confirm_address: "Question whether an address is right",
  lead: "A lead",
  forget: "A visitor's wish to be forgotten",
  events: "What happened in a turn",
  verify: "Question whether an address is right",
};

/** What was to be told: the name of an event as receivers know it, else in words. */
export function typeInWords(type: string): string {
  return types[type] ?? type;
}
