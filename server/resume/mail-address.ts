import type { Conversation } from "../stores/ports.ts";
import { uniqueAddress } from "../verify/verify-item.ts";

/**
 * Where letters about a conversation go: the address whose owner has confirmed it, or that the site's server signed.
 * Undefined: there is none, or the visitor has another one by now that nobody confirmed.
 */
export function mailAddressOf(
  conversation: Pick<Conversation, "lead" | "verified" | "identity">,
): string | undefined {
  const { verified, identity } = conversation;
  const given = uniqueAddress(conversation);
  const known = [verified?.email, identity?.email].filter((one) => one !== undefined);
  return given === undefined ? known[0] : known.find((one) => one === given);
}
