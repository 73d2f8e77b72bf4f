import { randomBytes } from "node:crypto";
import { freePort, type ParleyProcess, pause, startParley } from "./parley-process.ts";

export interface KillRun {
  readonly env: Readonly<Record<string, string>>;
  readonly kills: number;
  /** Acknowledged turns at least. */
  readonly turns: number;
  readonly conversations: number;
  /** False: each resend gets a new id, as if nothing took ids for what they are. The run must then find faults. */
  readonly sameIdOnResend: boolean;
}

export interface KillReport {
  readonly kills: number;
  readonly acknowledged: number;
  readonly resent: number;
  readonly timersFired: number;
  /** Each in a sentence: lost, doubled, out of order, a gap in seq, a timer early or twice. */
  readonly faults: readonly string[];
}

interface Talker {
  readonly id: string;
  readonly token: string;
  /** Acknowledged words, with the ids under which they were sent and the answer. */
  readonly acked: { readonly word: string; readonly id: string; readonly answer: string }[];
  resent: number;
  next: number;
}

interface Message {
  readonly seq: number;
  readonly from: string;
  readonly at: string;
  readonly text?: string;
}

/** Two seconds, as the playbook says. */
const SILENCE_MS = 2_000;
/** A share of answers is thrown away by the client, as a bad network would. */
const LOST_ANSWERS = 0.05;

/** Talkers send words to a server that is killed again and again; then the store is held against what they were told. */
export async function killRun(run: KillRun): Promise<KillReport> {
  const port = await freePort();
  const settings = { port, env: { ...run.env, PLAYBOOKS_DIR: "e2e/playbooks-counting" } };
  let server: ParleyProcess = await startParley(settings);
  let kills = 0;
  let over = false;
  const talkers = Array.from({ length: run.conversations }, newTalker);
  const acknowledged = () => talkers.reduce((sum, { acked }) => sum + acked.length, 0);

  try {
    await Promise.all(talkers.map((talker) => open(server.url, talker)));
    const talking = talkers.map((talker) => talkOn(server.url, talker, run.sameIdOnResend, () => over));
    while (kills < run.kills || acknowledged() < run.turns) {
      await pause(150 + Math.random() * 350);
      if (kills >= run.kills) continue;
      await server.kill();
      kills += 1;
      server = await startParley(settings);
    }
    over = true;
    await Promise.all(talking);
    await pause(SILENCE_MS + 1_500);
    const found = await Promise.all(talkers.map((talker) => examine(server.url, talker)));
    return {
      kills,
      acknowledged: acknowledged(),
      resent: talkers.reduce((sum, { resent }) => sum + resent, 0),
      timersFired: found.reduce((sum, { ticks }) => sum + ticks, 0),
      faults: found.flatMap(({ faults }) => faults),
    };
  } finally {
    over = true;
    await server.kill();
  }
}

function newTalker(): Talker {
  return {
    id: `c_${randomBytes(12).toString("hex")}`,
    token: randomBytes(32).toString("base64url"),
    acked: [],
    resent: 0,
    next: 1,
  };
}

async function open(url: string, talker: Talker): Promise<void> {
  const body = { id: talker.id, playbook: "counting", page: { url: "http://test.example/" } };
  await untilAnswered(() => post(`${url}/api/v1/conversations`, talker.token, body), 201);
}

async function talkOn(url: string, talker: Talker, sameId: boolean, over: () => boolean): Promise<void> {
  while (!over() && talker.next < 95) {
    const word = `w${talker.next}`;
    talker.next += 1;
    let id = newId();
    let tries = 0;
    const answer = await untilAnswered(() => {
      if (tries > 0) {
        talker.resent += 1;
        if (!sameId) id = newId();
      }
      tries += 1;
      return post(`${url}/api/v1/conversations/${talker.id}/messages`, talker.token, { id, text: word });
    }, 200);
    talker.acked.push({ word, id, answer });
    // People read before they write; without it the words run out before the kills do.
    await pause(Math.random() * 600);
  }
}

function newId(): string {
  return randomBytes(12).toString("hex");
}

/** Sends until the answer came through. Every trouble on the way is met by sending again. */
async function untilAnswered(send: () => Promise<Response>, wanted: number): Promise<string> {
  for (let tries = 0; tries < 2_000; tries++) {
    const answer = await send().then(
      async (response) => ({ status: response.status, body: await response.text() }),
      () => undefined,
    );
    if (answer?.status === wanted && Math.random() >= LOST_ANSWERS) return answer.body;
    if (answer && answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
      throw new Error(`${answer.status} ${answer.body}`);
    }
    await pause(20 + Math.random() * 60);
  }
  throw new Error("no answer after 2,000 tries");
}

function post(url: string, token: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(5_000),
  });
}

async function examine(
  url: string,
  talker: Talker,
): Promise<{ readonly faults: string[]; readonly ticks: number }> {
  const faults: string[] = [];
  const response = await fetch(`${url}/api/v1/conversations/${talker.id}/events?after=0`, {
    headers: { authorization: `Bearer ${talker.token}`, accept: "application/json" },
  });
  const { messages } = (await response.json()) as { messages: readonly Message[] };
  messages.forEach(({ seq }, index) => {
    if (seq !== index + 1) faults.push(`${talker.id}: seq ${seq} stands at place ${index + 1}`);
  });
  faults.push(...wordFaults(talker, messages), ...tickFaults(talker, messages));
  // An id that was answered long ago is answered again the same, and nothing is applied.
  const sample = talker.acked.at(-1);
  if (sample) {
    const body = { id: sample.id, text: sample.word };
    const again = await post(`${url}/api/v1/conversations/${talker.id}/messages`, talker.token, body);
    if ((await again.text()) !== sample.answer)
      faults.push(`${talker.id}: ${sample.word} was answered otherwise`);
  }
  return { faults, ticks: messages.filter(({ text }) => text === "Tick.").length };
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
