import { expect, test } from "@jest/globals";
import { waitWords } from "./wait-words.ts";

test.each([
  ["en-GB", "en", "in 40 seconds."],
  ["de-AT", "de", "In 40 Sekunden geht"],
  ["fr", "fr", "dans 40 secondes."],
  ["es-MX", "es", "en 40 segundos."],
  ["pt-BR", "pt", "em 40 segundos."],
  ["ja", "en", "in 40 seconds."],
  ["__proto__", "en", "in 40 seconds."],
  [undefined, "en", "in 40 seconds."],
])("a visitor with %s is told in %s", (accepted, language, words) => {
  const told = waitWords(accepted, 40);
  expect(told.language).toBe(language);
  // French puts a space there that no line may break at.
  expect(told.text.replace(/\s/g, " ")).toContain(words);
});

test("the time is told in what people count it in, never too short", () => {
  const times = [1, 90, 91, 5_400, 5_401].map(
    (seconds) => / in (.*)\.$/.exec(waitWords("en", seconds).text)?.[1],
  );
  expect(times).toEqual(["1 second", "90 seconds", "2 minutes", "90 minutes", "2 hours"]);
});
