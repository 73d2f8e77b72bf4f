import { POLITE } from "./fillers.ts";
import { wordsOf } from "./words.ts";

/**
 * Yes or no, where the whole message says so: "yep", "sure, go ahead", "no thanks", "not really". A message that says
 * both, or anything beside it, is neither.
 */
export function readYesNo(text: string): boolean | undefined {
  const words = wordsOf(text.replaceAll("👍", " yes ").replaceAll("✅", " yes ").replaceAll("👎", " no "));
  if (words.length === 0 || words.length > 12) return undefined;
  let found: boolean | undefined;
  let at = 0;
  while (at < words.length) {
    const next = longestAt(words, at);
    if (next === undefined) {
      if (!ASIDE.has(words[at] ?? "")) return undefined;
      at++;
    } else {
      if (found !== undefined && found !== next.says) return undefined;
      found = next.says;
      at += next.length;
    }
  }
  return found;
}

/** "Ok" is yes where nothing else is said; beside a plain "no" it is manners, so it is looked up as a phrase only. */
const ASIDE: ReadonlySet<string> = new Set(
  [...POLITE]
    .filter((word) => word !== "ok" && word !== "okay")
    .concat("i", "it", "we", "me", "for", "very", "much", "all", "that", "thats", "its", "you", "is"),
);

function longestAt(
  words: readonly string[],
  at: number,
): { readonly says: boolean; readonly length: number } | undefined {
  for (let length = Math.min(LONGEST, words.length - at); length > 0; length--) {
    const says = PHRASES.get(words.slice(at, at + length).join(" "));
    if (says !== undefined) return { says, length };
  }
  return undefined;
}

const LONGEST = 4;

const PHRASES: ReadonlyMap<string, boolean> = new Map(
  (
    [
      [
        true,
        `yes, y, yep, yeah, yea, yeh, yess, yesss, yup, ya, aye, sure, sure thing, of course, ofc, ok, okay, okey, k, correct, right,
        thats right, thats correct, that is right, that is correct, all right, alright, all correct, all good, exactly, absolutely,
        definitely, certainly, totally, indeed, true, perfect, fine, fine by me, sounds good, sounds great, looks good, looks right,
        lgtm, please do, go ahead, lets do it, lets go, why not, gladly, with pleasure, i do, i am, i would, i agree, agreed, we do,
        we are, it is, it does, it would, you bet, by all means, affirmative, great, gladly, id love to, love to, happy to,
        ja, jep, jo, jawohl, klar, na klar, genau, stimmt, stimmt so, richtig, naturlich, gerne, gern, sicher, auf jeden fall, passt,
        einverstanden, alles richtig,
        oui, ouais, daccord, dac, bien sur, exact, exactement, tout a fait, volontiers, cest ca, cest correct, pourquoi pas,
        si, claro, claro que si, vale, por supuesto, correcto, exacto, de acuerdo, asi es, desde luego,
        sim, com certeza, claro que sim, isso, isso mesmo, certo, pode ser, com prazer, esta certo`,
      ],
      [
        false,
        `no, n, nope, nah, nay, naw, noo, not really, not at all, not yet, not now, not today, not quite, not exactly, no way, never, negative, no thank you,
        rather not, id rather not, i dont, i do not, i dont think so, dont think so, im not, i am not, i wouldnt, we dont, we do not,
        we arent, it isnt, it doesnt, its not, wrong, incorrect, not correct, not right, thats wrong, thats not right, thats not correct,
        false, no need,
        nein, nee, ne, no, nicht wirklich, eher nicht, auf keinen fall, falsch, stimmt nicht, nein danke, noch nicht, lieber nicht,
        non, pas vraiment, pas du tout, non merci, pas encore, jamais, faux,
        no gracias, para nada, de ninguna manera, todavia no, incorrecto, nunca, claro que no,
        nao, nao obrigado, nao obrigada, ainda nao, de jeito nenhum, errado, claro que nao`,
      ],
    ] as const
  ).flatMap(([says, list]) =>
    list.split(",").map((phrase) => [phrase.trim().replace(/\s+/gu, " "), says] as const),
  ),
);
