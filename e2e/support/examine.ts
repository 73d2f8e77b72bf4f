import type { Stores } from "../../server/stores/ports.ts";
import { post, type Talker } from "./talkers.ts";

interface Message {
  readonly seq: number;
  readonly from: string;
  readonly at: string;
  readonly text?: string;
}

export interface Examined {
  readonly ticks: number;
  /** How many messages there are. */
  readonly lastSeq: number;
  /** Each in a sentence: lost, doubled, out of order, a gap in seq, a timer early or twice. */
  readonly faults: readonly string[];
}

/** Two seconds, as the playbook says. */
export const SILENCE_MS = 2_000;
/** So many acknowledged words of a talker are sent again, long after: the answers must be what they were. */
const ASKED_AGAIN = 5;

/** Holds what the nodes tell of a conversation against what its visitor was told. */
export async function examine(urls: readonly string[], talker: Talker): Promise<Examined> {
  const faults = [...talker.faults];
  const [messages = [], ...others] = await Promise.all(urls.map((url) => allMessages(url, talker)));
  for (const other of others) {
    if (JSON.stringify(other) !== JSON.stringify(messages)) faults.push(`${talker.id}: two nodes differ`);
  }
  messages.forEach(({ seq }, index) => {
    if (seq !== index + 1) faults.push(`${talker.id}: seq ${seq} stands at place ${index + 1}`);
  });
  faults.push(...wordFaults(talker, messages), ...tickFaults(talker, messages));
  for (let n = 0; n < ASKED_AGAIN; n++) {
    const sample = talker.acked[Math.floor(Math.random() * talker.acked.length)];
    const url = urls[n % urls.length];
    if (!sample || url === undefined) continue;
    const body = { id: sample.id, text: sample.word };
    const again = await post(`${url}/api/v1/conversations/${talker.id}/messages`, talker.token, body);
    if ((await again.text()) !== sample.answer)
      faults.push(`${talker.id}: ${sample.word} was answered otherwise`);
  }
  return { faults, lastSeq: messages.length, ticks: messages.filter(({ text }) => text === "Tick.").length };
}

/** What the outbox had to bring elsewhere is there, and nothing is left in it. Asked of the store itself, at rest. */
export async function outboxFaults(stores: Stores, site: string, talker: Talker): Promise<readonly string[]> {
  const [conversation, kept] = await Promise.all([
    stores.conversations.load(site, talker.id),
    stores.leads.load(site, talker.id),
  ]);
  const faults: string[] = [];
  const left = conversation?.outbox.length ?? 0;
  if (left > 0) faults.push(`${talker.id}: ${left} outbox items were never delivered`);
  const last = talker.acked.at(-1)?.word;
  const word = kept?.lead.answers.find(({ name }) => name === "word")?.value;
  if (last !== undefined && word !== last) {
    faults.push(`${talker.id}: the lead says ${String(word)}, the last word was ${last}`);
  }
  return faults;
}

async function allMessages(url: string, talker: Talker): Promise<readonly Message[]> {
  const response = await fetch(`${url}/api/v1/conversations/${talker.id}/events?after=0`, {
    headers: { authorization: `Bearer ${talker.token}`, accept: "application/json" },
  });
  const { messages } = (await response.json()) as { messages: readonly Message[] };
  return messages;
}

/** Every acknowledged word is there once, and in order. */
function wordFaults(talker: Talker, messages: readonly Message[]): string[] {
  const words = messages.flatMap(({ from, text }) =>
    from === "visitor" && text !== undefined ? [text] : [],
  );
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const lost = talker.acked
    .filter(({ word }) => !counts.has(word))
    .map(({ word }) => `${talker.id}: ${word} is lost`);
  const doubled = [...counts]
    .filter(([, count]) => count > 1)
    .map(([word]) => `${talker.id}: ${word} is doubled`);
  const numbers = [...counts.keys()].map((word) => Number(word.slice(1)));
  const disordered = numbers.some((number, index) => number < (numbers[index - 1] ?? 0));
  return [...lost, ...doubled, ...(disordered ? [`${talker.id}: words are out of order`] : [])];
}

/** The clock of silence fires once after a message, never early, and after the last one for sure. */
function tickFaults(talker: Talker, messages: readonly Message[]): string[] {
  const faults: string[] = [];
  let since = 0;
  let ticked = false;
  for (const message of messages) {
    if (message.from === "visitor" || message.seq === 1) {
      since = Date.parse(message.at);
      ticked = false;
    }
    if (message.text !== "Tick.") continue;
    if (ticked) faults.push(`${talker.id}: a timer fired twice, at ${message.seq}`);
    if (Date.parse(message.at) - since < SILENCE_MS)
      faults.push(`${talker.id}: a timer fired early, at ${message.seq}`);
    ticked = true;
  }
  if (!ticked) faults.push(`${talker.id}: the last timer never fired`);
  return faults;
}
