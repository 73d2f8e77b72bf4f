import { expect, test } from "@jest/globals";
import { anasLead } from "../testing/examples.ts";
import { bandNote } from "./band-note.ts";

test("names the rule that would lift the band, and the one that holds it", () => {
  const warm = {
    ...anasLead,
    score: 55,
    grade: "warm" as const,
    receipt: [
      { because: "Bigger team", add: 30, counted: true },
      { because: "Ready now", add: 15, counted: false },
      { because: "No hurry", add: -10, counted: false },
    ],
  };
  expect(bandNote(warm)).toBe(
    "With “Ready now” it would be hot, at 70. Without “Bigger team” it would be cold, at 25.",
  );
});

test("says nothing when no single rule changes the band, or there are no bands", () => {
  const safe = { ...anasLead, score: 99, receipt: [{ because: "Bigger team", add: 30, counted: true }] };
  expect(bandNote(safe)).toBeUndefined();
  const { grades: _grades, ...bandless } = anasLead;
  expect(bandNote(bandless)).toBeUndefined();
});
