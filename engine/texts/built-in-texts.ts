import { type BuiltInTexts, ENGLISH } from "./built-in/english.ts";
import { FRENCH } from "./built-in/french.ts";
import { GERMAN } from "./built-in/german.ts";
import { PORTUGUESE } from "./built-in/portuguese.ts";
import { SPANISH } from "./built-in/spanish.ts";
import type { Template } from "./template.ts";

export type BuiltInName = Exclude<keyof BuiltInTexts, "sorries">;

const BY_LANGUAGE: Readonly<Record<string, BuiltInTexts>> = {
  en: ENGLISH,
  de: GERMAN,
  fr: FRENCH,
  es: SPANISH,
  pt: PORTUGUESE,
};

/**
 * A text of the bot's own in a language such as "de" or "de-AT"; English where there is none.
 *
 * @param slots what stands for the words in braces
 */
export function builtInText(
  name: BuiltInName,
  language: string,
  slots: Readonly<Record<string, string>> = {},
): string {
  return filled(textsIn(language)[name], slots);
}

/** Said when a question that has no `sorry` of its own is not answered; the question follows. */
export function sorryFor(kind: string, language = "en"): string {
  const texts = textsIn(language);
  return own(texts.sorries, kind) ?? texts.sorry;
}

/** A text of the bot's own as a text of a playbook: it speaks every language. */
export function builtInTemplate(name: BuiltInName): Template {
  const at = { line: 1, column: 1 };
  const inLanguage = Object.fromEntries(
    Object.entries(BY_LANGUAGE).map(([language, texts]) => [
      language,
      { source: texts[name], parts: [texts[name]], at },
    ]),
  );
  return { source: ENGLISH[name], parts: [ENGLISH[name]], at, inLanguage };
}

function textsIn(language: string): BuiltInTexts {
  return own(BY_LANGUAGE, language.toLowerCase().split("-")[0] ?? "") ?? ENGLISH;
}

/** Each `{name}` once, from left to right: what is put in is never read again. */
function filled(text: string, slots: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{([a-z]+)\}/g, (whole, name: string) => own(slots, name) ?? whole);
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
