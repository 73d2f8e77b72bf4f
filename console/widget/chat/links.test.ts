import { expect, test } from "@jest/globals";
import { safeLink, splitLinks } from "./links.ts";

test.each(["https://a.example/x", "http://a.example/", "mailto:a@b.example", "tel:+49301234"])(
  "%s may be followed",
  (link) => {
    expect(safeLink(link, "https://chat.example/")).toBe(link);
  },
);

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "blob:x",
  "file:///etc",
])("%s is only a word", (link) => {
  expect(safeLink(link, "https://chat.example/")).toBeUndefined();
});

test("a web address in a text ends before the sentence does", () => {
  expect(splitLinks("See https://a.example/b?c=1. Or (http://d.example)!")).toEqual([
    "See ",
    "https://a.example/b?c=1",
    ". Or (",
    "http://d.example",
    ")!",
  ]);
  expect(splitLinks("javascript:alert(1)")).toEqual(["javascript:alert(1)"]);
});
