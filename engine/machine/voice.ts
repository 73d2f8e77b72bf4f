import type { BuiltInName } from "../texts/built-in-texts.ts";
import { builtInText } from "../texts/built-in-texts.ts";
import { type Context, own } from "./context.ts";

/** The language in which the bot speaks to this visitor, such as "de". */
export function languageOf(context: Context, otherwise = "en"): string {
  const language = own(context.page, "language");
  return typeof language === "string" && language !== "" ? language : otherwise;
}

/** A text of the bot's own, in the visitor's language. */
export function builtIn(
  context: Context,
  name: BuiltInName,
  slots: Readonly<Record<string, string>> = {},
): string {
  return builtInText(name, languageOf(context), slots);
}
