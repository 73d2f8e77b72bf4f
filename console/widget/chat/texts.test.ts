import { expect, test } from "@jest/globals";
import { directionOf, fill, textsFor } from "./texts.ts";

test("a language that is not there is spoken in English", () => {
  expect(textsFor("de-AT").yes).toBe("Ja");
  expect(textsFor("xx").yes).toBe("Yes");
});

test("every language has the same places in its words", () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
  const german: Readonly<Record<string, string>> = textsFor("de");
  for (const [key, text] of Object.entries(textsFor("en")))
    expect([key, places(german[key] ?? "")]).toEqual([key, places(text)]);
});

test("the direction follows the language", () => {
  expect(["ar", "he-IL", "fa", "en", "de"].map(directionOf)).toEqual(["rtl", "rtl", "rtl", "ltr", "ltr"]);
});

test("a place without a value stays as it is", () => {
  expect(fill("{a} and {b}", { a: 1 })).toBe("1 and {b}");
});
