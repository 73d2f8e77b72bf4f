import { createInstance, type i18n } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { de } from "./de.ts";
import { en } from "./en.ts";

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

type WithoutPlural<K> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K;
export type Word = WithoutPlural<keyof typeof en>;
export type Say = (word: Word, values?: Readonly<Record<string, string | number>>) => string;

/** The words of the console, in the language that the browser asks for until somebody has chosen one. */
export function createWords(asked: string | undefined): i18n {
  const words = createInstance();
  words.use(initReactI18next);
  void words.init({
    lng: asked?.toLowerCase().startsWith("de") ? "de" : "en",
    fallbackLng: "en",
    resources: { en: { translation: en }, de: { translation: de } },
    keySeparator: false,
    nsSeparator: false,
    // React escapes.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return words;
}

/** Says a word in the language that the person has chosen. */
export function useWords(): Say {
  const { t } = useTranslation();
  return (word, values) => t(word, { ...values });
}
