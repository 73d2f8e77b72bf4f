import { AMOUNT, amountOf, currencyOf, scaleOf } from "./amounts.ts";
import { type Entity, entityAt } from "./entity.ts";

const BEFORE = "(?:US|A|C)?\\$|R\\$|[€£¥₹]|(?:USD|EUR|GBP|CHF|JPY|INR|BRL)(?=[\\s\\d])";
const AFTER =
  "[€£¥₹$]|(?:USD|EUR|GBP|CHF|JPY|INR|BRL|euros?|dollars?|bucks|pounds|quid|francs|franken|yen|rupees|reais)(?![\\p{L}])";
const MONEY = new RegExp(
  `(?<![\\p{L}\\d.,])(?<before>${BEFORE})?\\s?(?<first>${AMOUNT})(?:\\s?(?:-|–|to|and)\\s?(?<again>${BEFORE})?\\s?(?<second>${AMOUNT}))?(?:\\s?(?<after>${AFTER}))?(?![\\p{L}\\d%])`,
  "giu",
);

/** Around a bare figure they make money of it: "2000 per month", "my budget is 40k", "we can spend". */
const ABOUT_MONEY =
  /\b(?:budget|spend|pay(?:ing)?|cost|afford|price|invest|owe|salary|revenue|raise|make)\b/iu;
const PER_TIME =
  /^\s*(?:\/|per|a|an|each|every)?\s*(?:month|year|week|mo|yr|seat|user|monthly|yearly|annually|p\.?a\.?)\b/iu;
const NOT_MONEY =
  /^\s*(?:\+?\s*)?(?:%|percent|people|employees|staff|users?|customers?|leads?|visitors?|visits?|hits|chats?|times|days?|weeks?|months?|hours?|minutes?|years?|cents?|of us|reps?|seats|agents|st\b|nd\b|rd\b|th\b)/iu;

/** Sums of money; both ends of a range. A figure without a currency counts only where its sentence is about money. */
export function findMoney(text: string): readonly Entity[] {
  return [...text.matchAll(MONEY)].flatMap((match) => {
    const { first = "", second = "", before = "", again = "", after = "" } = match.groups ?? {};
    const currency = currencyOf(`${before} ${again} ${after}`);
    const rest = text.slice(match.index + match[0].length);
    if (NOT_MONEY.test(rest) && currency === undefined) return [];
    const isNamed = currency !== undefined || /grand$/iu.test(first) || /grand$/iu.test(second);
    if (!isNamed && !isBareMoney(text, first, second, rest)) return [];
    return amountsOf(first, second).map((amount) => {
      const value = currency === undefined ? String(amount) : `${amount} ${currency}`;
      return entityAt("money", text, match.index, match[0].length, value);
    });
  });
}

function isBareMoney(text: string, first: string, second: string, rest: string): boolean {
  if (!/\d/u.test(first)) return false;
  if (
    PER_TIME.test(rest) &&
    /\b(?:budget|spend|pay|cost|between|up to|to|max)\b|k$/iu.test(`${text} ${first} ${second}`)
  )
    return true;
  return (
    ABOUT_MONEY.test(text) &&
    (scaleOf(first) !== "" || scaleOf(second) !== "" || Number(amountOf(first)) >= 100)
  );
}

/** In "$10-15k" the scale is both's. */
function amountsOf(first: string, second: string): readonly number[] {
  const [low, high] = [amountOf(first), second === "" ? undefined : amountOf(second)];
  const scale = scaleOf(second);
  const shared =
    scale !== "" && scaleOf(first) === "" && low !== undefined && high !== undefined && low < high;
  const scaled = shared ? amountOf(`${first}${scale}`) : low;
  return [scaled, high].filter((amount) => amount !== undefined);
}
