import type { Service, Value } from "../../engine/index.ts";
import { faultDetails } from "../log.ts";
import type { OutgoingCalls } from "../outbox/drain.ts";
import { saveWith } from "../outbox/save-with.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation, OutboxItem } from "../stores/ports.ts";
import { earliest } from "../turns/next-conversation.ts";
import { type TurnSetting, take } from "../turns/take.ts";
import { type AskingSetting, askService, type ServiceAnswer } from "./ask-service.ts";
import { type CallBody, callBody, callKey, giveUpAt } from "./call-item.ts";

export interface CallSetting extends TurnSetting, AskingSetting {
  service(name: string): Service | undefined;
}

export interface Calls extends OutgoingCalls {
  /** Resolves when no call is under way. */
  settled(): Promise<void>;
  /** Gives up what is under way: it is made again, with the same ids, when Parley runs again. */
  stop(): Promise<void>;
}

/** After a try that hangs, other nodes leave the call alone for so much longer than the try may take. */
const MARGIN_MS = 1_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4_000;

/**
 * Carries out the calls that turns left in the outbox, and takes a turn with each answer. At least once: a call that was
 * under way when the process died is made again, with the id that it had. Before each try the item's next time is
 * moved behind it by a conditional write, so that of many nodes only one makes it.
 */
export function makeCalls(setting: CallSetting): Calls {
  const { log } = setting;
  const over = new AbortController();
  const running = new Map<string, Promise<void>>();

  const start = (conversation: Conversation, item: OutboxItem): void => {
    if (running.has(item.id) || over.signal.aborted) return;
    const run = carryOut(setting, conversation, item, over.signal)
      .catch((error: unknown) => {
        const details = { conversation: conversation.id, item: item.id, kind: item.kind, tries: item.tries };
        log.error("outbox.failed", { ...details, ...faultDetails(error) });
      })
      .finally(() => running.delete(item.id));
    running.set(item.id, run);
  };
  const settled = async () => {
    while (running.size > 0) await Promise.all(running.values());
  };
  return {
    start,
    settled,
    stop: async () => {
      over.abort();
      await settled();
    },
  };
}

async function carryOut(
  setting: CallSetting,
  conversation: Conversation,
  item: OutboxItem,
  signal: AbortSignal,
): Promise<void> {
  const { timekeeper, log } = setting;
  const body = callBody(item);
  const service = setting.service(body.service);
  const about = { conversation: conversation.id, service: body.service };
  let seen: Claimed = { conversation, item };
  for (let tries = 1; ; tries++) {
    const pause = pauseAfter(tries, timekeeper.random());
    const claimed = await claim(setting, seen, (service?.timeoutMs ?? 0) + pause);
    if (!claimed) return;
    seen = claimed;
    const until = giveUpAt(seen.conversation, body);
    const left = until - timekeeper.now();
    // The talk's own clock rings, or rang; asking now could do a thing that nobody waits for any more.
    if (left <= 0) {
      log.warn("service.too_late", about);
      break;
    }
    const answer = await tryOnce(setting, service, { key: callKey(item), send: body.send }, left, signal);
    if (signal.aborted && !answer.ok) return;
    logAnswer(setting, about, answer, tries);
    if (!mayRetry(answer, service, tries) || timekeeper.now() + pause >= until) {
      await deliver(setting, conversation.id, body, answer);
      break;
    }
    await timekeeper.wait(pause, signal);
    if (signal.aborted) return;
  }
  await remove(setting, conversation, item.id);
}

async function tryOnce(
  setting: CallSetting,
  service: Service | undefined,
  { key, send }: { readonly key: string; readonly send: Value },
  left: number,
  signal: AbortSignal,
): Promise<ServiceAnswer> {
  if (!service) return { ok: false, code: "SERVICE_MISSING", again: false };
  const timeoutMs = Math.min(service.timeoutMs, left);
  return await askService(setting, service, { id: key, send, timeoutMs, signal });
}

function mayRetry(answer: ServiceAnswer, service: Service | undefined, tries: number): boolean {
  return !answer.ok && answer.again && tries <= (service?.retries ?? 0);
}

/** Twice as long each time, and never the same for two. */
function pauseAfter(tries: number, chance: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)) * (0.5 + chance / 2);
}

interface Claimed {
  readonly conversation: Conversation;
  readonly item: OutboxItem;
}

/** @returns undefined when another node has the call, or had its answer. */
async function claim(
  setting: CallSetting,
  { conversation: from, item: seen }: Claimed,
  forMs: number,
): Promise<Claimed | undefined> {
  const nextTryAt = setting.timekeeper.now() + forMs + MARGIN_MS;
  const item = { ...seen, tries: seen.tries + 1, nextTryAt };
  const conversation = await saveWith(setting, from, (now) => {
    const there = now.outbox.find(({ id }) => id === seen.id);
    if (there?.tries !== seen.tries) return undefined;
    return withOutbox(
      now,
      now.outbox.map((one) => (one.id === seen.id ? item : one)),
    );
  });
  return conversation && { conversation, item };
}

async function remove(setting: CallSetting, from: Conversation, id: string): Promise<void> {
  const loaded = await setting.conversations.load(from.siteId, from.id);
  if (!loaded) return;
  await saveWith(setting, loaded, (now) =>
    now.outbox.some((item) => item.id === id)
      ? withOutbox(
          now,
          now.outbox.filter((item) => item.id !== id),
        )
      : undefined,
  );
}

function withOutbox(conversation: Conversation, outbox: readonly OutboxItem[]): Conversation {
  const nextTryAt = earliest(outbox.map((item) => item.nextTryAt));
  return { ...conversation, v: conversation.v + 1, outbox, nextTryAt };
}

/** The answer is a turn of its own. One that nobody waits for any more is dropped. */
async function deliver(
  setting: CallSetting,
  conversation: string,
  { call, service }: CallBody,
  answer: ServiceAnswer,
): Promise<void> {
  const data: Value = answer.ok ? answer.data : null;
  const event = { type: "service", id: call, ok: answer.ok, data } as const;
  try {
    await take(setting, conversation, () => ({ turn: { event, client: undefined } }));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === "TRY_AGAIN") throw error;
    setting.log.info("service.dropped", { conversation, service });
  }
}

function logAnswer(
  { log }: CallSetting,
  about: { readonly conversation: string; readonly service: string },
  answer: ServiceAnswer,
  tries: number,
): void {
  if (answer.ok) log.info("service.answered", { ...about, tries });
  else log.warn("service.failed", { ...about, tries, code: answer.code, status: answer.status });
}
