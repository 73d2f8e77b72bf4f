import { FREE_MAIL } from "./free-mail.ts";
import { MOST_CHARACTERS } from "./words.ts";

/**
 * The different addresses in a text, in order; the domain in lower case, since only the part before the @ may care. Where
 * there is none with an @, those that are spelled out ("hello at acme dot com").
 */
export function emailsIn(text: string): readonly string[] {
  const found = writtenEmails(text);
  return found.length > 0 ? found : [...new Set(spelledEmails(text).map(({ email }) => email))];
}

function writtenEmails(text: string): readonly string[] {
  const found = text.slice(0, MOST_CHARACTERS).match(ADDRESS) ?? [];
  return [...new Set(found.map(tidy).filter(isWhole))];
}

/** An address that was spelled out, and where it stands. */
interface SpelledEmail {
  readonly email: string;
  readonly at: number;
  readonly length: number;
}

/** "hello at acme dot com", "ana (at) acme [dot] io". */
export function spelledEmails(text: string): readonly SpelledEmail[] {
  return [...text.slice(0, MOST_CHARACTERS).matchAll(SPELLED)].flatMap(({ 0: found, index, groups = {} }) => {
    const { name = "", at = "", domain = "" } = groups;
    // A bare "at" is a word like any other unless the dots are spelled out too.
    if (/^\s*at\s*$/iu.test(at) && !/dot/iu.test(domain)) return [];
    const host = domain.replace(/\s*(?:[([{]\s*(?:dot|\.)\s*[)\]}]|\bdot\b|\.)\s*/giu, ".");
    const [email] = writtenEmails(`${name}@${host}`);
    return email === undefined ? [] : [{ email, at: index, length: found.length }];
  });
}

// Every part is bounded, for the same reason as those of ADDRESS.
const SPELLED =
  /(?<![\p{L}\p{N}.])(?<name>[\p{L}\p{N}][\p{L}\p{N}._+-]{0,60})(?<at>\s{0,3}[([{]\s{0,3}(?:at|@)\s{0,3}[)\]}]\s{0,3}|\s{1,3}at\s{1,3})(?<domain>[\p{L}\p{N}-]{1,60}(?:(?:\s{0,3}[([{]\s{0,3}(?:dot|\.)\s{0,3}[)\]}]\s{0,3}|\s{1,3}dot\s{1,3}|\.)[\p{L}\p{N}-]{2,24}){1,4})/giu;

// Bounded parts keep a hostile text of thousands of letters without an @ from costing more than its length.
const ADDRESS =
  /(?<![\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-])[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}@[\p{L}\p{N}.-]{1,253}/gu;

function tidy(address: string): string {
  const at = address.lastIndexOf("@");
  const domain = address
    .slice(at + 1)
    .toLowerCase()
    .replace(/[.-]+$/u, "");
  return `${address.slice(0, at).replace(/^['`]+/u, "")}@${domain}`;
}

function isWhole(address: string): boolean {
  const at = address.lastIndexOf("@");
  const before = address.slice(0, at);
  const labels = address.slice(at + 1).split(".");
  if (before === "" || before.startsWith(".") || before.endsWith(".") || before.includes("..")) return false;
  return (
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    /^(?:\p{L}{2,}|xn--[a-z0-9-]+)$/u.test(labels.at(-1) ?? "")
  );
}

const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/** Whether an address is at a company of its own: not at a provider of free or throw-away mail. */
export function isWorkEmail(address: string): boolean {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const [, provider = ""] = /^([^.]+)\.(?:[a-z]{2,3}|(?:com?|net|org)\.[a-z]{2})$/u.exec(domain) ?? [];
  if (FREE_MAIL.everywhere.has(provider)) return false;
  return !FREE_MAIL.domains.has(domain);
}
