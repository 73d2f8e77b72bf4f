import type { FileStore } from "../files/file-store.ts";
import type { Alerts } from "../handoff/alerts.ts";
import { faultDetails } from "../log.ts";
import { forgetVisitor, remember } from "../memory/remember.ts";
import type { VisitorMemory } from "../memory/visitor-memory.ts";
import { type CarryOutSetting, carryOutErasure } from "../privacy/carry-out-erasure.ts";
import type { Conversation, LeadStore, OutboxItem } from "../stores/ports.ts";
import { earliest } from "../turns/next-conversation.ts";
import type { TurnSetting } from "../turns/take.ts";
import { erased } from "./erase.ts";
import { leadRecord, verifiedLead } from "./lead-record.ts";
import type { Outward } from "./outward.ts";
import { afterFailure } from "./retries.ts";
import { saveWith } from "./save-with.ts";
import { writeLead } from "./write-lead.ts";

export interface OutboxSetting
  extends Pick<TurnSetting, "conversations" | "playbooks" | "bus" | "timekeeper" | "log" | "lanes"> {
  readonly leads: LeadStore;
  readonly memory: VisitorMemory;
  readonly calls: OutgoingCalls;
  /** Undefined: there are none. */
  readonly files?: Pick<FileStore, "delete">;
  /** Undefined: nobody is told of a handoff but in the console. */
  readonly alerts?: Pick<Alerts, "carryOut">;
  /** Undefined: nobody outside is told anything. */
  readonly outward?: Outward;
  /** Erase what is kept elsewhere of a conversation that is erased. Undefined: there is nothing. */
  readonly forgetters?: CarryOutSetting["forgetters"];
}

/** Calls of services take long and end in a turn, so they have a life of their own and leave the outbox by themselves. */
export interface OutgoingCalls {
  /** Makes the call in the background, unless it is under way in this process. */
  start(conversation: Conversation, item: OutboxItem): void;
}

/**
 * Carries out what the conversation's outbox holds, in order. An item goes only after it was done; one that failed is
 * tried again later, and after the last try it stays as a dead letter. Doing an item twice does no harm.
 *
 * @param fresh Also items that were never tried and are not due yet: the node that made them has a head start.
 */
export async function drain(setting: OutboxSetting, id: string, fresh: boolean): Promise<void> {
  const { conversations, playbooks, timekeeper } = setting;
  const siteId = playbooks.site().id;
  let conversation = await conversations.load(siteId, id);
  const now = timekeeper.now();
  const isDue = (item: OutboxItem) =>
    item.nextTryAt !== undefined &&
    (item.nextTryAt <= now || (fresh && item.tries === 0 && item.kind !== "letter"));
  const outcomes = new Map<string, Outcome>();
  for (const item of conversation?.outbox.filter(isDue) ?? []) {
    if (!conversation) break;
    // Erasing writes the conversation itself, and drops what was still to be done with what was said.
    if (!conversation.outbox.some(({ id: there }) => there === item.id)) continue;
    if (item.kind === "call") {
      setting.calls.start(conversation, item);
      continue;
    }
    outcomes.set(item.id, await tryItem(setting, conversation, { ...item, kind: item.kind }));
    if (item.kind === "forget") conversation = await conversations.load(siteId, id);
  }
  if (conversation && outcomes.size > 0) await settle(setting, conversation, outcomes);
}

/** `later`: it is not yet time; ms to wait. */
type Outcome = "done" | "failed" | { readonly later: number };

async function tryItem(
  setting: OutboxSetting,
  conversation: Conversation,
  item: OutboxItem & { readonly kind: Exclude<OutboxItem["kind"], "call"> },
): Promise<Outcome> {
  const { log } = setting;
  try {
    const later = await carryOut(setting, conversation, item);
    if (later !== undefined) return { later };
    log.info("outbox.done", { conversation: conversation.id, item: item.id, kind: item.kind });
    return "done";
  } catch (error) {
    const details = { conversation: conversation.id, item: item.id, kind: item.kind, tries: item.tries + 1 };
    log.warn("outbox.failed", { ...details, ...faultDetails(error) });
    return "failed";
  }
}

