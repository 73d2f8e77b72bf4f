/** What a site can be told of by webhook. Public: receivers match on them. */
export const WEBHOOK_EVENTS = [
  "conversation.started",
  "conversation.handoff_requested",
  "conversation.claimed",
  "conversation.closed",
  "message.created",
  "lead.created",
  "lead.updated",
  "lead.qualified",
  "lead.erased",
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** An address of the company's own that is told what happens. */
export interface Webhook {
  /** As `site.yml` calls it. */
  readonly name: string;
  /** http or https. */
  readonly url: string;
  /** Without repeats. */
  readonly on: readonly WebhookEvent[];
  /** Names of environment variables, the newest first; two while a secret is changed for another. */
  readonly secrets: readonly string[];
}
