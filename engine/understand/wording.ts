import type { Question } from "../questions/question.ts";
import { fold, stem, wordsOf } from "./words.ts";

/** What a question's own words tell about its answers. */
export interface Wording {
  /** Stems of all words of its text, name and `called`. */
  readonly stems: ReadonlySet<string>;
  readonly aboutPeople: boolean;
  readonly aboutMoney: boolean;
  /** Codes of the currencies it names ("EUR"); empty when it names none. */
  readonly currencies: ReadonlySet<string>;
}

/** Kept with the question, since a question never changes. */
export function wordingOf(question: Question): Wording {
  const kept = KEPT.get(question);
  if (kept !== undefined) return kept;
  // Slots hold names of other answers, not words of this question.
  const text = `${question.ask.source.replace(/\{\{.*?\}\}/gu, " ")} ${question.called} ${question.name.replaceAll("_", " ")}`;
  const words = wordsOf(text);
  const currencies = new Set(currenciesIn(text));
  const aboutMoney =
    question.kind === "money" || currencies.size > 0 || words.some((word) => MONEY.has(word));
  const wording: Wording = {
    stems: new Set(words.map(stem)),
    aboutPeople: !aboutMoney && words.some((word) => PEOPLE.has(word)),
    aboutMoney,
    currencies,
  };
  KEPT.set(question, wording);
  return wording;
}

const KEPT = new WeakMap<Question, Wording>();

/** Words for a number of people, in the languages of the built-ins. */
export const PEOPLE: ReadonlySet<string> = new Set(
  `people person persons employee employees staff colleague colleagues heads headcount folks folk member members team teams worker
  workers fte ftes humans mitarbeiter mitarbeitende mitarbeiterinnen leute personen angestellte kollegen personnes salaries employes
  collaborateurs personas empleados trabajadores pessoas funcionarios colaboradores`.split(/\s+/u),
);

const MONEY = new Set(
  "budget spend spending price cost costs revenue salary turnover umsatz kosten prix presupuesto orcamento".split(
    " ",
  ),
);

const CURRENCIES: ReadonlyMap<string, string> = new Map([
  ...["€", "eur", "euro", "euros"].map((word) => [word, "EUR"] as const),
  ...["$", "usd", "dollar", "dollars", "bucks"].map((word) => [word, "USD"] as const),
  ...["£", "gbp", "pound", "pounds", "quid"].map((word) => [word, "GBP"] as const),
  ...["chf", "franken", "francs"].map((word) => [word, "CHF"] as const),
  ...["¥", "jpy", "yen"].map((word) => [word, "JPY"] as const),
  ...["₹", "inr", "rupees"].map((word) => [word, "INR"] as const),
  ...["r$", "brl", "reais"].map((word) => [word, "BRL"] as const),
]);

/** The codes of the currencies that a text names, by sign or by word. */
export function currenciesIn(text: string): readonly string[] {
  return (fold(text).match(/r\$|[€$£¥₹]|\p{L}+/gu) ?? []).flatMap((word) => CURRENCIES.get(word) ?? []);
}

/** Whether a word or sign names a currency. */
export function isCurrency(word: string): boolean {
  return CURRENCIES.has(word);
}
