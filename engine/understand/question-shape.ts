import { wordsOf } from "./words.ts";

/**
 * Whether a message is itself a question: it ends with a question mark, or is short and begins like one.
 * A longer text that begins with "when" or "how" is as likely a statement ("When we grow we lose leads").
 */
export function isQuestion(text: string): boolean {
  const trimmed = text.trim();
  if (/[?？][\s)"'!.]*$/u.test(trimmed) || trimmed.startsWith("¿")) return true;
  const words = wordsOf(trimmed);
  const [first = "", second = ""] = words;
  if (words.length < 2 || words.length > 12) return words.length === 1 && ASKS_ALONE.has(first);
  return QUESTION_WORDS.has(first) || (VERBS.has(first) && SUBJECTS.has(second));
}

const ASKS_ALONE = new Set(
  "what whats how why when where who warum wieso wann pourquoi quand cuando quando".split(" "),
);

const QUESTION_WORDS = new Set(
  `what whats what's how hows why whys when whens where wheres who whos whom whose which
  wie warum wieso weshalb wann wo wer wem wen welche welcher welches wieviel wozu
  comment pourquoi quand combien quel quelle quels quelles quoi
  como cuando donde quien cual cuanto cuantos cuanta cuantas
  quando onde quem qual quais quanto quantos`.split(/\s+/u),
);

// A verb alone is no sign: "Will Smith" and "Can Yilmaz" are names.
const VERBS = new Set(
  `is are am was were do does did can could will would should shall may have has had
  ist sind kann kannst konnen konntest gibt habt haben hast darf muss
  est es peux peut pouvez avez puis-je puede puedes pueden hay tienen tienes pode podem tem`.split(/\s+/u),
);
const SUBJECTS = new Set(
  `i you we it he she they there this that these those the my your our anyone somebody someone
  ich du sie wir ihr man es der die das mein meine
  je tu il elle on nous vous ce usted ustedes voce voces`.split(/\s+/u),
);
