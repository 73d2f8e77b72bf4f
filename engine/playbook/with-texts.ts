import type { Question } from "../questions/question.ts";
import { mapTemplates, type Texts, translated } from "../texts/with-texts.ts";
import type { Playbook } from "./playbook.ts";

/**
 * The playbook with its texts in other languages, to be compiled like any other. Answers keep the words of its own
 * language, so score and conditions stay as they are; typed answers are understood in both.
 */
export function withTexts(playbook: Playbook, all: readonly Texts[]): Playbook {
  return all.reduce(withLanguage, playbook);
}

function withLanguage(playbook: Playbook, texts: Texts): Playbook {
  const spoken = mapTemplates(
    {
      sections: playbook.sections,
      topics: playbook.topics,
      ifSilent: playbook.ifSilent,
      ifStuck: playbook.ifStuck,
      questions: playbook.questions,
    },
    (template) => translated(template, texts),
  );
  return {
    ...playbook,
    ...spoken,
    questions: new Map([...spoken.questions].map(([name, one]) => [name, questionIn(one, texts)])),
    topics: spoken.topics.map((topic) => ({
      ...topic,
      peopleSay: [...topic.peopleSay, ...(texts.topics.get(topic.name) ?? [])],
    })),
  };
}

function questionIn(question: Question, { language, choices, called }: Texts): Question {
  const labels = choices.get(question.name);
  const word = called.get(question.name);
  return {
    ...question,
    choices: question.choices.map((choice) => {
      const other = labels?.get(choice.label);
      if (other === undefined) return choice;
      return {
        label: choice.label,
        also: [...new Set([...choice.also, other.label, ...other.also])],
        labels: { ...choice.labels, [language]: other.label },
      };
    }),
    ...(word !== undefined && { calledAlso: { ...question.calledAlso, [language]: word } }),
  };
}
