import { AROUND_ANSWERS } from "./fillers.ts";
import { fold } from "./words.ts";

/** A telephone number of 7 to 15 digits, as digits with a leading "+" where one was given ("00" is one). */
export function readPhone(text: string): string | undefined {
  if (text.length > 120) return undefined;
  const said = fold(text).replace(PHONE_WORDS, (word) =>
    PHONE_FILLERS.has(word) || AROUND_ANSWERS.has(word) ? " " : word,
  );
  const figure = said
    .replace(/[\s:,!]+$/u, "")
    .replace(/^[\s:,]+/u, "")
    .replace(/\.$/u, "");
  if (!/^\+?[\d\s().\-/–]+$/u.test(figure)) return undefined;
  const digits = figure.replace(/\(0\)/u, "").replace(/\D/gu, "");
  const abroad = figure.startsWith("+") ? digits : /^00[1-9]/u.test(digits) ? digits.slice(2) : undefined;
  const length = (abroad ?? digits).length;
  if (length < 7 || length > 15) return undefined;
  return abroad === undefined ? digits : `+${abroad}`;
}

const PHONE_WORDS = /\p{L}+/gu;
const PHONE_FILLERS = new Set(
  "phone number tel telephone mobile cell call me on under reach whatsapp nummer telefon handy numero telefone".split(
    " ",
  ),
);

/** A web address, with "https://" where the visitor left it out. Other schemes than http and https are refused. */
export function readUrl(text: string): string | undefined {
  const words = text.slice(0, 2000).trim().split(/\s+/u);
  const rest = words.filter((word) => !URL_FILLERS.has(fold(word).replace(/[,.:!]+$/u, "")));
  const [word = ""] = rest;
  if (rest.length !== 1 || word.includes("@")) return undefined;
  const match =
    /^(https?:\/\/)?((?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,63})((?::\d{1,5})?(?:[/?#]\S*)?)$/iu.exec(
      word.replace(/[.,!)]+$/u, ""),
    );
  if (match === null) return undefined;
  const [, scheme = "https://", host = "", path = ""] = match;
  return `${scheme.toLowerCase()}${host.toLowerCase()}${path}`;
}

const URL_FILLERS = new Set([
  ...AROUND_ANSWERS,
  ..."at website site page web url address link homepage company companys".split(" "),
]);
