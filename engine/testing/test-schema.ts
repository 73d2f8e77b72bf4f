import { anyMap, name, plainText, span, yesNo } from "../steps/key-schemas.ts";

const object = (properties: object, description: string, required: readonly string[] = []) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
  description,
});
const texts = {
  type: ["string", "number", "boolean", "array"],
  minItems: 1,
  items: plainText,
  description: "a text or a list of texts",
};
const percent = { type: "number", minimum: 0, maximum: 100, description: "a number from 0 to 100" };
const answer = { description: "ok, fails, slow, or the data itself" };

const given = object(
  {
    now: { type: "string", description: 'a time like "2026-11-23 10:00 Europe/Berlin"' },
    online: {
      type: "object",
      additionalProperties: { type: "integer", minimum: 0, description: "how many are there" },
      description: "a map like { sales: 2 }",
    },
    page: { type: "string", description: "a path such as /pricing" },
    language: { type: "string", description: "a language, like de" },
    facts: anyMap,
    visit: object(
      { campaign: name, referrer: name, returning: yesNo, country: name },
      "a map like { country: DE, returning: true }",
    ),
    met: { type: "object", additionalProperties: span, description: "a map like { newsletter: 3 days }" },
    remembered: anyMap,
    services: {
      type: "object",
      additionalProperties: answer,
      description: "a map like { crm.create_task: ok }",
    },
  },
  "a map with now, online, page, language, facts, visit, met, remembered and services",
);

/** A line is one object with every key optional: editors complete it. "Exactly one key" is a check of our own. */
const line = {
  ...object(
    {
      bot: texts,
      user: {
        ...texts,
        type: ["string", "number", "boolean", "array", "object"],
        properties: { file: { ...name, description: "the name of a file" } },
        additionalProperties: false,
        description: "a text, a list of texts, or { file: photo.jpg }",
      },
      tap: texts,
      show: texts,
      wait: span,
      rep: {
        type: ["string", "object"],
        properties: { closes: { ...name, description: "an outcome" } },
        required: ["closes"],
        additionalProperties: false,
        description: "joins, leaves, vanishes, { closes: outcome } or a text",
      },
      service: {
        type: "object",
        minProperties: 1,
        maxProperties: 1,
        additionalProperties: answer,
        description: "a map like { crm.create_task: fails }",
      },
      event: name,
    },
    'a line, such as "user: Hello"',
  ),
  minProperties: 1,
  maxProperties: 1,
};

const conversation = object(
  {
    name: plainText,
    given,
    starts: { ...yesNo, description: "true or false" },
    start_at: { ...name, description: "the name of a section" },
    answers: { type: "object", description: "a map like { team_size: 80 }" },
    steps: { type: "array", items: line, description: "a list of lines" },
    lead: { type: "object", description: "a map like { outcome: qualified, score: 100 }" },
    outcome: { type: ["string", "null"], description: "a name" },
    score: { type: ["number", "null"], description: "a number" },
    grade: { enum: ["hot", "warm", "cold", null], description: "hot, warm or cold" },
    tags: { type: ["string", "array"], items: name, description: "a word or a list of words" },
  },
  "a map with name and steps",
  ["name"],
);

/** The form of a test file, for completion in editors; `readTests` has its own sentences. */
export const testSchema: object = object(
  {
    tests: { ...name, description: "the name of a playbook" },
    given,
    conversations: {
      type: "array",
      minItems: 1,
      items: conversation,
      description: "a list of conversations",
    },
    coverage: object({ steps: percent, branches: percent }, "a map like { steps: 70, branches: 30 }"),
  },
  "tests",
  ["tests", "conversations"],
);

export const TEST_HOVER: Readonly<Record<string, string>> = {
  tests: "The playbook that the conversations talk to.",
  given: "The world, for every conversation below.",
  "given.now": "The clock. It moves only by wait.",
  "given.online": "How many people of each team are there.",
  "given.page": "The page that the visitor is on.",
  "given.language": "What the visitor's browser speaks, like de.",
  "given.facts": "Facts known from outside.",
  "given.visit": "What is known of the visit: campaign, referrer, returning, country.",
  "given.met": "How long ago the visitor met a playbook, for not_seen_for.",
  "given.remembered": "Answers of an earlier conversation that are still remembered.",
  "given.services": "What services answer, at once. slow: not before the step gives up.",
  conversations: "Each is one test.",
  "conversations.name": "What it shows, in a sentence.",
  "conversations.given": "What is different here.",
  "conversations.starts":
    "Whether it starts by itself here, as start_when says. With false, nothing is played.",
  "conversations.start_at": "The section to begin in.",
  "conversations.answers": "With start_at, what is known already; else what must be known at the end.",
  "conversations.steps": "What is said and done, in order.",
  "conversations.steps.bot": 'All that the bot has said since the last such line; "..." skips any messages.',
  "conversations.steps.user": "What the visitor writes; several texts are several messages.",
  "conversations.steps.tap": "The button that the visitor taps, or several where several may be picked.",
  "conversations.steps.show": "What the bot has shown.",
  "conversations.steps.wait": "Lets time pass, like 61 seconds.",
  "conversations.steps.rep": "What a colleague does or says.",
  "conversations.steps.service": "What a service answers from here on.",
  "conversations.steps.event": "An event of the site; as the first line it starts the conversation.",
  "conversations.lead": "What must hold at the end; null: not known.",
  "conversations.outcome": "How it must have ended.",
  "conversations.score": "The score at the end.",
  "conversations.grade": "The grade at the end.",
  "conversations.tags": "All words on the lead at the end.",
  coverage: "The run fails when less of the playbook was walked, in percent.",
};
