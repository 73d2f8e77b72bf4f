import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Value } from "../conditions/condition.ts";
import { makeUnderstanding } from "./make-understanding.ts";
import { samplePlaybook, sampleQuestion } from "./sample-playbook.fixture.ts";

const questions = [
  sampleQuestion("name", "name", "First things first, what should I call you?"),
  sampleQuestion("team_size", "number", "How many people are on your team?", {
    check: [
      { operator: "at_least", value: 1 },
      { operator: "at_most", value: 100_000 },
    ],
  }),
  sampleQuestion("role", "choice", "And what's your role?", {
    choices: [
      "Founder or CEO",
      "Marketing",
      "Sales",
      { label: "IT", also: ["engineer", "developer"] },
      "Something else",
    ],
  }),
  sampleQuestion("goals", "choice", "What would you like to get done? Pick any.", {
    choices: ["More leads", "Faster replies", "Less manual work"],
    pick: "many",
  }),
  sampleQuestion("budget", "number", "Do you have a yearly budget in mind (in EUR)?", { optional: true }),
  sampleQuestion("timeline", "choice", "When do you want to start?", {
    choices: ["This month", "This quarter", "Later"],
  }),
  sampleQuestion("email", "work_email", "Last one, {{ name }}: what's your work email?"),
  sampleQuestion("confirm", "yes_no", "So: team of {{ team_size }}, role {{ role }}. All correct?"),
  sampleQuestion("wish", "long_text", "What should the bot do for you?"),
  sampleQuestion("menu", "choice", "What now?", { choices: ["Skip", "Human", "Go on"] }),
  sampleQuestion("quiet", "number", "How many seats?", { topics: false }),
];
const b2b = makeUnderstanding(
  samplePlaybook(questions, {
    pricing: ["what does it cost", "how much is it", "price", "is there a free plan"],
    security: ["is my data safe", "GDPR", "where is the data stored"],
    human: ["I have a complaint"],
    not_interested: ["not interested", "stop asking", "leave me alone"],
  }),
);

/** What the talk knows in most rows, in the order in which it was answered. */
const KNOWN = { name: "Ana", team_size: 80, role: "Sales", email: "ana@acme.example" };

function hear(text: string, open?: string, known: Readonly<Record<string, Value>> = {}) {
  const question = questions.find(({ name }) => name === open);
  return b2b.read(text, { open: question, known: new Map(Object.entries(known)) });
}

describe("a strict answer to the open question", () => {
  test.each<[said: string, open: string, value: Value]>([
    ["about 80", "team_size", 80],
    ["80 people", "team_size", 80],
    ["we're 80", "team_size", 80],
    ["20k", "budget", 20_000],
    ["marketting", "role", "Marketing"],
    ["faster replies and leads", "goals", ["More leads", "Faster replies"]],
    ["yep", "confirm", true],
    ["no", "confirm", false],
    ["not really", "confirm", false],
    ["sorry, no", "confirm", false],
    ["it's Ana@ACME.example", "email", "Ana@acme.example"],
    ["Ana", "name", "Ana"],
    ["my name is Ana Keller", "name", "Ana Keller"],
    ["We need more leads.", "wish", "We need more leads."],
    ["sorry, 80", "team_size", 80],
    ["oops, I meant yes", "confirm", true],
    ["Human", "menu", "Human"],
    ["skip", "menu", "Skip"],
    ["5", "quiet", 5],
  ])("%s answers %s", (said, open, value) => {
    expect(hear(said, open)).toMatchObject({ is: "answer", question: open, value });
  });

  test("says which rule decided", () => {
    expect(hear("80", "team_size").because).toBe("strict answer: number");
    expect(hear("Human", "menu").because).toBe("strict answer: the text of a button");
    expect(hear("is my data safe?", "budget").because).toBe("topic security 1.00");
    expect(hear("agent please", "budget").because).toBe("built-in human");
  });
});

describe("meant as an answer and not taken", () => {
  test.each<[said: string, open: string, check: number | undefined]>([
    ["quite a few", "team_size", undefined],
    ["between 50 and 60", "team_size", undefined],
    ["0", "team_size", 0],
    ["100001 people", "team_size", 1],
    ["ana@gmail.com", "email", undefined],
    ["plumber", "role", undefined],
    ["maybe", "confirm", undefined],
    ["hello", "name", undefined],
    ["80", "name", undefined],
    ["20 dollars", "budget", undefined],
  ])("%s is refused for %s", (said, open, check) => {
    expect(hear(said, open)).toMatchObject({ is: "refused", question: open, check });
  });
});

