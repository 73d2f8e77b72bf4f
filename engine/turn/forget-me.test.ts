import { expect, test } from "@jest/globals";
import { compiled, Talking } from "./talking.fixture.ts";

const playbook = compiled(`
playbook: forget
language: en
questions:
  name: { ask: Name?, answer: name }
  size: { ask: How many?, answer: number }
talk:
  start:
    - say: Hello!
    - ask: [name, size]
    - end: done
`);

test("who was forgotten is not greeted anew by what they say afterwards, and nothing of theirs is left", () => {
  const talk = new Talking(playbook);
  talk.say("Ana");
  talk.say("forget me");
  expect(talk.turn.talk.outcome).toBe("forgotten");
  expect(JSON.stringify(talk.turn.talk.snapshot)).not.toContain("Ana");
  const heard = talk.say("sorry, we are only 3 people");
  expect(heard).not.toContain("Hello!");
  expect(talk.turn.talk.outcome).toBe("forgotten");
});

test("control: starting over greets anew and asks again", () => {
  const talk = new Talking(playbook);
  talk.say("forget me");
  expect(talk.say("start over")).toEqual(["Hello!", "Name?"]);
});
