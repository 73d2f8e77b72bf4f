import type { InboxDetail, Me } from "../../server/wire/rep.ts";
import { valueInWords } from "../look/words.ts";

export interface Filled {
  readonly text: string;
  /** What is in brackets in the text, since it is not known and has no fallback. */
  readonly missing: readonly string[];
}

const VARIABLE = /\{\{([^{}]*)\}\}/g;
const INSIDE = /^\s*([\p{L}_][\p{L}\p{N}_.]*)\s*(?:or\s+"([^"]*)")?\s*$/u;
/** What a visitor is called who gave no name. */
const NAMELESS = /^Visitor [0-9A-F]{3}$/;

/** A canned reply with its variables filled, in the form of the playbooks: `{{ visitor.first_name or "there" }}`. */
export function fillCanned(template: string, known: ReadonlyMap<string, string>): Filled {
  const missing: string[] = [];
  const text = template.replace(VARIABLE, (whole, inside: string) => {
    const [, name, fallback] = INSIDE.exec(inside) ?? [];
    if (name === undefined) return whole;
    const value = known.get(name) ?? fallback;
    if (value !== undefined) return value;
    missing.push(name);
    return `[${name}]`;
  });
  return { text, missing };
}

/** What the variables of a canned reply stand for in a conversation: visitor, rep, site, and each answer by its name. */
export function knownIn(
  { conversation, lead }: InboxDetail,
  { person, site }: Me,
): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const [name, value] of Object.entries(lead.fields)) known.set(name, valueInWords(value));
  for (const { name, value } of lead.answers) known.set(name, valueInWords(value));
  known.set("rep.name", person.name);
  known.set("rep.first_name", firstOf(person.name));
  known.set("site.name", site.name);
  known.set("bot.name", site.bot);
  if (!NAMELESS.test(conversation.name)) {
    known.set("visitor.name", conversation.name);
    known.set("visitor.first_name", firstOf(conversation.name));
  }
  if (conversation.company !== undefined) known.set("visitor.company", conversation.company);
  return known;
}

function firstOf(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}