describe("built-ins", () => {
  test.each([
    ["human", "talk to a human"],
    ["human", "Can I please talk to a real person?"],
    ["human", "agent please"],
    ["human", "I want to speak to someone"],
    ["human", "speek to a humna"],
    ["human", "kann ich mit einem Menschen sprechen?"],
    ["human", "je veux parler à un humain"],
    ["human", "quiero hablar con una persona"],
    ["human", "quero falar com um atendente"],
    ["human", "I have a complaint"],
    ["stop", "stop"],
    ["stop", "STOP!!"],
    ["stop", "please stop"],
    ["stop", "stopp"],
    ["stop", "arrête"],
    ["forget_me", "forget me"],
    ["forget_me", "I want you to delete my data please"],
    ["forget_me", "bitte lösche meine Daten"],
    ["forget_me", "supprimez mes données"],
    ["start_over", "start over"],
    ["start_over", "can we start from the beginning?"],
    ["start_over", "von vorne"],
    ["start_over", "empezar de nuevo"],
    ["skip", "skip"],
    ["skip", "not sure"],
    ["skip", "I'm not sure"],
    ["skip", "I'd rather not say"],
    ["skip", "no idea, sorry"],
    ["skip", "pass"],
    ["skip", "keine Ahnung"],
    ["skip", "je ne sais pas"],
    ["skip", "não sei"],
    ["repeat", "can you repeat that?"],
    ["repeat", "what was the question?"],
    ["repeat", "wie bitte?"],
    ["why", "why?"],
    ["why", "why do you ask?"],
    ["why", "why do you need my email"],
    ["why", "wozu?"],
    ["why", "¿por qué?"],
    ["are_you_a_bot", "are you a bot?"],
    ["are_you_a_bot", "am I talking to a robot"],
    ["are_you_a_bot", "bist du ein Bot?"],
    ["are_you_a_bot", "êtes-vous un robot ?"],
    ["my_data", "what do you know about me?"],
    ["my_data", "Kann ich bitte meine Daten sehen?"],
    ["my_data", "que savez-vous sur moi ?"],
  ])("%s: %s", (name, said) => {
    for (const open of ["team_size", "wish", undefined]) {
      // Where free text is awaited a slip is not guessed at.
      const guessed = said.includes("humna") && open === "wish";
      if (!guessed) expect(hear(said, open)).toMatchObject({ is: "built_in", name });
    }
  });

  test.each([
    ["stop by our office", "wish"],
    ["we want to stop losing leads", "wish"],
    ["shop", "wish"],
    ["a ship", "wish"],
    ["Huma", "name"],
    ["human resources", "wish"],
    ["a bot that talks to humans", "wish"],
    ["people skip our forms", "wish"],
    ["n", "confirm"],
    ["no", "confirm"],
    ["zero", "quiet"],
    ["why not", "confirm"],
    ["we restart every year", "wish"],
  ])("%s is an answer to %s, no built-in", (said, open) => {
    expect(hear(said, open)).toMatchObject({ is: "answer", question: open });
  });

  test.each([
    ["none", "budget", "built_in"],
    ["no budget", "budget", "built_in"],
    ["not yet", "budget", "built_in"],
    ["none", "team_size", "refused"],
    ["a lot", "budget", "refused"],
    ["none", "wish", "answer"],
  ])("%s, at %s, is %s: only an optional question may have none", (said, open, is) => {
    expect(hear(said, open)).toMatchObject({ is });
  });

  test("a phrase that the author gave to another topic stays the author's", () => {
    expect(hear("stop asking", "team_size")).toMatchObject({ is: "topic", name: "not_interested" });
  });
});

