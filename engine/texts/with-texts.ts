import type { Template } from "./template.ts";

/** The texts of a playbook in another language, as its language file gives them. */
export interface Texts {
  readonly language: string;
  /** By the text in the playbook's own language. */
  readonly texts: ReadonlyMap<string, Template>;
  /** By question, then by the choice's own label: what people see, and other words that they use for it. */
  readonly choices: ReadonlyMap<
    string,
    ReadonlyMap<string, { readonly label: string; readonly also: readonly string[] }>
  >;
  /** By question: the word for it in a sentence. */
  readonly called: ReadonlyMap<string, string>;
  /** By topic: more ways in which people say it. */
  readonly topics: ReadonlyMap<string, readonly string[]>;
}

/** The same value with every template in it changed that visitors may see. Plain data, lists and maps. */
export function mapTemplates<T>(value: T, change: (template: Template) => Template): T {
  return mapped(value, change) as T;
}

function mapped(value: unknown, change: (template: Template) => Template): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => mapped(item, change));
  if (value instanceof Map) return new Map([...value].map(([key, inner]) => [key, mapped(inner, change)]));
  if (typeof value !== "object" || value === null) return value;
  if (isTemplate(value)) return change(value);
  const unseen = "verb" in value && typeof value.verb === "string" ? (UNSEEN.get(value.verb) ?? []) : [];
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, unseen.includes(key) ? inner : mapped(inner, change)]),
  );
}

/** What steps hold for colleagues and services, by verb: it stays in the playbook's own language. */
const UNSEEN: ReadonlyMap<string, readonly string[]> = new Map([
  ["tell", ["message", "texts"]],
  ["handoff", ["note"]],
  ["call", ["send", "texts"]],
  ["book", ["send", "texts"]],
]);

function isTemplate(value: object): value is Template {
  return "source" in value && "parts" in value;
}

/** A template that also speaks this language, in each of its tones that has a text there. */
export function translated(
  template: Template,
  { language, texts }: Pick<Texts, "language" | "texts">,
): Template {
  const inLanguage = texts.get(template.source);
  const tones = Object.entries(template.tones ?? {}).map(([tone, text]): [string, Template] => [
    tone,
    translated(text, { language, texts }),
  ]);
  return {
    ...template,
    ...(inLanguage && { inLanguage: { ...template.inLanguage, [language]: inLanguage } }),
    ...(template.tones && { tones: Object.fromEntries(tones) }),
  };
}
