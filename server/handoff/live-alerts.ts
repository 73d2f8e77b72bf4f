import type { AlertReason, Handoff, Site } from "../../engine/index.ts";
import { faultDetails, type Log } from "../log.ts";
import { shownName } from "../outbox/lead-record.ts";
import type { Conversation, ConversationStore } from "../stores/ports.ts";
import type { Bus } from "../turns/bus.ts";
import type { HandoffAlert } from "../wire/handoff.ts";
import type { Desks } from "./desks.ts";
import { whoIsAlerted } from "./who-is-alerted.ts";

export interface LiveAlertsSetting {
  readonly conversations: Pick<ConversationStore, "load">;
  readonly bus: Bus;
  readonly desks: Desks;
  site(): Site;
  readonly log: Log;
}

/** Tells whoever has the console open here, at the moment when they are wanted. */
export interface LiveAlerts {
  /** @returns a function that stops the calls. */
  listen(person: string, hear: (alert: HandoffAlert) => void): () => void;
  /** Resolves when all that was heard of so far has been looked at. */
  settled(): Promise<void>;
  stop(): void;
}

/** What was seen last of a handoff: enough to know what is new. */
interface Seen {
  readonly key: string;
  readonly owner: string | undefined;
  readonly transfer: boolean;
  readonly owned: boolean;
}

const MOST_SEEN = 5_000;

export function makeLiveAlerts(setting: LiveAlertsSetting): LiveAlerts {
  const { conversations, bus, site, log } = setting;
  const listeners = new Map<string, Set<(alert: HandoffAlert) => void>>();
  const seen = new Map<string, Seen>();
  let looking = Promise.resolve();

  const look = async (id: string) => {
    const conversation = await conversations.load(site().id, id);
    const handoff = conversation?.talk.handoff;
    if (!conversation || conversation.erasedAt !== undefined || !handoff) return;
    const before = seen.get(id);
    const now = seenNow(handoff);
    seen.delete(id);
    seen.set(id, now);
    const oldest = seen.size > MOST_SEEN ? seen.keys().next().value : undefined;
    if (oldest !== undefined) seen.delete(oldest);
    const reason = before?.key === now.key ? undefined : reasonOf(handoff, before);
    if (reason !== undefined) await tell(setting, listeners, conversation, handoff, reason);
  };
  const unlisten = bus.listenToAll(({ conversation, status }) => {
    if (listeners.size === 0 || status === "bot") return;
    looking = looking
      .then(() => look(conversation))
      .catch((error: unknown) => log.warn("handoff.unalerted", { conversation, ...faultDetails(error) }));
  });
  return {
    listen: (person, hear) => {
      const hearers = listeners.get(person) ?? new Set();
      listeners.set(person, hearers);
      hearers.add(hear);
      return () => {
        hearers.delete(hear);
        if (hearers.size === 0) listeners.delete(person);
      };
    },
    settled: () => looking,
    stop: unlisten,
  };
}

function seenNow(handoff: Handoff): Seen {
  const { state, number, rung, to, asked, transfer, owner } = handoff;
  const whom = to?.id ?? asked.length;
  return {
    key: `${number} ${state} ${rung} ${whom} ${transfer?.endsAt ?? ""}`,
    owner: owner?.id,
    transfer: transfer !== undefined,
    owned: state === "claimed" || state === "with_human",
  };
}

function reasonOf(handoff: Handoff, before: Seen | undefined): AlertReason | undefined {
  const { state, rung, to, transfer, owner } = handoff;
  if (state === "alerted") return rung === "everybody" && !to ? "escalation" : "handoff";
  if (state === "offered") return before?.owned === true && owner?.id === before.owner ? "lost" : undefined;
  if (transfer) return "transfer";
  return before?.transfer === true && before.owner === owner?.id ? "bounced" : undefined;
}

async function tell(
  { desks, site }: LiveAlertsSetting,
  listeners: ReadonlyMap<string, ReadonlySet<(alert: HandoffAlert) => void>>,
  conversation: Conversation,
  handoff: Handoff,
  reason: AlertReason,
): Promise<void> {
  const { team, why } = handoff;
  const alert: HandoffAlert = {
    conversation: conversation.id,
    name: shownName(conversation),
    reason,
    ...(team !== undefined && { team }),
    ...(why !== undefined && { why }),
    ...(conversation.answerBy !== undefined && { answer_by: conversation.answerBy }),
  };
  const wanted = whoIsAlerted(reason, handoff, await desks.all(), site());
  for (const { id, presence } of wanted) {
    // Whoever is busy or away has asked not to be disturbed, save where the conversation is theirs.
    const disturb = presence === "online" || reason === "bounced" || reason === "lost";
    if (disturb) for (const hear of listeners.get(id) ?? []) hear(alert);
  }
}
