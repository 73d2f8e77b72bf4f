import { setAside } from "../../engine/index.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation, Note } from "../stores/ports.ts";
import { amend } from "../turns/amend.ts";
import { queueOf } from "../turns/next-conversation.ts";
import type { Rep } from "../turns/rep-acts.ts";
import type { TurnSetting } from "../turns/take.ts";

const KEPT_NOTES = 50;
const LONGEST_SNOOZE_MS = 366 * 86_400_000;

/** Writes a line to colleagues; the same id again changes nothing. The visitor never sees it. */
export async function writeNote(
  setting: TurnSetting,
  id: string,
  by: Rep,
  { id: noteId, text, mentions = [] }: { id: string; text: string; mentions?: readonly string[] },
): Promise<Conversation> {
  const at = new Date(setting.timekeeper.now()).toISOString();
  const author = { id: by.id, name: by.name };
  const note: Note = { id: `rep:${noteId}`, at, team: "", text: text.normalize("NFC"), by: author, mentions };
  const others = mentions.filter((one) => one !== by.id);
  return await amend(
    setting,
    id,
    (now) => {
      if (now.notes?.some((one) => one.id === note.id)) return undefined;
      return {
        ...now,
        updatedAt: at,
        notes: [...(now.notes ?? []), note].slice(-KEPT_NOTES),
        mentioned: [...new Set([...(now.mentioned ?? []), ...others])],
      };
    },
    note,
  );
}

/** The person has looked: their mention is seen, and if it is theirs, they have read up to `seq`. */
export async function markRead(
  setting: TurnSetting,
  id: string,
  person: string,
  seq: number,
): Promise<Conversation> {
  return await amend(setting, id, (now) => {
    const readSeq = now.owner?.id === person ? Math.min(seq, now.talk.seq) : now.readSeq;
    const mentioned = (now.mentioned ?? []).filter((one) => one !== person);
    if (readSeq === now.readSeq && mentioned.length === (now.mentioned ?? []).length) return undefined;
    return { ...now, readSeq, mentioned };
  });
}

/**
 * Sets a conversation aside until a time, or brings it back. The visitor's next message brings it back as well.
 *
 * @param until ms since 1970; undefined: it comes back now.
 * @throws {Refusal} NOT_OWNER unless it is the rep's; INPUT_INVALID for a time that is past or more than a year away.
 */
export async function snooze(
  setting: TurnSetting,
  id: string,
  rep: Rep,
  until: number | undefined,
): Promise<Conversation> {
  const at = setting.timekeeper.now();
  if (until !== undefined && !(until > at && until <= at + LONGEST_SNOOZE_MS)) {
    throw new Refusal("INPUT_INVALID", "Choose a time that is still to come, within a year.", {
      errors: [{ path: "/body/until", message: "is not a time within the next year" }],
    });
  }
  return await amend(setting, id, (now) => {
    if (now.owner?.id !== rep.id) {
      const owner = now.owner?.name;
      throw new Refusal(
        "NOT_OWNER",
        owner ? `${owner} has this conversation.` : "Take the conversation over first.",
        owner ? { owner } : {},
      );
    }
    if (until === now.snoozedUntil) return undefined;
    return until === undefined
      ? awake(now, at)
      : {
          ...now,
          talk: setAside(now.talk),
          snoozedUntil: until,
          queue: "snoozed",
          updatedAt: new Date(at).toISOString(),
        };
  });
}

/** Brings back a conversation whose snooze is over. By whom it was done already: nothing changes. */
export async function wake(setting: TurnSetting, id: string): Promise<void> {
  await amend(setting, id, (now) => {
    const at = setting.timekeeper.now();
    if (now.snoozedUntil === undefined || now.snoozedUntil > at) return undefined;
    // Unread, so that whoever set it aside sees that it is back.
    return { ...awake(now, at), readSeq: 0 };
  });
}

function awake(now: Conversation, at: number): Conversation {
  const updatedAt = new Date(at).toISOString();
  return { ...now, snoozedUntil: undefined, queue: queueOf(now.talk.status), updatedAt };
}
