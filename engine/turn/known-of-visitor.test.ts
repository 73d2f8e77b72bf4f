import { describe, expect, test } from "@jest/globals";
import { messageForReps } from "../messages/message.ts";
import { readSite } from "../playbook/read-site.ts";
import { compiled, Talking } from "./talking.fixture.ts";

const TEXT = `
playbook: known
language: en
questions:
  name: { ask: Who are you?, answer: name, remember: 90 days }
  size: { ask: How many people are you?, answer: number, called: team size }
  role: { ask: Your role?, choices: [Boss, Buyer] }
  pin: { ask: Your word?, answer: text, private: true, optional: true }
  news: { ask: May we write to you?, answer: consent, for: marketing, optional: true }
talk:
  start:
    - ask: [name, size]
    - if: { size: { over: 50 } }
      then: [{ ask: role }]
    - ask: [pin, news]
    - handoff: sales
      answer_within: 5 minutes
      if_nobody: [{ end: done }]
      when_back: [{ end: done }]
`;
const playbook = compiled(TEXT);
const QUESTION = "What do you know about me?";

describe("what do you know about me?", () => {
  test("lists every answer that is kept, the remembered ones with their last day, and puts the question again", () => {
    const talk = new Talking(playbook);
    for (const words of ["Ana", "80", "Buyer"]) talk.say(words);
    expect(talk.say(QUESTION)).toEqual([
      "This is what I know of you:\n• name: Ana (remembered until February 21, 2027)\n• team size: 80\n• role: Buyer\n" +
        'To change something, just say so. "Forget me" deletes all of it.',
      "Your word?",
    ]);
  });

  test("what does not count any more is still kept, so it is told; what was skipped or forgotten is not", () => {
    const talk = new Talking(playbook);
    for (const words of ["Ana", "80", "Buyer", "skip", "sorry, we are only 3 people"]) talk.say(words);
    const [known] = talk.say(QUESTION);
    expect(known).toContain("• team size: 3\n• role: Buyer\n");
    expect(known).not.toContain("pin");
    talk.say("forget me");
    expect(talk.say(QUESTION)).toEqual(["I don't know anything about you yet."]);
  });

  test("before anything was told it says so", () => {
    expect(new Talking(playbook).say(QUESTION)).toEqual([
      "I don't know anything about you yet.",
      "Who are you?",
    ]);
  });

  test("the visitor sees a private answer, reps do not", () => {
    const talk = new Talking(playbook);
    for (const words of ["Ana", "8", "sesame"]) talk.say(words);
    const messages = talk.take({ type: "message", text: QUESTION });
    expect(messages[1]?.text).toContain("• pin: sesame\n");
    const forReps = JSON.stringify(messages.map(messageForReps));
    expect(forReps).not.toContain("sesame");
    expect(forReps).toContain("• pin: (private answer)");
  });

  test("a yes is a yes, also while a person is looked for, and the talk stays where it is", () => {
    const talk = new Talking(playbook);
    for (const words of ["Ana", "8", "skip", "yes"]) talk.say(words);
    expect(talk.status).toBe("waiting");
    expect(talk.say(QUESTION)).toEqual([expect.stringContaining("• news: yes\n")]);
    expect(talk.status).toBe("waiting");
  });

  test.each([
    ["de", "Was wissen Sie über mich?", "Das weiß ich von Ihnen:", "Ana (gemerkt bis 21. Februar 2027)"],
    ["fr", "Qu'est-ce que vous savez de moi ?", "Voici ce que je sais de vous :", "21 février 2027"],
    ["es", "¿Qué sabe de mí?", "Esto es lo que sé de usted:", "21 de febrero de 2027"],
    ["pt", "O que sabe sobre mim?", "Isto é o que sei sobre si:", "21 de fevereiro de 2027"],
  ])("in %s", (language, question, begin, until) => {
    const { site } = readSite(
      "site: s\nname: S\nbot: { name: Robin }\nlanguages: [en, de, fr, es, pt]\n",
      "site.yml",
    );
    const talk = new Talking(compiled(TEXT.replace("language: en", `language: ${language}`)), {}, site);
    talk.say("Ana");
    const [known] = talk.say(question);
    expect(known).toContain(begin);
    expect(known).toContain(until);
  });

  test("control: what is asked about the company is another question", () => {
    const talk = new Talking(playbook);
    expect(talk.say("What do I need to know about you?")[0]).not.toContain("know anything about you");
  });
});
