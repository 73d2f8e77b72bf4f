import { conditionText } from "../explore/condition-text.ts";
import type { Card, Step } from "../steps/step.ts";
import { formatSpan } from "../time/read-span.ts";
import { flag, type Part, part, sentText, textParts, whenPart } from "./described.ts";

/** What people call a step, with what distinguishes it from others. */
export function stepName(step: Step): string {
  switch (step.verb) {
    case "say":
    case "say_one_of":
      return "message";
    case "ask":
      return `asks ${step.question}`;
    case "ask_again":
      return `asks ${step.question} again`;
    case "handoff":
      return `handoff to ${step.team}`;
    case "call":
      return `calls ${step.service}`;
    case "split":
      return `split test ${step.test}`;
    case "run":
      return `runs ${step.playbook}`;
    case "tell":
      return `tells ${step.team}`;
    default:
      return step.verb.replaceAll("_", " ");
  }
}

/** What visitors, reps and services would notice of a step. Its place and the steps below it are not part of it. */
export function stepParts(step: Step): readonly Part[] {
  switch (step.verb) {
    case "say":
      return textParts("says", step.text);
    case "say_one_of":
      return step.texts.flatMap((text, index) => textParts(`says (${index + 1})`, text));
    case "show":
      return step.cards.flatMap(cardParts);
    case "ask":
      return part("adds to", step.addTo);
    case "choose":
      return step.branches.flatMap(({ when }, index) => whenPart(`way ${index + 1}`, when));
    case "if":
      return whenPart("when", step.when);
    case "goto":
      return [...part("goes to", step.section), ...flag("keeps answers", step.keepAnswers)];
    case "handoff":
      return [
        ...textParts("says", step.message),
        ...textParts("note for the rep", step.note),
        ...part("answer within", formatSpan(step.answerWithin)),
        ...step.whileWaiting.flatMap(({ after, say }) => textParts(`says after ${formatSpan(after)}`, say)),
      ];
    case "set":
      return step.values.flatMap(({ name, to }) =>
        part(`sets ${name}`, "formula" in to ? to.formula.source : sentText(to)),
      );
    case "change_answer":
      return part("offers", step.questions.join(", "));
    case "end":
      return part("ends as", step.outcome);
    default:
      return compoundParts(step);
  }
}

type Rest = Exclude<
  Step,
  { verb: "say" | "say_one_of" | "show" | "ask" | "choose" | "if" | "goto" | "handoff" | "set" | "end" }
>;

function compoundParts(step: Rest): readonly Part[] {
  switch (step.verb) {
    case "call":
      return [
        ...step.send.flatMap(({ name, value }) => part(`sends ${name}`, sentText(value))),
        ...part("saves as", step.saveAs),
        ...part("gives up after", step.giveUpAfter && formatSpan(step.giveUpAfter)),
        ...part("again if changed", step.ifChanged),
      ];
    case "for_each":
      return [...part("each of", step.list.join(".")), ...part("as", step.as)];
    case "repeat":
      return [...part("up to", step.upTo), ...textParts("asks first", step.askFirst)];
    case "split":
      return part("shares", step.paths.map(({ name, share }) => `${name}: ${share}`).join(", "));
    case "wait":
      return part("waits", formatSpan(step.span));
    case "tell":
      return textParts("tells", step.message);
    case "tag":
      return part("tags", step.tags.join(", "));
    case "run":
      return [
        ...part("from", step.from),
        ...part("with", step.with.map(({ theirs, ours }) => `${theirs}: ${ours}`).join(", ")),
      ];
    case "book":
      return step.texts.flatMap((text, index) => textParts(`sends (${index + 1})`, text));
    default:
      return [];
  }
}

function cardParts(card: Card, index: number): readonly Part[] {
  const of = (what: string) => (index === 0 ? what : `${what} of card ${index + 1}`);
  return [
    ...textParts(of("title"), card.title),
    ...textParts(of("text"), card.text),
    ...textParts(of("picture"), card.image),
    ...part(of("file"), card.file),
    ...card.buttons.flatMap(({ label, link }, at) => [
      ...textParts(of(`button ${at + 1}`), label),
      ...textParts(of(`link ${at + 1}`), link),
    ]),
  ];
}

/** The names of the ways below a step, in the order of its blocks. */
export function wayNames(step: Step): readonly string[] {
  switch (step.verb) {
    case "choose":
      return [...step.branches.map(({ when }) => `when ${conditionText(when)}`), "otherwise"];
    case "if":
      return [`when ${conditionText(step.when)}`, "else"];
    case "handoff":
      return ["if nobody comes", "when given back"];
    case "split":
      return [...step.paths.map(({ name }) => name), "if it fails"];
    case "call":
    case "book":
      return ["if it fails"];
    default:
      return ["each round", "if it fails"];
  }
}
