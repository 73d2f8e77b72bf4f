import type { Place } from "../problems/problem.ts";

/** The closed list of filters. `money EUR` and the like carry one argument. */
export type FilterName = "lower" | "upper" | "capitalize" | "date" | "time" | "number" | "money" | "list";

/** `{{ visitor.first_name or "there" | capitalize }}`, parsed. */
export interface Slot {
  /** `["visitor", "first_name"]` */
  readonly path: readonly string[];
  /** What stands in when the value is unknown or empty; undefined when the author gave none. */
  readonly or: { readonly text: string } | { readonly path: readonly string[] } | undefined;
  readonly filters: readonly { readonly name: FilterName; readonly argument: string | undefined }[];
  /** Where its `{{` stands. */
  readonly at: Place;
}

/** How the bot speaks. `plain` has no jokes. */
export type Tone = "plain" | "warm" | "playful";

/** A text with `{{ }}` slots, parsed once when the playbook is read. */
export interface Template {
  readonly source: string;
  readonly parts: readonly (string | Slot)[];
  readonly at: Place;
  /** The same in other tones; a tone that is not here is spoken plainly. */
  readonly tones?: { readonly warm?: Template; readonly playful?: Template };
  /** The same in other languages, by language. */
  readonly inLanguage?: { readonly [language: string]: Template };
}

/** Every text that a template holds: its own, and those of its tones. */
export function textsIn(template: Template): readonly Template[] {
  return [template, ...Object.values(template.tones ?? {})];
}

/** The text as it is spoken in this tone and language. */
export function inVoice(template: Template, language: string, tone: Tone): Template {
  const toned = tone === "plain" ? template : (template.tones?.[tone] ?? template);
  const said = toned.inLanguage;
  return said && Object.hasOwn(said, language) ? (said[language] ?? toned) : toned;
}
