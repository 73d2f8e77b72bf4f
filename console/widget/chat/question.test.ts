import { describe, expect, test } from "@jest/globals";
import type { Message } from "../../../server/wire/message.ts";
import { changeable, openQuestion, shortQuestion } from "./question.ts";

type Part = Partial<Message>;
const log = (...parts: readonly Part[]): readonly Message[] =>
  parts.map((part, index) => ({ seq: index + 1, from: "bot", at: "2026-11-23T10:00:00Z", ...part }));
const asks = (question: string, kind = "text", choices?: readonly string[]): Part => ({
  text: `${question}?`,
  input: { kind, question, label: question, optional: false },
  ...(choices && { choices: choices.map((label) => ({ id: label, label })) }),
});
const says = (text: string, change?: string): Part => ({ from: "visitor", text, ...(change && { change }) });

describe("the open question", () => {
  test("is the last one put", () => {
    expect(openQuestion(log(asks("name"), says("Ana", "name"), asks("role")), "bot")?.input?.question).toBe(
      "role",
    );
  });

  test("is closed by an answer, and by nothing else", () => {
    expect(openQuestion(log(asks("name"), says("Ana", "name")), "bot")).toBeUndefined();
    expect(openQuestion(log(asks("name"), says("is it safe?")), "bot")?.elsewhere).toBe(false);
  });

  test("stays open while the talk is elsewhere", () => {
    const open = openQuestion(log(asks("name"), says("is it safe?"), { text: "Yes." }), "bot");
    expect(open?.input?.question).toBe("name");
    expect(open?.elsewhere).toBe(true);
  });

  test("is closed by a tapped choice that cannot be changed", () => {
    const asked = asks("confirm", "yes_no", ["Yes", "No"]);
    expect(openQuestion(log(asked, says("Yes")), "bot")).toBeUndefined();
    expect(openQuestion(log(asked, says("maybe")), "bot")).toBeDefined();
  });

  test("is closed at the end and beside a person; bare buttons stay at the end", () => {
    const question = log(asks("name"));
    const buttons = log({ text: "Anything else?", choices: [{ id: "a", label: "Start over" }] });
    expect(openQuestion(question, "ended")).toBeUndefined();
    expect(openQuestion(question, "human")).toBeUndefined();
    expect(openQuestion(buttons, "ended")?.choices).toHaveLength(1);
    expect(openQuestion(buttons, "human")).toBeUndefined();
  });

  test("knows the answer that was not accepted", () => {
    const email = asks("email", "work_email");
    expect(openQuestion(log(email, says("ana@gmail.com"), email), "bot")?.refused).toBe("ana@gmail.com");
    expect(openQuestion(log(email, says("ana@gmail.com"), { text: "Hm." }, email), "bot")?.refused).toBe(
      "ana@gmail.com",
    );
  });

  test("takes no question of the visitor's for an answer", () => {
    const email = asks("email", "work_email");
    const size = asks("size", "number");
    expect(openQuestion(log(email, says("why do you ask"), email), "bot")?.refused).toBeUndefined();
    expect(openQuestion(log(size, says("is it free for 4?"), size), "bot")?.refused).toBeUndefined();
    expect(
      openQuestion(log(size, says("Ana", "name"), asks("email", "email")), "bot")?.refused,
    ).toBeUndefined();
  });
});

test("of several answers to one question only the last can be changed", () => {
  const answers = changeable(log(asks("size"), says("80", "size"), asks("size"), says("8", "size")));
  expect([...answers.keys()]).toEqual([4]);
  expect(answers.get(4)?.label).toBe("size");
});

test("a question is known by its last sentence", () => {
  expect(shortQuestion("So: team of 80. All correct?")).toBe("All correct?");
  expect(shortQuestion("name")).toBe("name");
});
