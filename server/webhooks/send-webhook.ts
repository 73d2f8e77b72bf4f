import { Webhook as Signer } from "standardwebhooks";
import type { Webhook } from "../../engine/index.ts";
import type { Delivery } from "../deliveries/delivery-store.ts";
import type { SendOutcome } from "../deliveries/post.ts";
import type { Egress } from "../egress/egress.ts";
import { EgressError } from "../egress/egress-error.ts";

export interface WebhookSetting {
  readonly egress: Egress;
  /** The value of an environment variable; undefined when it is not set. */
  secret(name: string): string | undefined;
  /** ms since 1970. */
  readonly now: () => number;
  /** Milliseconds that one try may take. Default 10,000. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

/**
 * One try of a delivery to an endpoint, by Standard Webhooks 1.0. Any 2xx is taken as "I have it", whatever it says
 * besides; 410 as "never again".
 */
export async function sendWebhook(
  { egress, secret, now, timeoutMs = TIMEOUT_MS }: WebhookSetting,
  webhook: Webhook,
  { id, type, at, body }: Delivery,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const text = JSON.stringify({ type, timestamp: at, data: body });
  const signatures = sign(webhook, secret, { id, at: new Date(now()), text });
  if ("fault" in signatures) return { ok: false, fault: signatures.fault, healthy: true };
  if (!URL.canParse(webhook.url)) return { ok: false, fault: "ADDRESS_WRONG", healthy: true };
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now() / 1_000)),
    "webhook-signature": signatures.header,
  };
  try {
    const url = new URL(webhook.url);
    const { status } = await egress.post({ url, headers, text, timeoutMs, signal });
    return outcomeOf(status);
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    if (error.code === "GIVEN_UP") return { ok: false, givenUp: true };
    return { ok: false, fault: error.code, healthy: false };
  }
}

function outcomeOf(status: number): SendOutcome {
  if (status >= 200 && status < 300) return { ok: true };
  if (status === 410) return { ok: false, fault: "STATUS_410", healthy: true, closed: true };
  // Who answers 400 is there, and dislikes this one; the next may be to its taste.
  const healthy = status >= 400 && status < 500 && status !== 408 && status !== 429;
  return { ok: false, fault: `STATUS_${status}`, healthy };
}

/** One signature a secret, so that a receiver may change to the new one at any moment. */
function sign(
  { secrets }: Webhook,
  secret: WebhookSetting["secret"],
  { id, at, text }: { readonly id: string; readonly at: Date; readonly text: string },
): { readonly header: string } | { readonly fault: string } {
  const known = secrets.flatMap((name) => secret(name) ?? []);
  if (known.length === 0) return { fault: "SECRET_MISSING" };
  try {
    return { header: known.map((one) => new Signer(one).sign(id, at, text)).join(" ") };
  } catch {
    // What is wrong with it is not told: the message of the library may show a part of it.
    return { fault: "SECRET_WRONG" };
  }
}
