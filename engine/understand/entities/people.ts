import { introducedName, nameFromCompany } from "../names.ts";
import { type Entity, entityAt } from "./entity.ts";

const CAPITAL = "\\p{Lu}[\\p{L}\\d'’&.-]*";
const NAME = `${CAPITAL}(?:\\s+(?:(?:of|the|and|&|de|da|van|von|al)\\s+)?${CAPITAL}){0,4}`;

/** People who introduce themselves or sign: "I'm Maria Lopez", "Ben here", "thanks, Mark". */
export function findPeople(text: string): readonly Entity[] {
  const found: Entity[] = [];
  for (const { part, start } of partsOf(text)) {
    const name = introducedName(part) ?? nameFromCompany(part) ?? signed(part, text.slice(0, start));
    const bare = name?.replace(TITLE, "").replace(AFTER_NAME, "");
    if (bare === undefined || bare.trim() === "" || !isPerson(bare, part)) continue;
    const at = text.indexOf(bare, start);
    if (at !== -1) found.push(entityAt("person", text, at, bare.length, bare));
  }
  // "This is jeff, jeff bezos": the longer one is the name.
  const longest = found.toSorted((one, other) => other.value.length - one.value.length)[0];
  return longest === undefined ? [] : [longest];
}

const TITLE = /^(?:dr|prof|mr|mrs|ms|herr|frau|sir)\.?\s+/iu;
const AFTER_NAME = /\s+(?:and|from|at|here|speaking|i)\b.*$/iu;
const NOBODY =
  /\b(?:ceo|cto|cfo|coo|head|founder|owner|director|manager|new|from|in|at|a|an|the|growing|interested|looking|team|company|of|us|only|just|solo|one|freelancer|representing|working|hurry|ok|okay|test|urgent)\b|['’]s\b/iu;

function isPerson(name: string, part: string): boolean {
  if (NOBODY.test(name) || /\d/u.test(name) || COMPANY_FORM.test(name)) return false;
  // Who writes small says a name only after words that can mean nothing else.
  return /^\p{Lu}/u.test(name) || /\b(?:name|call me|this is)\b/iu.test(part);
}

function signed(part: string, before: string): string | undefined {
  if (/^(?:thanks|thank you|cheers|best|regards|kind regards)[\s,]*$/iu.test(before))
    return new RegExp(`^${CAPITAL}(?:\\s${CAPITAL})?$`, "u").exec(part)?.[0];
  if (before.trim() !== "") return undefined;
  return new RegExp(`^${CAPITAL}\\s${CAPITAL}$`, "u").exec(part)?.[0];
}

function partsOf(text: string): readonly { readonly part: string; readonly start: number }[] {
  return [...text.matchAll(/(?:(?<=\b(?:Dr|Mr|Ms|Mrs|Prof))\.|[^,;.!?\n])+/gu)].map(({ 0: raw, index }) => {
    const lead = /^\s*(?:(?:and|hi|hello|hey)(?: there)?[\s,]+)?/iu.exec(raw)?.[0].length ?? 0;
    return { part: raw.slice(lead).trimEnd(), start: index + lead };
  });
}

const COMPANY_FORM =
  /\b(?:ltd|inc|gmbh|llc|corp|ag|plc|s\.?a\.?|bv|ab|oy|co|limited|group|labs?|systems|media|industries|health|studios?|solutions|university|bank)\b\.?/iu;

const COMPANY_CUES: readonly RegExp[] = [
  new RegExp(
    `\\b(?:work(?:ing)? (?:at|for|with)|employed at|representing|on behalf of|here at|we at|bei)\\s+(?:the\\s+)?(?<name>${NAME}|(?:city|university|bank|town) of ${CAPITAL})`,
    "gu",
  ),
  new RegExp(
    `\\b(?:[Cc]ompany|[Ff]irm|[Bb]usiness|[Ss]tartup|[Aa]gency|[Bb]akery|[Ss]hop|[Ss]tore|[Oo]rgani[sz]ation)(?:\\s+is)?(?:\\s+(?:called|named))?\\s+(?<name>${NAME})`,
    "gu",
  ),
  /\b(?:called|named)\s+(?<name>\p{L}[\p{L}&'’-]*(?:\s(?!here|and|in|with)\p{L}[\p{L}&'’-]*)?)/gu,
  new RegExp(`(?:^|[\\s,])(?:from|at|of)\\s+(?<name>${NAME})`, "gu"),
  new RegExp(`\\b[Ww]e(?:['’]re| are)\\s+(?<name>${NAME})`, "gu"),
  new RegExp(`\\bI['’]m\\s+(?<name>${CAPITAL}?)['’]s\\s`, "gu"),
  new RegExp(`,\\s+(?<name>${NAME}),`, "gu"),
];
const NO_COMPANY =
  /^(?:Spain|France|Germany|Italy|Berlin|London|Paris|Europe|Canada|Tokyo|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Dec|Q[1-4]|I|UK|US|USA|Madrid|Rome|Sales|Marketing|Growing)\b/u;

/** Companies that the visitor says they are from, after words that say so. */
export function findCompanies(text: string, people: readonly Entity[]): readonly Entity[] {
  for (const cue of COMPANY_CUES) {
    for (const { 0: found, index, groups = {} } of text.matchAll(cue)) {
      const name = (groups["name"] ?? "").replace(/[.\s]+$/u, "").replace(/['’]s$/u, "");
      if (name === "" || NO_COMPANY.test(name) || people.some(({ value }) => value === name)) continue;
      const start = index + found.indexOf(groups["name"] ?? "");
      return [entityAt("company", text, start, name.length, name)];
    }
  }
  return [];
}
