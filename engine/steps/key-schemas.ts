/**
 * Pieces of JSON Schema that several verbs share. `description` ends the sentence `"say" needs …`.
 * A value that may be of two shapes has a list of types instead of an `anyOf`, so that each fault has one plain error
 * and editors complete every key.
 */
const PLAIN = ["string", "number", "boolean"];

export const plainText = { type: PLAIN, minLength: 1, description: "a text" };

export const tonedText = {
  type: [...PLAIN, "object"],
  minLength: 1,
  description: "a text",
  properties: { plain: plainText, warm: plainText, playful: plainText },
  required: ["plain"],
  additionalProperties: false,
};

export const name = { type: "string", minLength: 1, description: "a name" };
export const names = {
  type: ["string", "array"],
  minLength: 1,
  minItems: 1,
  items: name,
  description: "a name or a list of names",
};
export const number = { type: "number", description: "a number" };
export const wholeNumber = { type: "integer", description: "a whole number" };
export const yesNo = { enum: [true, false, "yes", "no"], description: "true or false" };
export const span = { type: PLAIN, description: 'a time span like "5 minutes"' };
export const condition = {
  type: ["object", "array"],
  minProperties: 1,
  minItems: 1,
  items: { type: "object", description: "a condition like { team_size: { over: 50 } }" },
  description: "a condition like { team_size: { over: 50 } }",
};
export const block = { $ref: "#/$defs/block" };
export const anyMap = { type: "object", minProperties: 1, description: "a map of names and values" };
export const nameMap = {
  type: "object",
  minProperties: 1,
  additionalProperties: name,
  description: "a map of names, like { full_name: name }",
};