describe("topics", () => {
  test.each([
    ["pricing", "how much does it cost"],
    ["pricing", "what's the price?"],
    ["pricing", "whats the prise?"],
    ["pricing", "what does this cost?"],
    ["pricing", "pricing please"],
    ["pricing", "how much is it"],
    ["pricing", "do you have a free plan?"],
    ["pricing", "what are your prices"],
    ["security", "is my data safe?"],
    ["security", "Is our data safe with you??"],
    ["security", "gdpr"],
    ["security", "are you GDPR compliant?"],
    ["security", "where do you store the data"],
    ["not_interested", "I'm not interested"],
    ["not_interested", "leave me alone!"],
  ])("%s: %s", (name, said) => {
    for (const open of ["budget", "wish", "role", undefined]) {
      expect(hear(said, open)).toMatchObject({ is: "topic", name });
    }
  });

  test.each([
    ["our price list is long", "wish"],
    ["Ana", "wish"],
    ["80", "wish"],
    ["marketing", "wish"],
    ["data", "wish"],
    ["we want to plan better", "wish"],
    ["interested", "wish"],
    ["Ana", "name"],
    ["80", "team_size"],
    ["marketing", "role"],
  ])("%s is an answer to %s, no topic", (said, open) => {
    expect(hear(said, open)).toMatchObject({ is: "answer", question: open });
  });

  test.each([
    "when is the date?",
    "do you like cats?",
    "how long is the trial?",
    "who are you?",
    "what can it do for me",
  ])("%s is none of them", (said) => {
    expect(hear(said, "budget")).toMatchObject({ is: "nothing" });
  });

  test("two topics equally close are none", () => {
    const torn = makeUnderstanding(samplePlaybook([], { one: ["blue price"], two: ["red price"] }));
    expect(torn.read("price?", { open: undefined, known: new Map() }).is).toBe("nothing");
  });

  test("a question with topics off hears none, but built-ins and answers", () => {
    expect(hear("is my data safe?", "quiet")).toMatchObject({ is: "nothing" });
    expect(hear("sorry, we are only 3 people", "quiet", KNOWN)).toMatchObject({ is: "refused" });
    expect(hear("talk to a human", "quiet")).toMatchObject({ is: "built_in" });
  });
});

describe("a change of an earlier answer", () => {
  test.each<[said: string, open: string | undefined, question: string, value: Value | undefined]>([
    ["sorry, we are only 3 people", "budget", "team_size", 3],
    ["sorry, we are only 3", "timeline", "team_size", 3],
    ["no wait, 3 employees", "goals", "team_size", 3],
    ["I meant 90", "timeline", "team_size", 90],
    ["actually I'm in marketing", "budget", "role", "Marketing"],
    ["sorry, I meant Marketing", "timeline", "role", "Marketing"],
    ["sorry, my email is ana@new.example", "timeline", "email", "ana@new.example"],
    ["oops, ana@new.example", "timeline", "email", "ana@new.example"],
    ["sorry, my name is Anna", "team_size", "name", "Anna"],
    ["we are only 3 people", "budget", "team_size", 3],
    ["no, we are 3 people", "confirm", "team_size", 3],
    ["almost, we're 8 people", "confirm", "team_size", 8],
    ["no, my role is marketing", "confirm", "role", "Marketing"],
    ["change my role to Marketing", "budget", "role", "Marketing"],
    ["change team size to 3", undefined, "team_size", 3],
    ["my email is wrong", "timeline", "email", undefined],
    ["change my role", "timeline", "role", undefined],
    ["wrong team size", "timeline", "team_size", undefined],
    ["sorry, the team size is wrong", "confirm", "team_size", undefined],
    ["can I change my name?", "budget", "name", undefined],
    ["sorry, 0 people", "timeline", "team_size", undefined],
  ])("%s, at %s, changes %s to %j", (said, open, question, value) => {
    expect(hear(said, open, KNOWN)).toMatchObject({ is: "change", question, value });
  });

  test.each<[said: string, open: string, known: Readonly<Record<string, Value>>, is: string]>([
    ["sorry, we are only 3 people", "timeline", {}, "told"],
    ["my email is wrong", "timeline", {}, "refused"],
    ["sorry, 20k", "budget", { team_size: 80 }, "answer"],
    ["sorry, later", "timeline", KNOWN, "answer"],
    ["80 people", "budget", KNOWN, "refused"],
    ["we actually want better emails", "wish", KNOWN, "answer"],
    ["my email is correct", "timeline", KNOWN, "refused"],
    ["we changed our email provider and nothing works", "wish", KNOWN, "answer"],
  ])("%s, at %s, changes nothing", (said, open, known, is) => {
    expect(hear(said, open, known)).toMatchObject({ is });
  });
});

