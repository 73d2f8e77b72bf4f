import type { About } from "../../server/wire/live.ts";
import type { InboxRow, LeadView } from "../../server/wire/rep.ts";
import { gradeWords, outcomeInWords, sentence, valueInWords } from "../look/words.ts";

export interface Told {
  /** As it is shown in lists: a name, or "Visitor 7F3". */
  readonly name: string;
  readonly company?: string | undefined;
  readonly lead: LeadView;
  /** How the conversation stands; undefined: only the lead is known. */
  readonly conversation?: Pick<InboxRow, "status" | "owner"> | undefined;
  readonly mail?: About["mail"] | undefined;
  /** The bot's name. */
  readonly bot: string;
}

const WHO = ["full_name", "name", "your_name", "visitor_name", "first_name", "last_name"];
const COMPANIES = ["company", "company_name", "organisation", "organization"];
const ROLES = ["role", "job", "job_title", "position"];
const CONTACT = /@|^\+?[\d\s()/.-]{7,}$/;
const MOST_WISHES = 4;

/**
 * Who it is, what they want, where they stand: three sentences put together from what is known, nothing added. The same
 * facts always make the same story.
 */
export function storyOf(told: Told): readonly [string, string, string] {
  return [who(told), wants(told), stands(told)];
}

function who({ name, company, lead }: Told): string {
  const role = answerTo(lead, ROLES);
  const at = company ?? answerTo(lead, COMPANIES);
  if (role !== undefined && at !== undefined) return `${name}, ${role} at ${at}.`;
  if (role !== undefined) return `${name}, ${role}.`;
  return at === undefined ? `${name}.` : `${name} from ${at}.`;
}

/** What they said of their own case, in the order in which it was said. */
function wants({ lead }: Told): string {
  const said = lead.answers.filter(({ name, value }) => {
    if ([...WHO, ...COMPANIES, ...ROLES].includes(name) || typeof value === "boolean") return false;
    return typeof value !== "string" || !CONTACT.test(value);
  });
  if (said.length === 0) return "Has not said what they want.";
  const shown = said.slice(0, MOST_WISHES).map(({ called, value }) => `${called}: ${valueInWords(value)}`);
  const more = said.length - shown.length;
  return `${sentence(shown.join("; "))}${more > 0 ? `; and ${more} more` : ""}.`;
}

function stands({ lead, conversation, mail, bot }: Told): string {
  const { grade, score, receipt, outcome } = lead;
  const parts = [
    grade === undefined ? undefined : `${gradeWords[grade].toLowerCase()} at ${score} points`,
    grade === undefined && receipt.length > 0 ? `${score} points` : undefined,
    outcome === undefined ? undefined : `closed as ${outcomeInWords(outcome).toLowerCase()}`,
    outcome === undefined && conversation ? standing(conversation, bot) : undefined,
    reached(mail),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "Nothing is known of where they stand." : `${capital(parts.join(", "))}.`;
}

function standing({ status, owner }: NonNullable<Told["conversation"]>, bot: string): string {
  switch (status) {
    case "bot":
      return `talks with ${bot}`;
    case "waiting":
    case "parked":
      return "waits for a person";
    case "human":
      return owner ? `talks with ${owner.name}` : "talks with a person";
    case "ended":
      return "the talk is over";
  }
}

function reached(mail: About["mail"] | undefined): string | undefined {
  if (mail?.reach === "verified") return "address verified";
  return mail?.reach === "unverified" ? "address not verified" : undefined;
}

function answerTo({ answers }: LeadView, names: readonly string[]): string | undefined {
  const found = answers.find(({ name, value }) => names.includes(name) && typeof value === "string");
  return typeof found?.value === "string" ? found.value : undefined;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
