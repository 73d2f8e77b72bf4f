import type { StartReply } from "../../../server/wire/visitor.ts";
import type { Start } from "../bridge.ts";
import type { ChatState, Client } from "./client.ts";

interface Circumstances {
  readonly look: StartReply["look"] | undefined;
  readonly start: Start;
  readonly client: Pick<Client, "agreedTo">;
  /** Set: a conversation is gone on with, which was begun with consent. */
  readonly resume?: unknown;
}

/**
 * What a conversation begins with where the site asks for consent first, and the words that stand in the way until the
 * visitor has agreed to them. Nothing is sent before.
 */
export function consentFor(
  { look, start, client, resume }: Circumstances,
  phase: ChatState["phase"],
): { readonly wanted: string | undefined; readonly start: Start } {
  const text = look?.consent?.text;
  if (text === undefined || resume !== undefined) return { wanted: undefined, start };
  if (start.consent === text || client.agreedTo() === text)
    return { wanted: undefined, start: { ...start, consent: text } };
  // A conversation that is under way goes on; the next one asks.
  const inTheWay = phase === "idle" || phase === "refused" || phase === "gone";
  return { wanted: inTheWay ? text : undefined, start };
}
