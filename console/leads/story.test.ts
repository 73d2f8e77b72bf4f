import { describe, expect, test } from "@jest/globals";
import type { LeadView } from "../../server/wire/rep.ts";
import { anasLead } from "../testing/examples.ts";
import { storyOf, type Told } from "./story.ts";
import { whatIfNote } from "./what-if-note.ts";

const answer = (name: string, value: unknown, called = name.replaceAll("_", " ")) => ({
  name,
  called,
  value,
  source: "asked" as const,
});
const told = (change: Partial<LeadView> = {}, more: Partial<Told> = {}): Told => ({
  name: "Ana Keller",
  lead: { ...anasLead, ...change },
  bot: "Robin",
  ...more,
});

describe("the story", () => {
  test("is who, what they want and where they stand, from facts alone", () => {
    const answers = [
      answer("name", "Ana Keller"),
      answer("role", "Marketing"),
      answer("team_size", 80),
      answer("goals", ["More leads", "Faster replies"]),
      answer("email", "ana@acme.example"),
      answer("phone", "+49 40 123456"),
      answer("confirm", true),
    ];
    const conversation = { status: "human", owner: { id: "p", name: "Tom" } } as const;
    const mail = { reach: "unverified", email: "ana@acme.example" } as const;
    expect(storyOf(told({ answers }, { company: "Acme", conversation, mail }))).toEqual([
      "Ana Keller, Marketing at Acme.",
      "Team size: 80; goals: More leads, Faster replies.",
      "Hot at 85 points, talks with Tom, address not verified.",
    ]);
  });

  test("adds nothing where nothing is known, and says so", () => {
    const nobody: LeadView = { score: 0, receipt: [], answers: [], fields: {} };
    expect(storyOf({ name: "Visitor 7F3", lead: nobody, bot: "Robin" })).toEqual([
      "Visitor 7F3.",
      "Has not said what they want.",
      "Nothing is known of where they stand.",
    ]);
  });

  test("tells of an end instead of who talks", () => {
    const [, , stands] = storyOf(told({ outcome: "meeting_booked" }, { conversation: { status: "ended" } }));
    expect(stands).toBe("Hot at 85 points, closed as meeting booked.");
  });

  test("names no more than four wishes", () => {
    const answers = ["a", "b", "c", "d", "e", "f"].map((name) => answer(name, 1));
    expect(storyOf(told({ answers }))[1]).toBe("A: 1; b: 1; c: 1; d: 1; and 2 more.");
  });
});

describe("what if", () => {
  const without = (called: string, score: number, grade: "warm" | "cold", because = ["Bigger team"]) => ({
    question: called,
    called,
    because,
    score,
    grade,
  });

  test("names the answer on which the grade hangs the most, and its rule", () => {
    const lead: LeadView = { ...anasLead, what_if: [without("team size", 55, "warm")] };
    expect(whatIfNote(lead)).toBe("Hot since “Bigger team”; without team size it would be warm, at 55.");
  });

  test("names the rule that would lift the grade too", () => {
    const lead: LeadView = {
      ...anasLead,
      score: 50,
      grade: "warm",
      what_if: [without("team size", 20, "cold")],
    };
    expect(whatIfNote(lead)).toBe(
      "Warm since “Bigger team”; without team size it would be cold, at 20. With “Ready now” it would be hot, at 65.",
    );
  });

  test("says nothing where the grade hangs on no single answer", () => {
    expect(whatIfNote(anasLead)).toBeUndefined();
  });
});
