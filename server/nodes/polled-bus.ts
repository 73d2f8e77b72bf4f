import type { Conversation, ConversationStore, Note } from "../stores/ports.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { Bus, Hint, LocalBus } from "../turns/bus.ts";
import type { Change, ChangeFeed } from "./change-feed.ts";

export interface PolledBusSetting {
  readonly changes: ChangeFeed;
  readonly conversations: Pick<ConversationStore, "load">;
  siteId(): string;
  readonly timekeeper: Timekeeper;
  /** Whether a round has to ask. Default: always. */
  needed?(): boolean;
}

export interface PolledBus extends Bus {
  /** Asks the store what others have done and tells it here. Asks nothing while nobody listens, or it is not needed. */
  round(): Promise<void>;
}

/** Clocks of two nodes may lie so far apart, and a save may take so long, without a hint being lost. */
const OVERLAP_MS = 5_000;
const AT_ONCE = 500;

/**
 * Hears of other nodes by asking the store. What happens here is told here at once.
 *
 * @param local who listens here.
 */
export function polledBus(setting: PolledBusSetting, local: LocalBus): PolledBus {
  const { changes, timekeeper, siteId, needed = () => true } = setting;
  /** What was told last of a conversation that changed a moment ago. */
  const told = new Map<string, { readonly at: number; readonly key: string }>();
  const notes = new Map<string, { readonly at: number }>();
  let asked = timekeeper.now();

  const tell = (hint: Hint) => {
    const now = timekeeper.now();
    told.set(hint.conversation, { at: now, key: keyOf(hint) });
    if (hint.note) notes.set(hint.note.id, { at: now });
    local.tell(hint);
  };

  const tellChange = async (change: Change, since: number) => {
    const { id, seq, status, acts } = change;
    const counted = acts > 0 && { acts };
    // A turn may leave all of that as it was, such as one that asks somebody: what is younger than what was told is news.
    const last = told.get(id);
    const known = last?.key === keyOf(change) && last.at >= change.at;
    if (!known) tell({ conversation: id, seq, status, ...counted });
    if (change.notes === 0 || !local.heardByAll()) return;
    for (const note of await freshNotes(setting, id, since)) {
      if (!notes.has(note.id)) tell({ conversation: id, seq, status, ...counted, note });
    }
  };

  return {
    ...local,
    tell,
    round: async () => {
      const now = timekeeper.now();
      const since = asked - OVERLAP_MS;
      if (local.heard() && needed()) {
        for await (const change of pagesOf(changes, siteId(), since)) await tellChange(change, since);
      }
      asked = now;
      forget(told, since);
      forget(notes, since);
    },
  };
}

/** A note, when there is one of that id. */
export async function noteOf(
  { conversations, siteId }: Pick<PolledBusSetting, "conversations" | "siteId">,
  conversation: string,
  id: string,
): Promise<Note | undefined> {
  const found = await conversations.load(siteId(), conversation);
  return notesIn(found).find((note) => note.id === id);
}

async function freshNotes(setting: PolledBusSetting, id: string, since: number): Promise<readonly Note[]> {
  const found = await setting.conversations.load(setting.siteId(), id);
  return notesIn(found).filter(({ at }) => Date.parse(at) >= since);
}

function notesIn(conversation: Conversation | undefined): readonly Note[] {
  return conversation?.notes ?? [];
}

async function* pagesOf(changes: ChangeFeed, siteId: string, since: number): AsyncGenerator<Change> {
  for (let from = since; ; ) {
    const page = await changes.changed(siteId, from, AT_ONCE);
    yield* page;
    const last = page.at(-1);
    // A whole page of one millisecond cannot be paged by time: the next round, or the browser's own pull, brings the rest.
    if (page.length < AT_ONCE || last === undefined || last.at === from) return;
    from = last.at;
  }
}

function forget(told: Map<string, { readonly at: number }>, before: number): void {
  for (const [id, { at }] of told) if (at < before) told.delete(id);
}

function keyOf({ seq, status, acts = 0 }: Pick<Hint, "seq" | "status" | "acts">): string {
  return `${seq} ${status} ${acts}`;
}