describe("several facts in one message", () => {
  const all = "Ana from Acme, we're 80 people, ana@acme.example";
  const told = { name: "Ana", team_size: 80, email: "ana@acme.example" };

  test.each(["name", "team_size", "email"] as const)("answer the open question %s and the others", (open) => {
    const reading = hear(all, open);
    expect(reading).toMatchObject({ is: "answer", question: open, value: told[open] });
    const also = reading.is === "answer" ? reading.also : [];
    expect(Object.fromEntries(also.map(({ question, value }) => [question, value]))).toEqual(
      Object.fromEntries(Object.entries(told).filter(([name]) => name !== open)),
    );
  });

  test("are told where none of them is asked for", () => {
    const reading = hear(all);
    expect(reading.is).toBe("told");
    expect(reading.is === "told" ? reading.also : []).toHaveLength(3);
  });

  test.each<[said: string, open: string | undefined, also: readonly string[]]>([
    ["I'm Ana", undefined, ["name"]],
    ["hello, my name is Ana Keller and we are 12 people", undefined, ["name", "team_size"]],
    ["we have a budget of 20k", "team_size", ["budget"]],
  ])("%s, at %s, tells %j", (said, open, also) => {
    const reading = hear(said, open);
    expect(reading.is === "told" ? reading.also.map(({ question }) => question) : reading).toEqual(also);
  });

  test("a bare answer may stand beside them", () => {
    expect(hear("Sales, 20 people", "role")).toMatchObject({
      is: "answer",
      value: "Sales",
      also: [{ question: "team_size", value: 20 }],
    });
  });

  test("a free text keeps all its words and the facts in it", () => {
    const said = "Answer our visitors, ana@acme.example";
    expect(hear(said, "wish")).toMatchObject({
      is: "answer",
      value: said,
      also: [{ question: "email", value: "ana@acme.example" }],
    });
  });

  test("a topic beside them is still heard", () => {
    expect(hear("I'm Ana, is my data safe?", "name")).toMatchObject({
      is: "topic",
      name: "security",
      also: [{ question: "name", value: "Ana" }],
    });
  });

  test.each([
    "I'm interested",
    "I'm Head of Marketing",
    "Greetings from Berlin",
    "we sold to 80 customers",
    "ana@gmail.com",
    "0 people",
    "hello",
  ])("%s tells nothing for certain", (said) => {
    expect(hear(said)).toMatchObject({ is: expect.stringMatching(/^(?:nothing|topic)$/) });
  });
});

describe("free text", () => {
  test.each(["What do you offer?", "how does it work", "wie geht das", "¿qué es esto"])(
    "%s, which nothing else answers, is what the visitor wanted to say, and never a name",
    (said) => {
      expect(hear(said, "wish")).toMatchObject({ is: "answer", value: said });
      expect(hear(said, "name")).toMatchObject({ is: "nothing" });
    },
  );

  test.each(["Will Smith", "Can Yılmaz"])("%s is a name that begins like a question", (said) => {
    expect(hear(said, "name")).toMatchObject({ is: "answer", value: said });
  });
});

describe("any message at all", () => {
  const fragment = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom(
      "80",
      "people",
      "sorry",
      ",",
      "?",
      "I'm",
      "ana@acme.example",
      "k",
      "€",
      "and",
      "to",
      "role",
      "stop",
      "-",
    ),
  );
  const message = fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join(" "));
  const open = fc.constantFrom(...questions.map(({ name }) => name), undefined);

  test("is read without an error, and the same way twice", () => {
    fc.assert(
      fc.property(message, open, (said, question) => {
        expect(hear(said, question, KNOWN)).toEqual(hear(said, question, KNOWN));
      }),
      { numRuns: 300 },
    );
  });

  test("an answer always passes its question's checks", () => {
    fc.assert(
      fc.property(message, (said) => {
        const reading = hear(said, "team_size");
        if (reading.is === "answer") expect(Number(reading.value)).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["letters", "a".repeat(4000)],
    ["words", "lead ".repeat(800)],
    ["signs", "!?.,".repeat(1000)],
    ["ats", "a@".repeat(2000)],
    ["spaces", `a${" ".repeat(3998)}b`],
    ["figures", "1,".repeat(2000)],
    ["dots", "a.".repeat(2000)],
    ["sorries", "sorry ".repeat(666)],
    ["accents", "á".normalize("NFD").repeat(2000)],
  ])("4,000 characters of %s cost little", (_name, said) => {
    hear(said, "name", KNOWN);
    const before = performance.now();
    for (const open of ["name", "email", "role", "wish", "goals"]) hear(said, open, KNOWN);
    expect(performance.now() - before).toBeLessThan(250);
  });
});
