import { AMOUNT, amountOf } from "./amounts.ts";
import { type Entity, entityAt } from "./entity.ts";

const HEADS =
  "people|persons?|employees?|staff(?:ers)?|colleagues|heads|folks|members|workers|ftes?|humans|mitarbeiter(?:innen)?|leute|personnes|salari[ée]s|personas|empleados|pessoas|funcion[áa]rios|(?:sales )?reps|agents|developers|devs|engineers|designers|seats|licen[cs]es|founders|freelancers|of us";
const COUNT = `(?:${AMOUNT})(?:\\s?(?:-|–|to|and)\\s?(?:${AMOUNT}))?`;
const EDGE = "(?<![\\p{L}\\d.,$€£])";
const PATTERNS = [
  new RegExp(
    `${EDGE}(?<count>${COUNT})\\+?\\s+(?:(?!percent|years?|new|more|customers?)\\p{L}+\\s+){0,1}(?:${HEADS})(?![\\p{L}])`,
    "giu",
  ),
  new RegExp(
    `(?:team|head ?count|staff|team size|company size|workforce)(?:\\s+size)?(?:\\s+is|\\s+of|:|\\s+has)*\\s+(?:about|around|roughly|~)?\\s*(?<count>${COUNT})(?![\\p{L}\\d%])`,
    "giu",
  ),
  new RegExp(
    `(?:we|they) employ\\s+(?:about|around|roughly|over)?\\s*(?<count>${COUNT})(?![\\p{L}\\d%])`,
    "giu",
  ),
];
const ALONE =
  /(?<![\p{L}])(?:(?:it['’]?s |i['’]?m )?(?:just|only) me|(?:just |only )?myself|solo(?:preneur| founder)?|one[- ](?:man|woman|person)(?: show| band| shop)?|(?:a |as a )?freelancer|(?:working |work )alone|on my own)(?![\p{L}])/giu;

/** How many people a company or team has: a count, or "50-100". */
export function findTeamSizes(text: string): readonly Entity[] {
  const counted = PATTERNS.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ 0: found, index, groups = {} }) => {
      const value = sizeOf(groups["count"] ?? "");
      return value === undefined ? [] : [entityAt("team_size", text, index, found.length, value)];
    }),
  );
  const [first] = counted.toSorted((one, other) => one.start - other.start);
  if (first !== undefined) return [first];
  const alone = ALONE.exec(text);
  ALONE.lastIndex = 0;
  return alone === null ? [] : [entityAt("team_size", text, alone.index, alone[0].length, "1")];
}

function sizeOf(count: string): string | undefined {
  const whole = amountOf(count);
  if (whole !== undefined) return String(whole);
  const ends = count.split(/\s?(?:-|–|\bto\b|\band\b)\s?/u).map(amountOf);
  const [low, high, ...more] = ends;
  return low === undefined || high === undefined || more.length > 0 ? undefined : `${low}-${high}`;
}
