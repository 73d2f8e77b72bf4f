import { expect, test } from "@jest/globals";
import { readPlaybook } from "../engine/index.ts";
import { allSteps } from "../engine/playbook/checks/all-steps.ts";
import { longPlaybook, stepsPlaybook } from "./long-playbook.ts";

test("the playbook of 500 lines is about as long, and right", () => {
  const text = longPlaybook(500);
  expect(Math.abs(text.trimEnd().split("\n").length - 500)).toBeLessThan(15);
  expect(readPlaybook(text, "long.playbook.yml").problems).toEqual([]);
});

test("the playbook of 1,000 steps has them, and is right", () => {
  const { playbook, problems } = readPlaybook(stepsPlaybook(1000), "steps.playbook.yml");
  expect(problems).toEqual([]);
  expect(playbook && [...allSteps(playbook)].length).toBe(1000);
});
