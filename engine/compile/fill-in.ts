import { SHARED } from "../machine/builder.ts";
import type { Nudge, Playbook, Section } from "../playbook/playbook.ts";
import { builtInQuestion } from "../questions/built-in-question.ts";
import type { Question } from "../questions/question.ts";
import type { Block, Step } from "../steps/step.ts";
import { builtInTemplate } from "../texts/built-in-texts.ts";

const NOWHERE = { line: 1, column: 1 } as const;

/**
 * The playbook with what it does not say itself: the handoff for "I want a human", what happens when it is stuck, and
 * the end of a silent talk. (Language, section 3.)
 */
export function fillIn(playbook: Playbook, ofRuns: ReadonlyMap<string, Question> = new Map()): Playbook {
  const address = addressQuestion(playbook);
  const human: Section = { name: SHARED.human, steps: humanSteps(address.name), at: NOWHERE };
  const ends = playbook.ifSilent.some(({ end }) => end !== undefined);
  return {
    ...playbook,
    questions: new Map([...playbook.questions, ...ofRuns, [address.name, address]]),
    sections: new Map([...playbook.sections, [human.name, human]]),
    ifSilent: ends ? playbook.ifSilent : [...playbook.ifSilent, ABANDONED],
  };
}

/** What `if_stuck` does: the playbook's steps, else a person. */
export function stuckSteps(playbook: Playbook): Block {
  return (
    playbook.ifStuck?.do ?? [
      { verb: "goto", key: "if_stuck:goto", at: NOWHERE, section: SHARED.human, keepAnswers: false },
    ]
  );
}

const ABANDONED: Nudge = {
  after: { amount: 3, unit: "day", working: false },
  on: ["web"],
  say: undefined,
  end: "abandoned",
  at: NOWHERE,
};

/** The team "" is the one that site.yml names for this, else everybody; its clock is site.yml's too. */
function humanSteps(address: string): readonly Step[] {
  const at = NOWHERE;
  const section = SHARED.human;
  return [
    {
      verb: "handoff",
      key: `${section}:handoff`,
      at,
      team: "",
      message: builtInTemplate("lookingForSomebody"),
      note: undefined,
      answerWithin: { amount: 5, unit: "minute", working: false },
      whileWaiting: [],
      ifNobody: [
        { verb: "say", key: `${section}:say_nobody`, at, text: builtInTemplate("nobodyThere") },
        { verb: "ask", key: `${section}:ask:${address}`, at, question: address, addTo: undefined },
        { verb: "say", key: `${section}:say_thanks`, at, text: builtInTemplate("weWillWrite") },
        { verb: "end", key: `${section}:end`, at, outcome: "left_message" },
      ],
      whenBack: [],
    },
  ];
}

/** The playbook's own question for an address, so that it is asked once; a built-in one where there is none. */
function addressQuestion(playbook: Playbook): Question {
  const own = [...playbook.questions.values()].find(({ kind }) => kind === "email" || kind === "work_email");
  if (own) return own;
  return builtInQuestion(
    {
      name: "contact_address",
      ask: builtInTemplate("whichAddress"),
      kind: "email",
      sorry: builtInTemplate("badAddress"),
      called: "e-mail address",
    },
    NOWHERE,
  );
}