/** @returns ms to wait before it is tried again, where it is not yet time. */
async function carryOut(
  setting: OutboxSetting,
  conversation: Conversation,
  item: OutboxItem & { readonly kind: Exclude<OutboxItem["kind"], "call"> },
): Promise<number | undefined> {
  if (item.kind === "letter") return await setting.outward?.letter(conversation, item);
  await carryOutNow(setting, conversation, { ...item, kind: item.kind });
  return undefined;
}

async function carryOutNow(
  setting: OutboxSetting,
  conversation: Conversation,
  item: OutboxItem & { readonly kind: Exclude<OutboxItem["kind"], "call" | "letter"> },
): Promise<void> {
  const { id, talk } = conversation;
  switch (item.kind) {
    case "lead":
      return await writeLead(setting.leads, conversation);
    case "memory":
      return await remember(setting, whoseOf(conversation), talk.remembered ?? []);
    case "events":
      return await setting.outward?.events(conversation, item);
    case "verify":
      return await setting.outward?.verify(conversation, item);
    case "alert":
      return await setting.alerts?.carryOut(conversation, item);
    case "handoff_offered":
      return setting.bus.tell({ conversation: id, seq: talk.seq, status: talk.status });
    case "tell": {
      // The line itself was kept with the turn; here the people whom it is for only hear of it.
      const note = conversation.notes?.find((one) => one.id === item.id);
      return setting.bus.tell({
        conversation: id,
        seq: talk.seq,
        status: talk.status,
        ...(note && { note }),
      });
    }
    case "erase":
      return await carryOutErasure(setting, conversation, item);
    case "forget":
      return await forget(setting, conversation, turnOf(item));
  }
}

async function forget(setting: OutboxSetting, from: Conversation, upTo: number): Promise<void> {
  const { conversations, leads, timekeeper } = setting;
  const { siteId, id } = from;
  const asked = from.turns.find(({ turn }) => turn === upTo)?.at;
  await forgetVisitor(setting, whoseOf(from), asked === undefined ? timekeeper.now() : Date.parse(asked));
  const next = await saveWith(setting, from, (now) => erased(now, upTo, timekeeper.now()));
  await conversations.dropArchive(siteId, id);
  await setting.files?.delete(siteId, id);
  const lead = verifiedLead(from) ?? id;
  if (next && (await leads.load(siteId, lead))) {
    const turn = from.verified ? timekeeper.now() : next.turn;
    await leads.put({ ...leadRecord(next), id: lead, turn });
  }
  await setting.outward?.erased(from, lead, upTo);
}

/** Takes the items that were done out of the outbox and gives those that failed their next time. */
async function settle(
  setting: OutboxSetting,
  from: Conversation,
  outcomes: ReadonlyMap<string, Outcome>,
): Promise<void> {
  const now = setting.timekeeper.now();
  const failed = from.outbox.filter((item) => outcomes.get(item.id) === "failed");
  const dead = failed
    .map((item) => afterFailure(item, now))
    .filter(({ nextTryAt }) => nextTryAt === undefined);
  // Before the save: after a crash between the two they die once more, and are not lost from sight.
  if (dead.length > 0) await setting.outward?.dead(from, dead);
  const next = await saveWith(setting, from, (conversation) => {
    const outbox = conversation.outbox
      .filter((item) => outcomes.get(item.id) !== "done")
      .map((item) => afterOutcome(item, outcomes.get(item.id), now));
    const nextTryAt = earliest(outbox.map((item) => item.nextTryAt));
    return { ...conversation, v: conversation.v + 1, outbox, nextTryAt };
  });
  for (const item of next?.outbox ?? []) {
    if (item.nextTryAt === undefined && outcomes.has(item.id)) {
      setting.log.error("outbox.dead", { conversation: from.id, item: item.id, kind: item.kind });
    }
  }
}

function afterOutcome(item: OutboxItem, outcome: Outcome | undefined, now: number): OutboxItem {
  if (outcome === "failed") return afterFailure(item, now);
  return typeof outcome === "object" ? { ...item, nextTryAt: now + outcome.later } : item;
}

function turnOf(item: OutboxItem): number {
  const { body } = item;
  if (typeof body === "object" && body !== null && "turn" in body && typeof body.turn === "number")
    return body.turn;
  throw new Error(`outbox item ${item.id} names no turn`);
}

function whoseOf({ siteId, visitor }: Conversation): { readonly siteId: string; readonly visitor: string } {
  return { siteId, visitor };
}
