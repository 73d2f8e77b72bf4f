import { expect, test } from "@jest/globals";
import { SHARED } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import { move } from "./move.ts";
import { compiled, Talking } from "./talking.fixture.ts";

const playbook = compiled(`
playbook: doors
language: en
questions:
  size: { ask: How many people are you?, answer: number }
  email: { ask: Your address?, answer: email }
talk:
  start:
    - ask: [size, email]
    - say: Here is the trial.
    - end: trial
  price:
    - say: Prices go by mail.
    - ask: email
    - say: Sent.
    - end: priced
anytime:
  price: { people_say: [what does it cost], goto: price }
`);

/** What a walk of the talk from its beginning comes to. */
function again(talk: Talking): string {
  const context = talk.turn.talk.snapshot.context as Context;
  return move(playbook, { value: SHARED.idle, context }, { type: "resume" }).value;
}

test("the answer to a question that was left by a topic, asked for behind it, leads nobody back in front of it", () => {
  const talk = new Talking(playbook);
  talk.say("80");
  talk.say("what does it cost?");
  talk.say("ana@acme.example");
  expect(talk.turn.talk.outcome).toBe("priced");
  expect(again(talk)).toBe(talk.turn.talk.snapshot.value);
  expect(talk.say("sorry, we are only 3 people")).toEqual([expect.stringContaining("3")]);
  expect(talk.turn.talk.outcome).toBe("priced");
});

test("control: told in front of it, the answer counts there, and the topic's way is not taken again", () => {
  const talk = new Talking(playbook);
  talk.say("what does it cost?");
  expect(talk.turn.talk.step).toBe("price");
  talk.say("Ana, we are 80 people");
  expect(talk.turn.talk.step).toBe("start");
});
