import type { Conversation, OutboxItem } from "../stores/ports.ts";

const EMAIL = /^[^\s@<>"(),:;]{1,64}@[^\s@<>"(),:;]{1,253}$/;

/** The address that the playbook keeps its leads apart by, lower case; undefined while there is none. */
export function uniqueAddress({ lead }: Pick<Conversation, "lead">): string | undefined {
  const value = lead.uniqueBy?.value.trim().toLowerCase();
  return value !== undefined && value.length <= 254 && EMAIL.test(value) ? value : undefined;
}

/** The outbox item that asks for an address to be confirmed, where the turn brought one that is not verified. */
export function verifyItem(
  before: Pick<Conversation, "lead">,
  after: Pick<Conversation, "id" | "turn" | "lead" | "verified">,
  origin: string | undefined,
  nextTryAt: number,
): OutboxItem | undefined {
  const address = uniqueAddress(after);
  if (address === undefined || address === uniqueAddress(before) || address === after.verified?.email)
    return undefined;
  const body = { turn: after.turn, origin: origin ?? "" };
  return { id: `verify:${after.id}:${after.turn}`, kind: "verify", body, tries: 0, nextTryAt };
}

/** Where the request came from that brought the address; empty where that is not known. */
export function originOfItem({ body }: OutboxItem): string {
  return typeof body === "object" && body !== null && "origin" in body && typeof body.origin === "string"
    ? body.origin
    : "";
}
