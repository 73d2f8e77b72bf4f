import { name, names, plainText, span, tonedText, wholeNumber, yesNo } from "../steps/key-schemas.ts";

const bounds = {
  type: "array",
  minItems: 2,
  maxItems: 2,
  items: { type: ["number", "string"], description: "a number" },
  description: "two numbers like [1, 10]",
};
const bound = { type: ["number", "string"], description: "a number" };
const check = {
  type: "object",
  minProperties: 1,
  properties: {
    over: bound,
    under: bound,
    at_least: bound,
    at_most: bound,
    between: bounds,
    is_not: {
      type: ["string", "number", "boolean", "array"],
      minItems: 1,
      items: plainText,
      description: "a value or a list of values",
    },
    looks_like: plainText,
    pattern: plainText,
    sorry: tonedText,
  },
  additionalProperties: false,
  description: 'a line like { at_least: 1, sorry: "At least one!" }',
};

const choice = {
  type: ["string", "number", "boolean", "object"],
  minLength: 1,
  properties: {
    label: plainText,
    also: { type: "array", minItems: 1, items: plainText, description: "a list of words" },
  },
  required: ["label"],
  additionalProperties: false,
  description: "a text, or a map like { label: IT, also: [engineer] }",
};

/** The form of one entry of `questions:`. */
export const questionSchema = {
  type: "object",
  properties: {
    ask: tonedText,
    answer: name,
    choices: { type: "array", minItems: 1, items: choice, description: "a list of choices" },
    choices_from: name,
    show: name,
    pick: { enum: ["one", "many"], description: "one or many" },
    optional: yesNo,
    check: {
      ...check,
      type: ["array", "object"],
      minItems: 1,
      items: check,
      description: "a list of checks",
    },
    sorry: tonedText,
    why: tonedText,
    called: plainText,
    from: wholeNumber,
    to: wholeNumber,
    private: yesNo,
    topics: yesNo,
    remember: span,
    needs_consent: name,
    for: names,
  },
  required: ["ask"],
  additionalProperties: false,
  description: 'a map with "ask:" and "answer:" or "choices:"',
};
