import type { Topic } from "../playbook/playbook.ts";
import { PHRASES } from "./built-in-phrases.ts";
import { AROUND_WISHES, POLITE } from "./fillers.ts";
import { BUILT_INS, type BuiltIn } from "./reading.ts";
import { isSlipOf, wordsOf } from "./words.ts";

/** Finds the built-in that a whole message asks for. */
export interface BuiltInFinder {
  /** @param slips false where a free text is awaited, so that the name Huma is not taken for "human". */
  find(text: string, slips: boolean): BuiltIn | undefined;
}

/** Whether a topic changes a built-in rather than adding a subject of its own. */
export function isBuiltIn(name: string): name is BuiltIn {
  return (BUILT_INS as readonly string[]).includes(name);
}

/**
 * The phrases of the built-ins with those that the playbook adds under `anytime:`. A phrase that the author gives to a
 * topic of another name is the author's: "stop asking" may mean "not interested".
 */
export function makeBuiltIns(topics: readonly Topic[]): BuiltInFinder {
  const taken = new Set(
    topics.filter(({ name }) => !isBuiltIn(name)).flatMap(({ peopleSay }) => peopleSay.map(whole)),
  );
  const asSaid = new Map<string, BuiltIn>();
  const asMeant = new Map<string, BuiltIn>();
  for (const [phrase, name] of allPhrases(topics)) {
    const [said, meant] = [whole(phrase), core(wordsOf(phrase)).join(" ")];
    if (said === "" || taken.has(said)) continue;
    if (!asSaid.has(said)) asSaid.set(said, name);
    if (WORD_FOR_WORD.has(name)) continue;
    // "N a" without its "a" would make a plain "n" mean skip: one word counts only where it was listed alone.
    if ((meant.includes(" ") || meant === said) && !asMeant.has(meant)) asMeant.set(meant, name);
  }
  const book: PhraseBook = { asSaid, asMeant, byLength: byLengthOf(asMeant) };
  const strictBook: PhraseBook = { asSaid, asMeant, byLength: new Map() };
  return { find: (text, slips) => findIn(text, slips ? book : strictBook) };
}

/** Without "you" and "me", "what do you know about me" would be "what do I need to know about you" too. */
const WORD_FOR_WORD: ReadonlySet<BuiltIn> = new Set(["my_data"]);

function allPhrases(topics: readonly Topic[]): readonly (readonly [phrase: string, name: BuiltIn])[] {
  return BUILT_INS.flatMap((name) => {
    const own = topics.filter((topic) => topic.name === name).flatMap(({ peopleSay }) => peopleSay);
    return [...PHRASES[name].split(","), ...own].map((phrase) => [phrase, name] as const);
  });
}

function byLengthOf(asMeant: ReadonlyMap<string, BuiltIn>): ReadonlyMap<number, readonly Phrase[]> {
  const byLength = new Map<number, Phrase[]>();
  for (const [phrase, name] of asMeant) {
    const words = phrase.split(" ");
    byLength.set(words.length, [...(byLength.get(words.length) ?? []), { words, name }]);
  }
  return byLength;
}

interface Phrase {
  readonly words: readonly string[];
  readonly name: BuiltIn;
}

interface PhraseBook {
  readonly asSaid: ReadonlyMap<string, BuiltIn>;
  readonly asMeant: ReadonlyMap<string, BuiltIn>;
  readonly byLength: ReadonlyMap<number, readonly Phrase[]>;
}

function findIn(text: string, { asSaid, asMeant, byLength }: PhraseBook): BuiltIn | undefined {
  if (text.length > LONGEST) return undefined;
  const words = wordsOf(text);
  const exact = asSaid.get(words.join(" ")) ?? afterWish(words, asSaid);
  if (exact !== undefined) return exact;
  const meant = core(words);
  return (
    asMeant.get(meant.join(" ")) ??
    byLength
      .get(meant.length)
      ?.find((phrase) => phrase.words.every((word, index) => isNear(meant[index], word)))?.name
  );
}

/** "I want you to forget me, please": the phrase that is left when manners and the beginning of the wish are gone. */
function afterWish(words: readonly string[], asSaid: ReadonlyMap<string, BuiltIn>): BuiltIn | undefined {
  let rest = words.filter((word) => !POLITE.has(word));
  for (;;) {
    const found = asSaid.get(rest.join(" "));
    if (found !== undefined || !AROUND_WISHES.has(rest[0] ?? "")) return found;
    rest = rest.slice(1);
  }
}

/** A built-in is asked for in a few words; a long text that begins with "stop" is about something else. */
const LONGEST = 160;

function whole(phrase: string): string {
  return wordsOf(phrase).join(" ");
}

/** What is left of a wish without its manners: "can I please talk to a human" is "talk human". */
function core(words: readonly string[]): readonly string[] {
  return words.filter((word) => !AROUND_WISHES.has(word));
}

/** Slips in short words would turn "shop" into "stop" and "ship" into "skip". */
function isNear(said: string | undefined, wanted: string): boolean {
  if (said === wanted) return true;
  return said !== undefined && wanted.length >= 5 && said[0] === wanted[0] && isSlipOf(said, wanted);
}
