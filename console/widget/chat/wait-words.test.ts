import { expect, test } from "@jest/globals";
import { textsFor } from "./texts.ts";
import { waitWords } from "./wait-words.ts";

const now = Date.UTC(2026, 5, 1, 9);
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();

test.each([
  [undefined, "Waiting for a person…"],
  [{ place: 1, may_stop: true, answer_by: at(1.5) }, "You are next in line. Somebody answers within 2 min."],
  [{ place: 3, may_stop: true, answer_by: at(-1) }, "You are number 3 in line."],
  [{ place: 2, may_stop: false }, "You are number 2 in line."],
  [{ place: 1, may_stop: true, answer_by: at(900) }, "You are next in line."],
])("who waits like %j reads %s", (wait, words) => {
  expect(waitWords(wait, textsFor("en"), now)).toBe(words);
});
