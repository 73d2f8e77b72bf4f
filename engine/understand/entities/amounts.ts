import { readNumber } from "../numbers.ts";
import { currenciesIn, type Wording } from "../wording.ts";

/** A figure or number words, with a scale: "1.5m", "20,000", "two hundred", "15 grand". For use inside other patterns. */
const ONE =
  "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen";
const SCALE = "k|m|mio|mn|bn|tsd|thousand|million|millions|grand|mil";
export const AMOUNT = `(?:\\d{1,3}(?:[.,'’ ]\\d{3})+(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d+)?)(?:\\s?(?:${SCALE})(?![\\p{L}\\d]))?|(?:a\\s+)?(?:${ONE})(?:[\\s-]+(?:and\\s+)?(?:${ONE}))*`;

const BARE: Wording = { stems: new Set(), aboutPeople: false, aboutMoney: true, currencies: new Set() };

/** The number that an AMOUNT stands for; undefined when it is none. */
export function amountOf(amount: string): number | undefined {
  const plain = amount
    .replace(/['’]/gu, "")
    .replace(/\bgrand\b/iu, "thousand")
    .replace(/(?<=[a-z])-(?=[a-z])/giu, " ");
  return readNumber(plain, BARE)?.value;
}

/** The scale at its end, such as "k"; "" where there is none. */
export function scaleOf(amount: string): string {
  return new RegExp(`(?:${SCALE})$`, "iu").exec(amount.trim())?.[0] ?? "";
}

/** The code of the one currency that a text names; undefined where it names none or several. */
export function currencyOf(text: string): string | undefined {
  const [code, ...more] = new Set(currenciesIn(text));
  return more.length === 0 ? code : undefined;
}
