import type { Value } from "../conditions/condition.ts";
import type { Question } from "../questions/question.ts";
import { brokenCheck, isList } from "./checks.ts";
import { readChoices } from "./choices.ts";
import { readPhone, readUrl } from "./contacts.ts";
import { readDate, readTime } from "./dates.ts";
import { emailsIn, isWorkEmail } from "./emails.ts";
import { readName } from "./names.ts";
import { readNumber } from "./numbers.ts";
import { wordingOf } from "./wording.ts";
import { fold, MOST_CHARACTERS } from "./words.ts";
import { readYesNo } from "./yes-no.ts";

/** What came of reading a text as the answer to one question. */
export type AnswerRead =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      /** Index of the line of `check:` that it breaks; undefined when it is no answer of that kind. */
      readonly check: number | undefined;
    };

/** Reads a text as the answer to a question and holds it against the question's checks. Pure; never throws. */
export function readAnswer(question: Question, text: string): AnswerRead {
  const value = valueIn(question, text.slice(0, MOST_CHARACTERS).trim());
  if (value === undefined) return { ok: false, check: undefined };
  const check = brokenCheck(question, value);
  return check === undefined ? { ok: true, value } : { ok: false, check };
}

/** How an answer reads in a sentence: "80", "yes", "More leads and Faster replies". An item of a list shows its label. */
export function labelOf(value: Value): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "object") return String(value);
  if (isList(value)) {
    const labels = value.map(labelOf);
    const last = labels.at(-1) ?? "";
    return labels.length < 2 ? last : `${labels.slice(0, -1).join(", ")} and ${last}`;
  }
  const shown = value["label"] ?? value["name"] ?? value["title"];
  return shown === undefined ? Object.values(value).map(labelOf).join(", ") : labelOf(shown);
}

function valueIn(question: Question, text: string): Value | undefined {
  if (text === "") return undefined;
  switch (question.kind) {
    case "text":
    case "long_text":
      return text;
    case "name":
      return readName(text);
    case "number":
    case "money":
      return readNumber(text, wordingOf(question))?.value;
    case "email":
      return onlyEmail(text);
    case "work_email":
      return workEmail(text);
    case "choice": {
      const labels = readChoices(question, text);
      return question.pick === "one" ? labels?.[0] : labels;
    }
    case "rating":
      return readRating(question, text);
    case "yes_no":
    case "consent":
      return readYesNo(text);
    case "phone":
      return readPhone(text);
    case "url":
      return readUrl(text);
    case "date":
      return readDate(text);
    case "time":
      return readTime(text);
    case "file":
      // A file comes as an upload; no text is one.
      return undefined;
  }
}

/** Two different addresses leave open which one is meant. */
function onlyEmail(text: string): string | undefined {
  const [email, ...others] = emailsIn(text);
  return others.length === 0 ? email : undefined;
}

function workEmail(text: string): string | undefined {
  const email = onlyEmail(text);
  return email !== undefined && isWorkEmail(email) ? email : undefined;
}

/** "4", "four", "4/5", "4 out of 5", "4 stars"; whole, and within the question's ends (1 to 5 if not given). */
function readRating(question: Question, text: string): number | undefined {
  const { from = 1, to = 5 } = question;
  const outOf = new RegExp(`(?:/|\\bout of|\\bof|\\bvon|\\bsur|\\bde)\\s*${to}(?!\\d)`, "u");
  const bare = fold(text)
    .replace(outOf, " ")
    .replace(/\b(?:stars?|points?|sterne?|punkte?|etoiles?|estrellas?|estrelas?)\b|[⭐★]/gu, " ");
  const found = readNumber(bare, wordingOf(question));
  if (found === undefined || found.isAmount || !Number.isInteger(found.value)) return undefined;
  return found.value >= from && found.value <= to ? found.value : undefined;
}
