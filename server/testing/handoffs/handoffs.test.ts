import { expect, test } from "@jest/globals";
import { handoffStory } from "./handoff-story.ts";

const SHORT = { reps: 30, visitors: 100, handoffs: 250, seed: 1, ownerCheck: true };

test("a crowd of handoffs: none is unowned past its clock, none owned twice, and no bot speaks while a human owns", async () => {
  const report = await handoffStory(SHORT);
  expect(report.faults.slice(0, 5)).toEqual([]);
  expect(report.handoffs).toBeGreaterThanOrEqual(250);
  expect(report.claims).toBeGreaterThanOrEqual(150);
  expect(report.clocks).toBeGreaterThanOrEqual(75);
  expect([report.killed, report.vanished > 0, report.transfers > 0]).toEqual([1, true, true]);
});

test("control: on a store without the conditional write they are owned twice", async () => {
  const report = await handoffStory({ ...SHORT, handoffs: 120, ownerCheck: false });
  expect(report.faults.filter((fault) => fault.includes("taken by")).length).toBeGreaterThan(0);
});
