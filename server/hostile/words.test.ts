import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import type { Ask } from "../testing/test-server.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";
import { WORDS } from "./collections/words.ts";
import { tell, tryAll } from "./figures.ts";

// Hundreds of conversations each, on a machine that may be busy.
jest.setTimeout(180_000);

const MOST_MS = 250;
let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const ID = /^[A-Za-z0-9_-]{8,64}$/;
let count = 0;

/** A visitor who begins on this page and then says these words. @returns all answers. */
async function talk(page: object, facts: object | undefined, words: readonly string[]) {
  const visitor = server.visitor();
  count += 1;
  const id = `conversation-words-${count}`;
  const answers = [await visitor("POST", "/api/v1/conversations", { id, page, ...(facts && { facts }) })];
  for (const [index, text] of words.entries()) {
    answers.push(
      await visitor("POST", `/api/v1/conversations/${id}/messages`, { id: `message-${index}`, text }),
    );
  }
  return { id, visitor, answers };
}

/** Taken, or refused with a code of its own; never a fault of ours. */
function faultIn(
  answers: readonly { readonly status: number; readonly body: unknown }[],
  mayRefuse: boolean,
) {
  const bad = answers.find(({ status }) => status >= 500 || (status >= 400 && !mayRefuse));
  return bad && `was answered ${bad.status} ${JSON.stringify(bad.body).slice(0, 200)}`;
}

const PLACES: Readonly<Record<string, (words: string) => Parameters<typeof talk>>> = {
  "a message": (words) => [{ url: "https://a.example/pricing" }, undefined, [words]],
  "an answer to a number": (words) => [{ url: "https://a.example/pricing" }, undefined, ["Ana", words]],
  "a name, and then all to a handoff": (words) => [
    { url: "https://a.example/pricing" },
    undefined,
    [words, "80"],
  ],
  "a page title and a referrer": (words) => [
    { url: "https://a.example/pricing", title: words.slice(0, 300), referrer: words.slice(0, 2_000) },
    undefined,
    [],
  ],
  "an address with a campaign": (words) => [
    {
      url: `https://a.example/pricing?utm_source=${encodeURIComponent(wellFormed(words)).slice(0, 1_000)}`,
    },
    undefined,
    [],
  ],
  "an address that is none": (words) => [{ url: words.slice(0, 2_000) }, undefined, []],
  "a fact of the page": (words) => [
    { url: "https://a.example/pricing" },
    { plan: words.slice(0, 1_000) },
    [],
  ],
};

test.each(Object.keys(PLACES))("hostile words as %s do no harm; their twins are taken", async (place) => {
  const arrange = PLACES[place];
  if (!arrange) throw new Error(place);
  const figures = await tryAll(WORDS, MOST_MS, async (words, kind) => {
    const { answers } = await talk(...arrange(words));
    return faultIn(answers, kind === "hostile");
  });
  tell(`words as ${place}`, figures);
  expect(figures.faults).toEqual([]);
  expect(figures.tried).toBeGreaterThan(300);
});

test("what a rep reads is what was written, and nobody finds a word of it in the log", async () => {
  const rep = await server.rep("rep", "Tom");
  const seen = await readAll(rep, "/api/v1/inbox?queue=waiting");
  expect(seen.length).toBeGreaterThan(20);
  for (const { id } of seen.slice(0, 40)) {
    expect(ID.test(id)).toBe(true);
    expect((await rep("GET", `/api/v1/inbox/${id}`)).status).toBe(200);
  }
  const leads = await readAll(rep, "/api/v1/leads");
  for (const { id } of leads.slice(0, 40)) expect((await rep("GET", `/api/v1/leads/${id}`)).status).toBe(200);
  const log = server.lines.join("\n");
  expect(log.length).toBeGreaterThan(1_000);
  for (const word of ["hostile", "evil.example", "<script", "DROP TABLE"]) expect(log).not.toContain(word);
});

test("words to be looked for are words, not a language: no search fails", async () => {
  const rep = await server.rep("rep", "Eva");
  const figures = await tryAll(WORDS, MOST_MS, async (words, kind) => {
    const query = encodeURIComponent(wellFormed(words).slice(0, 200));
    return faultIn([await rep("GET", `/api/v1/leads?search=${query}`)], kind === "hostile");
  });
  tell("words to look for", figures);
  expect(figures.faults).toEqual([]);
});

async function readAll(ask: Ask, path: string): Promise<readonly { readonly id: string }[]> {
  const rows: { readonly id: string }[] = [];
  let cursor: string | null = null;
  do {
    const at =
      cursor === null ? path : `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await ask("GET", at);
    expect(status).toBe(200);
    rows.push(...(body.data as typeof rows));
    cursor = body.next_cursor;
  } while (cursor !== null);
  return rows;
}

/** What a URL can hold: halves of characters become the sign for "no character". */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
