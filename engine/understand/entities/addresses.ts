import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { find } from "linkifyjs";
import { emailsIn, spelledEmails } from "../emails.ts";
import { type Entity, entityAt } from "./entity.ts";

/** E-mail addresses, also spelled out: "hello at acme dot com", "ana (at) acme [dot] io". */
export function findEmails(text: string): readonly Entity[] {
  const plain = [...text.matchAll(ADDRESS)].flatMap(({ 0: found, index }) => {
    const bare = found.replace(/^(?:e-?mail|mail(?:to)?)[=:]/iu, "");
    const [email] = emailsIn(bare);
    const length = email === undefined ? 0 : Math.min(bare.length, email.length);
    const start = index + found.length - bare.length;
    return email === undefined ? [] : [entityAt("email", text, start, length, email)];
  });
  const spelled = spelledEmails(text).map(({ at, length, email }) =>
    entityAt("email", text, at, length, email),
  );
  return [...plain, ...spelled];
}

const ADDRESS = /[^\s@<>()[\]",;]{1,80}@[\p{L}\p{N}][\p{L}\p{N}.-]{1,120}[\p{L}\p{N}]/gu;
/** Web addresses; with "https://" where the visitor left it out. */
export function findUrls(text: string): readonly Entity[] {
  return find(text, "url").flatMap(({ value, start, end, href }) => {
    // "I read the docs.Then I gave up" holds no address.
    if (/\.[A-Z][a-z]+$/u.test(value) && !/^(?:https?:\/\/|www\.)/iu.test(value)) return [];
    // The library gives an address without a scheme the older one.
    const url = /^http:/iu.test(value) ? href : href.replace(/^http:/u, "https:");
    return [entityAt("url", text, start, end - start, url)];
  });
}

/** Telephone numbers: with a country code, or those of the country that the message names, else of `country`. */
export function findPhones(text: string, country: string): readonly Entity[] {
  const named = COUNTRIES.find(([words]) => words.test(text))?.[1];
  const home = named ?? (isSupportedCountry(country) ? country : undefined);
  return [...text.matchAll(DIGITS)].flatMap(({ 0: found, index }) => {
    const digits = found.replace(/\D/gu, "");
    if (digits.length < 7 || digits.length > 16 || DATE.test(found)) return [];
    const abroad = /^\s*(?:\+|00\s?[1-9])/u.test(found);
    const written = found.replace(/^\s*00\s?/u, "+").replace(/\(0\)/u, "");
    const phone = parsePhoneNumberFromString(
      written,
      abroad || home === undefined ? undefined : { defaultCountry: home },
    );
    const fits = phone !== undefined && (abroad ? phone.isPossible() : phone.isValid());
    return fits ? [entityAt("phone", text, index, found.trimEnd().length, phone.number)] : [];
  });
}

const DIGITS = /(?<![\p{L}\d$€£#.,-])(?:\+|\(?\d)[\d\s().\-/]{5,22}\d(?![\d%])/gu;
const DATE = /^\s*(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})\s*$/u;
const COUNTRIES: readonly (readonly [RegExp, CountryCode])[] = [
  [/\b(?:UK|U\.K\.|British|Britain|England|London)\b/u, "GB"],
  [/\b(?:German|Germany|Deutschland|Berlin|deutsche?s?)\b/u, "DE"],
  [/\b(?:French|France|Paris)\b/u, "FR"],
  [/\b(?:Spanish|Spain|España|Madrid)\b/u, "ES"],
  [/\b(?:Swiss|Switzerland|Schweiz|Zurich|Zürich)\b/u, "CH"],
  [/\b(?:Austrian?|Österreich|Vienna|Wien)\b/u, "AT"],
  [/\b(?:Brazil|Brazilian|Brasil)\b/u, "BR"],
  [/\b(?:Indian?|Mumbai|Delhi)\b/u, "IN"],
];
