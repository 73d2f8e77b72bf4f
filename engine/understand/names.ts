import { POLITE } from "./fillers.ts";
import { fold, wordsOf } from "./words.ts";

/**
 * A person's name out of the answer to "what should I call you?": "Ana", "I'm Ana", "my name is Ana Keller",
 * "Ana here". A greeting, a yes, an address, a figure or a sentence is no name.
 */
export function readName(text: string): string | undefined {
  const line = trimmed(text);
  const introduced = introducedName(line);
  if (introduced !== undefined) return introduced;
  const name = line.replace(GREETING, "").replace(WHERE_FROM, "");
  return isNameLike(name, 8) && !BEGINS_NO_NAME.has(firstWord(name)) ? trimmed(name) : undefined;
}

/** The name in "I'm Ana" or "my name is Ana Keller", wherever such words begin the text; else undefined. */
export function introducedName(text: string): string | undefined {
  const line = trimmed(text).replace(GREETING, "");
  const [, said] = INTRODUCTION.exec(line) ?? [];
  const [, here] = /^(.{1,60}?)\s+(?:here|speaking)$/iu.exec(line) ?? [];
  const name = trimmed(said ?? here ?? "").replace(WHERE_FROM, "");
  return isNameLike(name, 5) && !NO_NAME_AFTER.has(firstWord(name)) && !endsAsVerb(name)
    ? trimmed(name)
    : undefined;
}

/** The name in "Ana from Acme", where nothing else is said. */
export function nameFromCompany(text: string): string | undefined {
  const line = trimmed(text).replace(GREETING, "");
  const name = line.replace(WHERE_FROM, "");
  return name !== line && isPlainName(name) && !BEGINS_NO_NAME.has(firstWord(name))
    ? trimmed(name)
    : undefined;
}

/** The name of an introduction that leaves no doubt where no name was asked for. */
export function plainIntroduction(text: string): string | undefined {
  const name = introducedName(text);
  return name !== undefined && isPlainName(name) ? name : undefined;
}

/** One to four words with capitals, none of them a word for a job: "I'm Head of Sales" is not a name. */
function isPlainName(name: string): boolean {
  if (!isNameLike(name, 4)) return false;
  return name
    .split(" ")
    .every((word) => PARTICLES.has(word) || (/^\p{Lu}[\p{L}.'’-]*$/u.test(word) && !isTitle(word)));
}

function isTitle(word: string): boolean {
  return /^\p{Lu}{2,}$/u.test(word) || NO_PERSONS.has(fold(word));
}

function trimmed(text: string): string {
  return text
    .slice(0, 300)
    .replace(/\s+/gu, " ")
    .replace(/^[\s"'“”‘’,;:.!-]+/u, "")
    .replace(/[\s"'“”‘’,;:.!)-]+$/u, "");
}

const GREETING =
  /^(?:(?:hi|hello|hey|hallo|hola|bonjour|ola|olá|good (?:morning|afternoon|evening)|sure|ok|okay|yes|yeah)(?: there)?[\s,.!-]+)+/iu;
const INTRODUCTION =
  /^(?:my (?:full |first )?name(?: is|'s|’s|s)|(?:you can |please |just )*call me|i am|i['’]?m|it is|it['’]?s|this is|the name is|the name['’]?s|name[:=]?|mein name ist|ich bin|ich hei(?:ß|ss)e|je suis|je m['’]appelle|moi c['’]est|soy|me llamo|mi nombre es|(?:eu )?sou(?: o| a)?|meu nome (?:é|e)|me chamo)[\s:]+(.{1,120})$/iu;
const WHERE_FROM = /\s*,?\s+(?:from|at|bei|de chez)\s+\S.*$/u;

function firstWord(text: string): string {
  return wordsOf(text.split(" ", 1)[0] ?? "")[0] ?? "";
}

function isNameLike(text: string, mostWords: number): boolean {
  const words = wordsOf(text);
  if (words.length === 0 || words.length > mostWords || text.length > 80) return false;
  if (/[\d@#<>{}[\]|\\/=?!;:€$£%&*_]/u.test(text) || !/\p{L}/u.test(text)) return false;
  return !words.every((word) => POLITE.has(word) || NO_NAMES.has(word));
}

function endsAsVerb(name: string): boolean {
  return /^\p{Ll}+ing\b/u.test(name);
}

const split = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/u).map(fold));

/** Said instead of a name. */
const NO_NAMES = split(
  `yes yep yeah no nope sure ok okay good fine great cool nothing none nobody anonymous whatever test maybe there morning afternoon
  evening day ja nein oui non si sim nao idk lol my the a i name you me it is what`,
);
/** A sentence about oneself, not a name: "I'm looking …", "it's complicated". */
const NO_NAME_AFTER = split(
  `a an the not in from at on with for of to just only here there so very really still also and or but as about interested looking
  trying hoping wondering working sorry good fine great ok okay sure happy afraid new busy ready curious done lost confused
  responsible currently already based called the our my your their this that what who it no yes complicated none private secret
  ein eine der die das nicht aus bei hier auf interessiert un une le la pas de ici interesse uno el los no aqui em nao um uma`,
);
/** A whole answer that begins like this is a sentence. */
const BEGINS_NO_NAME = split(
  `i im ive id ill we were you your my our it its this that these they there he she what whats how why where when who which could do does
  is are the a an not no dont please let lets tell give show need want would looking just only about because if for from
  ich wir sie es mein nicht je nous vous il mon ma yo nosotros mi eu nos meu minha nao`,
);

const PARTICLES: ReadonlySet<string> = new Set(
  "van von der den de da do dos di del la le al el bin ibn y e".split(" "),
);
/** Capital letters, but a job, a nation or a greeting. */
const NO_PERSONS = split(
  `head director manager owner founder chief president partner lead leader engineer developer designer marketer student freelancer
  consultant analyst recruiter marketing sales support finance operations greetings regards cheers best message mail question request
  german english american british french spanish portuguese italian swiss austrian european indian chinese`,
);
