import type { Lead, Site, WebhookEvent } from "../../engine/index.ts";
import type { Conversation, OutboxItem } from "../stores/ports.ts";

/** What a turn left in the outbox for the webhooks: what happened, without a visitor's words. */
export interface EventBody {
  readonly turn: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly types: readonly WebhookEvent[];
  /** `seq` of the first and the last message that the turn added. */
  readonly seqFrom: number;
  readonly seqTo: number;
  readonly status: Conversation["talk"]["status"];
  readonly outcome: string | undefined;
  readonly team: string | undefined;
  readonly owner: Conversation["owner"];
}

type Before = Pick<Conversation, "turn" | "talk" | "lead" | "owner">;
type After = Before & Pick<Conversation, "id" | "updatedAt">;

/**
 * The outbox item for what happened between two versions of a conversation; undefined when nobody wants to hear of it.
 *
 * @param wanted Events that the site's webhooks name.
 */
export function eventItem(
  before: Before,
  after: After,
  wanted: ReadonlySet<WebhookEvent>,
  nextTryAt: number,
): OutboxItem | undefined {
  const types = wanted.size === 0 ? [] : eventsBetween(before, after).filter((type) => wanted.has(type));
  if (types.length === 0) return undefined;
  const { id, turn, talk, owner, updatedAt } = after;
  const body: EventBody = {
    turn,
    at: updatedAt,
    types,
    seqFrom: before.talk.seq + 1,
    seqTo: talk.seq,
    status: talk.status,
    outcome: talk.outcome,
    team: talk.team,
    owner,
  };
  return { id: `events:${id}:${turn}`, kind: "events", body, tries: 0, nextTryAt };
}

/** The events that somebody wants to hear of. */
export function wantedEvents({ webhooks }: Pick<Site, "webhooks">): ReadonlySet<WebhookEvent> {
  return new Set(webhooks.flatMap(({ on }) => on));
}

/** In the order in which somebody would tell it. */
export function eventsBetween(before: Before, after: After): readonly WebhookEvent[] {
  const became = (...status: readonly Before["talk"]["status"][]) =>
    status.includes(after.talk.status) && !status.includes(before.talk.status);
  const happened: readonly (readonly [WebhookEvent, boolean])[] = [
    ["conversation.started", before.turn === 0],
    ["message.created", after.talk.seq > before.talk.seq],
    ["lead.created", !isKnown(before.lead) && isKnown(after.lead)],
    ["lead.updated", isKnown(before.lead) && isKnown(after.lead) && differ(before.lead, after.lead)],
    ["lead.qualified", before.lead.outcome !== "qualified" && after.lead.outcome === "qualified"],
    ["conversation.handoff_requested", became("waiting")],
    ["conversation.claimed", after.owner !== undefined && after.owner.id !== before.owner?.id],
    ["conversation.closed", became("ended")],
  ];
  return happened.flatMap(([type, is]) => (is ? [type] : []));
}

/** @throws when the item holds no events. */
export function eventBody({ id, body }: OutboxItem): EventBody {
  if (typeof body === "object" && body !== null && "types" in body && "seqFrom" in body)
    return body as EventBody;
  throw new Error(`outbox item ${id} holds no events`);
}

/** A visitor who has said nothing yet is no lead. */
function isKnown(lead: Lead): boolean {
  return lead.answers.length > 0 || lead.outcome !== undefined;
}

function differ(before: Lead, after: Lead): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}
