import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";

/** One request of one talker, and what became of it. */
export interface Attempt {
  /** ms of this process's clock. */
  readonly from: number;
  readonly to: number;
  /** 0: no answer at all. */
  readonly status: number;
  /** Whether a 503 was a problem+json with Retry-After. */
  readonly polite: boolean;
}

export interface Talkers {
  readonly attempts: readonly Attempt[];
  acknowledged(): number;
  /** Sends nothing new, and resolves when what is on its way was acknowledged. */
  stop(): Promise<void>;
  /** Holds what the server has now against what was acknowledged; each fault in a sentence. */
  faults(): Promise<readonly string[]>;
}

interface Talker {
  readonly id: string;
  readonly token: string;
  readonly acked: { readonly id: string; readonly text: string; readonly answer: string }[];
}

/** Endless words, and nothing else. */
export const WORDS = `
playbook: words
start_when:
  - page: /*
questions:
  word: { ask: Next word?, answer: text }
talk:
  start:
    - ask: word
    - goto: start
`;

const PAUSE_MS = 60;
/** No store is away for so long. */
const PATIENCE_MS = 60_000;

/** Visitors who each send one word after the other, each until it is acknowledged. */
export async function startTalkers(
  url: string,
  count: number,
  logged: () => readonly string[] = () => [],
): Promise<Talkers> {
  const attempts: Attempt[] = [];
  let over = false;

  const ask = async (talker: Talker, method: string, path: string, body?: object) => {
    const from = performance.now();
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${talker.token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    }).then(
      async (response) => ({
        status: response.status,
        text: await response.text(),
        headers: response.headers,
      }),
      () => ({ status: 0, text: "", headers: new Headers() }),
    );
    const polite = answer.headers.get("retry-after") !== null && answer.text.includes('"code":"TRY_AGAIN"');
    attempts.push({ from, to: performance.now(), status: answer.status, polite });
    return answer;
  };
  const untilAnswered = async (talker: Talker, path: string, body: object): Promise<string> => {
    const until = performance.now() + PATIENCE_MS;
    while (performance.now() < until) {
      const { status, text } = await ask(talker, "POST", path, body);
      if (status === 200 || status === 201) return text;
      if (status !== 503 && status !== 0) throw new Error([status, text, ...logged()].join("\n"));
      await setTimeout(PAUSE_MS);
    }
    throw new Error(`no answer to ${path} in ${PATIENCE_MS} ms`);
  };
  const talk = async (talker: Talker) => {
    for (let n = 1; !over; n++) {
      const [id, text] = [randomBytes(12).toString("hex"), `w${n}`];
      const answer = await untilAnswered(talker, `/api/v1/conversations/${talker.id}/messages`, { id, text });
      talker.acked.push({ id, text, answer });
      await setTimeout(PAUSE_MS);
    }
  };
  const faultsOf = async (talker: Talker): Promise<readonly string[]> => {
    const { text } = await ask(talker, "GET", `/api/v1/conversations/${talker.id}/events?after=0`);
    const { messages } = JSON.parse(text) as {
      messages: readonly { seq: number; from: string; text: string }[];
    };
    const words = messages.filter(({ from }) => from === "visitor").map((message) => message.text);
    const wanted = talker.acked.map((acked) => acked.text);
    const last = talker.acked.at(-1);
    const again =
      last &&
      (await untilAnswered(talker, `/api/v1/conversations/${talker.id}/messages`, {
        id: last.id,
        text: last.text,
      }));
    return [
      ...(messages.every(({ seq }, index) => seq === index + 1) ? [] : [`${talker.id}: seq is not dense`]),
      ...(JSON.stringify(words) === JSON.stringify(wanted)
        ? []
        : [`${talker.id}: ${words.join(" ")} for ${wanted.join(" ")}`]),
      ...(again === last?.answer ? [] : [`${talker.id}: the same id was answered otherwise`]),
    ];
  };

  const talkers = Array.from({ length: count }, (): Talker => {
    const [id, token] = [randomBytes(12).toString("hex"), randomBytes(32).toString("base64url")];
    return { id, token, acked: [] };
  });
  const begin = (talker: Talker) =>
    untilAnswered(talker, "/api/v1/conversations", {
      id: talker.id,
      playbook: "words",
      page: { url: "http://test.example/" },
    });
  await Promise.all(talkers.map(begin));
  attempts.splice(0);
  const talking = talkers.map(talk);
  return {
    attempts,
    acknowledged: () => talkers.reduce((sum, { acked }) => sum + acked.length, 0),
    stop: async () => {
      over = true;
      await Promise.all(talking);
    },
    faults: async () => (await Promise.all(talkers.map(faultsOf))).flat(),
  };
}
