import { describe, expect, test } from "@jest/globals";
import { compiled, Talking } from "./talking.fixture.ts";

const SHOP = compiled(`
playbook: shop
questions:
  size: { ask: How many people are on your team?, answer: number }
talk:
  start:
    - ask: size
    - say: Thanks.
    - end: done
anytime:
  pricing:
    people_say: [how much does it cost, what is the price, is it expensive, how much do you charge]
    reply: 10 EUR a month.
  refund:
    people_say: [can I get a refund, how do I get my money back, refund policy, I want my money back]
    reply: Within 30 days.
if_stuck:
  tries: 3
  do: [{ end: stuck }]
`);

const TORN = "can I get it?";

describe("a message about one of two topics", () => {
  test("is asked back with both, and the question stays open", () => {
    const talk = new Talking(SHOP);
    expect(talk.say(TORN)).toEqual(["Did you mean one of these?", "How many people are on your team?"]);
    const labels = talk.turn.messages.flatMap(({ choices = [] }) => choices.map(({ label }) => label));
    expect(labels).toEqual(["Can I get a refund", "Is it expensive"]);
    expect(talk.tap("Is it expensive")).toEqual(["10 EUR a month.", "How many people are on your team?"]);
    expect(talk.turn.messages[0]).toMatchObject({ from: "visitor", text: "Is it expensive" });
    expect(talk.say("80")).toEqual(["Thanks."]);
  });

  test("counts as a try, so that nobody is asked for ever", () => {
    const talk = new Talking(SHOP);
    talk.say(TORN);
    talk.say(TORN);
    talk.say(TORN);
    expect(talk.turn.talk.outcome).toBe("stuck");
  });

  test.each(["topic:pricing", "topic:pricing#99", "topic:nothing#0", "topic:toString#0"])(
    "%s is no button that was ever shown",
    (choice) => {
      const talk = new Talking(SHOP);
      expect(() => talk.take({ type: "message", choice })).toThrow("CHOICE_UNKNOWN");
    },
  );

  test("a message that is about neither is only not understood", () => {
    expect(new Talking(SHOP).say("do penguins have knees?")[0]).toBe("I need a number here, like 25.");
  });
});
