import type { RememberedAnswer } from "../../engine/index.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { VisitorMemory, VisitorRecord } from "./visitor-memory.ts";

export interface MemorySetting {
  readonly memory: VisitorMemory;
  readonly timekeeper: Timekeeper;
}

interface Whose {
  readonly siteId: string;
  /** SHA-256 of the visitor's token, hex. */
  readonly visitor: string;
}

const TRIES = 8;
const AT_ONCE = 50;
/** So long an answer from before "forget me" may still be on its way out of another conversation. */
const FORGOTTEN_FOR_MS = 400 * 24 * 60 * 60 * 1000;

/** What a new conversation of the visitor may begin with: nothing that has run out. */
export async function recall(
  { memory, timekeeper }: MemorySetting,
  { siteId, visitor }: Whose,
): Promise<readonly RememberedAnswer[]> {
  const record = await memory.load(siteId, visitor);
  const now = timekeeper.now();
  return record?.answers.filter(({ until }) => until > now) ?? [];
}

/**
 * Keeps answers for the visitor's next conversations. Doing it twice, or late, does no harm: of two answers to one
 * question the later one stays, and none from before the visitor asked to be forgotten comes back.
 */
export async function remember(
  setting: MemorySetting,
  whose: Whose,
  answers: readonly RememberedAnswer[],
): Promise<void> {
  await change(setting, whose, ({ answers: before, forgottenAt }) => {
    const all = new Map(before.map((one) => [one.question, one]));
    for (const one of answers) {
      const there = all.get(one.question);
      if (one.at > (forgottenAt ?? -1) && (!there || there.at <= one.at)) all.set(one.question, one);
    }
    return { answers: [...all.values()], forgottenAt };
  });
}

/** Erases all that is remembered of the visitor, and what was said by then and not kept yet. */
export async function forgetVisitor(setting: MemorySetting, whose: Whose, by: number): Promise<void> {
  await change(setting, whose, ({ answers, forgottenAt }) => ({
    answers: answers.filter(({ at }) => at > by),
    forgottenAt: Math.max(by, forgottenAt ?? by),
  }));
}

/** Erases what has run out. @returns true when there may be more. */
export async function memoryRound(
  setting: MemorySetting & { readonly siteId: () => string },
): Promise<boolean> {
  const siteId = setting.siteId();
  const due = await setting.memory.due(siteId, setting.timekeeper.now(), AT_ONCE);
  for (const { visitor } of due) await change(setting, { siteId, visitor }, (same) => same);
  return due.length === AT_ONCE;
}

type Content = Pick<VisitorRecord, "answers" | "forgottenAt">;

/** @throws when others were faster eight times: whoever wanted the change tries again later. */
async function change(
  { memory, timekeeper }: MemorySetting,
  { siteId, visitor }: Whose,
  make: (before: Content) => Content,
): Promise<void> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const before = await memory.load(siteId, visitor);
    const content = live(make(before ?? { answers: [], forgottenAt: undefined }), timekeeper.now());
    const next = recordOf({ siteId, visitor }, (before?.v ?? 0) + 1, content);
    if (!next && !before) return;
    if (next ? await memory.save(next) : before && (await memory.erase(before))) return;
    await timekeeper.wait(timekeeper.random() * 40 * tries);
  }
  throw new Error("what is remembered of a visitor changed too often to be saved");
}

/** Undefined: there is nothing to keep. */
function recordOf(whose: Whose, v: number, { answers, forgottenAt }: Content): VisitorRecord | undefined {
  const ends = answers.map(({ until }) => until);
  if (forgottenAt !== undefined) ends.push(forgottenAt + FORGOTTEN_FOR_MS);
  return ends.length === 0 ? undefined : { ...whose, v, answers, forgottenAt, dueAt: Math.min(...ends) };
}

function live({ answers, forgottenAt }: Content, now: number): Content {
  return {
    answers: answers.filter(({ until }) => until > now),
    forgottenAt: forgottenAt !== undefined && forgottenAt + FORGOTTEN_FOR_MS > now ? forgottenAt : undefined,
  };
}
