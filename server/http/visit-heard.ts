import type { Request } from "express";
import { acceptedLanguage } from "./accepted-language.ts";

/** What the headers of a request say of the visit. */
export interface VisitHeard {
  /** The first language of the browser, like "de-AT". */
  readonly language?: string;
  /** Two capital letters, like "DE". */
  readonly country?: string;
}

/** @param countryHeader the header in which whoever stands before the server names the country; undefined: none is believed */
export function visitHeard(request: Request, countryHeader: string | undefined): VisitHeard {
  const language = acceptedLanguage(request);
  const country = countryHeader === undefined ? undefined : countryIn(request.get(countryHeader));
  return { ...(language !== undefined && { language }), ...(country !== undefined && { country }) };
}

/** Networks that hide where they are, and addresses of no country, get letters that no country has. */
const NO_COUNTRY = new Set(["XX", "T1", "ZZ"]);

function countryIn(value: string | undefined): string | undefined {
  const country = value?.trim().toUpperCase();
  if (country === undefined || !/^[A-Z]{2}$/.test(country) || NO_COUNTRY.has(country)) return undefined;
  return country;
}
