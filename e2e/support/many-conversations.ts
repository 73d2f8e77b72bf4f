import { openStores } from "../../server/stores/open-stores.ts";
import type { Conversation } from "../../server/stores/ports.ts";

const AT_ONCE = 500;
const NAMES = ["Ana Keller", "Marek Nowak", "Priya Raman", "Jonas Weber", "Sofia Marin", "Dario Conti"];

/** Puts copies of a conversation that waits into a site's folder: other people, who wait since other times. */
export async function manyLike(dataDir: string, siteId: string, id: string, count: number): Promise<void> {
  const stores = await openStores({ mongodbUri: undefined, dataDir });
  try {
    const model = await stores.conversations.load(siteId, id);
    if (!model) throw new Error(`there is no conversation ${id}`);
    for (let from = 0; from < count; from += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, n) => copyOf(model, from + n));
      await Promise.all(some.map((copy) => stores.conversations.create(copy)));
    }
  } finally {
    await stores.close();
  }
}

function copyOf(model: Conversation, n: number): Conversation {
  const since = new Date(Date.parse(model.updatedAt) - (n + 1) * 1_000).toISOString();
  const name = `${NAMES[n % NAMES.length]} ${n}`;
  return {
    ...model,
    id: `conversation-${String(n).padStart(6, "0")}`,
    v: 1,
    visitor: n.toString(16).padStart(64, "0"),
    createdAt: since,
    updatedAt: since,
    waitingSince: since,
    answerBy: undefined,
    nextDueAt: undefined,
    nextTryAt: undefined,
    outbox: [],
    recent: [],
    talk: { ...model.talk, clocks: [] },
    identity: { sub: `visitor-${n}`, email: undefined, name, verifiedAt: since },
  };
}
