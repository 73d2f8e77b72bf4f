import { name, names, plainText } from "../steps/key-schemas.ts";

const map = (items: object, description: string) => ({
  type: "object",
  additionalProperties: items,
  description,
});
const words = { type: "object", description: "a map like { label: Vertrieb, also: [Verkauf] }" };

/** The form of `<playbook>.<language>.yml`. */
export const textsSchema: object = {
  type: "object",
  properties: {
    texts_of: name,
    language: name,
    texts: map(
      { type: ["string", "number", "boolean", "object", "null"], description: "a text" },
      "a map of texts",
    ),
    choices: map(
      map(
        { ...plainText, ...words, type: ["string", "number", "boolean", "object", "null"] },
        "a map of choices",
      ),
      "a map of questions",
    ),
    called: map({ ...plainText, type: [...plainText.type, "null"] }, "a map of questions and words for them"),
    topics: map({ ...names, type: [...names.type, "null"] }, "a map of topics and what people say"),
  },
  required: ["texts_of", "language", "texts"],
  additionalProperties: false,
  description: "the texts of a playbook",
};
