import { randomBytes } from "node:crypto";
import { pause } from "./parley-process.ts";

/** A visitor who says one numbered word after the other. */
export interface Talker {
  readonly id: string;
  readonly token: string;
  /** Acknowledged words, with the ids under which they were sent and the answer. */
  readonly acked: { readonly word: string; readonly id: string; readonly answer: string }[];
  readonly faults: string[];
  resent: number;
  /** Words that went to two nodes at the same moment. */
  twice: number;
  next: number;
}

export interface TalkSettings {
  /** Addresses of the nodes; any of them serves any request. */
  readonly urls: readonly string[];
  /** Words after which a talker has said enough. */
  readonly words: number;
  /** Longest pause between two words, ms. */
  readonly thinking: number;
  /** Share of the words that go to two nodes at once, 0 to 1. */
  readonly twice: number;
  /** False: each resend gets a new id, as if nothing took ids for what they are. */
  readonly sameIdOnResend: boolean;
}

/** A share of answers is thrown away by the client, as a bad network would. */
const LOST_ANSWERS = 0.05;
const HEARD_MS = 5_000;

export function newTalker(): Talker {
  return {
    id: `c_${randomBytes(12).toString("hex")}`,
    token: randomBytes(32).toString("base64url"),
    acked: [],
    faults: [],
    resent: 0,
    twice: 0,
    next: 1,
  };
}

/** Begins the conversation on both nodes at once: it must be one all the same. */
export async function begin({ urls }: TalkSettings, talker: Talker): Promise<void> {
  const body = { id: talker.id, playbook: "counting", page: { url: "http://test.example/" } };
  const begun = urls.map((url) =>
    untilAnswered(() => post(`${url}/api/v1/conversations`, talker.token, body), 201),
  );
  const answers = new Set(await Promise.all(begun));
  if (answers.size > 1) talker.faults.push(`${talker.id}: begun twice, with different answers`);
}

export async function talkOn(settings: TalkSettings, talker: Talker, over: () => boolean): Promise<void> {
  while (!over() && talker.next <= settings.words) {
    const word = `w${talker.next}`;
    talker.next += 1;
    let id = newId();
    let tries = 0;
    let node = Math.floor(Math.random() * settings.urls.length);
    const toTwo = settings.urls.length > 1 && Math.random() < settings.twice;
    if (toTwo) talker.twice += 1;
    const answer = await untilAnswered(() => {
      if (tries > 0) {
        talker.resent += 1;
        node += 1;
        if (!settings.sameIdOnResend) id = newId();
      }
      tries += 1;
      const say = toTwo ? sayToTwo : sayToOne;
      return say(settings.urls, node, talker, { id, text: word });
    }, 200);
    talker.acked.push({ word, id, answer });
    // People read before they write; without it the words run out before the kills do.
    await pause(Math.random() * settings.thinking);
  }
}

interface Said {
  readonly id: string;
  readonly text: string;
}

function sayToOne(urls: readonly string[], node: number, talker: Talker, body: Said): Promise<Response> {
  const url = urls[node % urls.length];
  return post(`${url}/api/v1/conversations/${talker.id}/messages`, talker.token, body);
}

/** At the same moment. Their answers have to be the same to the letter. */
async function sayToTwo(
  urls: readonly string[],
  node: number,
  talker: Talker,
  body: Said,
): Promise<Response> {
  const both = [node, node + 1].map((one) => sayToOne(urls, one, talker, body));
  const answers = (await Promise.allSettled(both)).flatMap((one) =>
    one.status === "fulfilled" ? [one.value] : [],
  );
  const good = answers.filter(({ ok }) => ok);
  const texts = await Promise.all(good.map((answer) => textOf(answer.clone())));
  const whole = texts.filter((text) => text !== undefined);
  if (new Set(whole).size > 1) talker.faults.push(`${talker.id}: ${body.text} was answered in two ways`);
  const [answer] = good.length > 0 ? good : answers;
  if (!answer) throw new Error("no node answered");
  return answer;
}

/** Undefined when the node died while it answered. */
function textOf(answer: Response): Promise<string | undefined> {
  return answer.text().catch(() => undefined);
}

function newId(): string {
  return randomBytes(12).toString("hex");
}

/** Sends until the answer came through. Every trouble on the way is met by sending again. */
async function untilAnswered(send: () => Promise<Response>, wanted: number): Promise<string> {
  for (let tries = 0; tries < 2_000; tries++) {
    const answer = await send()
      .then(async (response) => ({ status: response.status, body: await response.text() }))
      .catch(() => undefined);
    if (answer?.status === wanted && Math.random() >= LOST_ANSWERS) return answer.body;
    if (answer && answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
      throw new Error(`${answer.status} ${answer.body}`);
    }
    await pause(60 + Math.random() * 140);
  }
  throw new Error("no answer after 2,000 tries");
}

export function post(url: string, token: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(HEARD_MS),
  });
}
