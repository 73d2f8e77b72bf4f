import { VERBS } from "../steps/index.ts";
import {
  block,
  condition,
  name,
  nameMap,
  names,
  number,
  plainText,
  span,
  tonedText,
  wholeNumber,
  yesNo,
} from "../steps/key-schemas.ts";
import { questionSchema } from "./question-schema.ts";
import { weekHours } from "./site-schema.ts";

const object = (properties: object, description: string, required: readonly string[] = []) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
  description,
});
const list = (items: object, description: string) => ({ type: "array", minItems: 1, items, description });
const mapOf = (items: object, description: string) => ({
  type: "object",
  minProperties: 1,
  additionalProperties: items,
  description,
});
const channels = {
  type: ["string", "array"],
  items: { enum: ["web", "email"], description: "web or email" },
  description: "web, email or a list of both",
};

const stepKeys: object = Object.fromEntries(VERBS.flatMap(({ keys }) => Object.entries(keys)));

/** A step is one object with every verb optional: editors complete it. "Exactly one verb" is a check of our own. */
const stepForm = object({ ...stepKeys, id: name }, 'a step, such as "say: Hello"');
/** Named, so that the check is compiled once for all places where steps stand. */
const step = { $ref: "#/$defs/step" };

const ofVisit = {
  campaign: names,
  referrer: names,
  returning: yesNo,
  country: names,
  language: names,
  hours: weekHours,
  open: names,
};
const startRule = object(
  {
    page: names,
    event: name,
    after: span,
    on: channels,
    give: nameMap,
    not_seen_for: span,
    ...ofVisit,
    priority: wholeNumber,
  },
  "a line like { page: /pricing*, after: 10 seconds }",
);

const scoreRule = object(
  { when: condition, add: wholeNumber, because: plainText },
  "a line like { when: { role: Sales }, add: 20, because: Decision maker }",
  ["when", "add", "because"],
);

const tone = { enum: ["plain", "warm", "playful"], description: "plain, warm or playful" };

/** A list of steps; with a tone of its own, a map that holds the list under `do:`. */
const section = {
  ...object({ tone, do: block }, 'a list of steps, each with a "- "', ["do"]),
  type: ["array", "object"],
  minItems: 1,
  items: step,
};

const topic = object(
  { people_say: names, reply: tonedText, do: block, goto: name, tone },
  'a map with "people_say:", and "reply:", "do:" or "goto:"',
);

const nudge = object(
  { after: span, on: channels, say: tonedText, end: name },
  "a line like { after: 3 minutes, say: Still there? }",
  ["after"],
);

const promises = object(
  {
    ends_in: names,
    before: nameMap,
    at_most: object({ questions: wholeNumber }, "a map like { questions: 10 }"),
    every_handoff: { enum: ["can_fall_back"], description: "can_fall_back" },
  },
  "a map of promises",
);

/** The form of a playbook, for the check and for completion in editors. `description` ends the sentence `"x" needs …`. */
export const playbookSchema: object = {
  ...object(
    {
      playbook: name,
      title: plainText,
      language: name,
      also_in: names,
      start_when: list(startRule, "a list of lines like { page: /pricing* }"),
      not_when: list(
        object({ page: names, event: name, ...ofVisit }, "a line like { page: /checkout* }"),
        "a list of lines like { page: /checkout* }",
      ),
      questions: mapOf(questionSchema, "a map of questions"),
      score: list(scoreRule, "a list of rules"),
      grades: object({ hot: number, warm: number }, "a map like { hot: 60, warm: 30 }", ["hot", "warm"]),
      lead: object(
        {
          save: { enum: ["as_you_go", "at_the_end"], description: "as_you_go" },
          unique_by: name,
          fields: nameMap,
        },
        "a map with unique_by and fields",
      ),
      talk: {
        type: "object",
        minProperties: 1,
        required: ["start"],
        additionalProperties: section,
        description: 'a map of sections, the first called "start"',
      },
      anytime: mapOf(topic, "a map of topics"),
      if_silent: list(nudge, "a list of lines like { after: 3 minutes, say: Still there? }"),
      if_stuck: object(
        { tries: { ...wholeNumber, minimum: 1, maximum: 20 }, do: block },
        'a map with "tries:" and "do:"',
        ["do"],
      ),
      promises,
      when_changed: { enum: ["move", "finish_old"], description: "move or finish_old" },
      renamed: nameMap,
    },
    "a playbook",
    ["playbook", "talk"],
  ),
  $defs: { step: stepForm, block: list(step, 'a list of steps, each with a "- "') },
};
