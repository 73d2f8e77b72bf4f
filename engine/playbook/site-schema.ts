import { name, names, plainText, span, wholeNumber, yesNo } from "../steps/key-schemas.ts";
import { webhooksSchema } from "./webhooks-schema.ts";

const object = (properties: object, description: string) => ({
  type: "object",
  properties,
  additionalProperties: false,
  description,
});

export const weekHours = {
  type: "object",
  minProperties: 1,
  description: 'days and hours like { mon-fri: "09:00-17:30" }',
};

const team = object(
  {
    people: names,
    hours: weekHours,
    holidays: names,
    limit: { ...wholeNumber, minimum: 1, maximum: 1000 },
    supervisor: names,
    time_zone: name,
    first_answer: span,
  },
  "a map with people and hours",
);

const rung = object(
  { at: wholeNumber, do: name, for: span, say: plainText },
  'a line like { at: 1, do: deflect, say: "Let\'s keep it friendly." }',
);

const kept = { ...span, description: 'a time span like "12 months", or forever' };
const rate = { ...plainText, description: 'a limit like "20 a minute", or off' };
const limit = {
  ...rate,
  type: [...plainText.type, "object"],
  minProperties: 1,
  properties: { visitor: rate, address: rate, site: rate },
  additionalProperties: false,
};

/** The form of `site.yml`. Keys that this version does not use yet are taken as well. */
export const siteSchema: object = {
  ...object(
    {
      site: name,
      name: plainText,
      bot: object({ name: plainText }, "a map like { name: Robin }"),
      languages: names,
      tone: { enum: ["plain", "warm", "playful"], description: "plain, warm or playful" },
      time_zone: name,
      origins: names,
      publish_from: { enum: ["folder", "store"], description: "folder or store" },
      identity: object(
        { secret: names, enforce: yesNo },
        "a map like { secret: IDENTITY_SECRET, enforce: true }",
      ),
      security: object(
        { totp: { enum: ["required", "optional"], description: "required or optional" } },
        "a map like { totp: required }",
      ),
      teams: { type: "object", additionalProperties: team, description: "a map of teams" },
      handoff: object(
        {
          person_for: span,
          team_for: span,
          reply_within: span,
          transfer_within: span,
          route_by: { enum: ["turn", "fewest"], description: "turn or fewest" },
          owner_first: yesNo,
          mail: yesNo,
          slack: name,
        },
        "a map like { person_for: 30 seconds, reply_within: 5 minutes }",
      ),
      defaults: object(
        {
          human: object(
            { team: name, answer_within: span },
            "a map like { team: sales, answer_within: 5 minutes }",
          ),
          if_stuck: object({ tries: { ...wholeNumber, minimum: 1, maximum: 20 } }, "a map like { tries: 3 }"),
          if_silent: { description: "a list of nudges" },
        },
        "a map with human and if_stuck",
      ),
      consent: object(
        {
          required: yesNo,
          text: plainText,
          purposes: {
            type: "object",
            additionalProperties: plainText,
            description: "a map like { marketing: May we write to you? }",
          },
        },
        "a map with required and purposes",
      ),
      conduct: object(
        { forgets_after: span, ladder: { type: "array", items: rung, description: "a list of rungs" } },
        "a map with forgets_after and ladder",
      ),
      retention: object({ leads: kept, unqualified: kept }, "a map like { leads: 12 months }"),
      limits: object(
        { messages: limit, conversations: limit, contact_changes: limit, requests: limit, mail: limit },
        "a map like { messages: 20 a minute }",
      ),
      webhooks: webhooksSchema,
      confirm_addresses: yesNo,
      widget: object(
        {
          color: {
            type: "string",
            pattern: "^#[0-9a-fA-F]{6}$",
            description: 'a colour in quotes, like "#0C6B75"',
          },
          position: { enum: ["end", "start"], description: "end or start" },
          launcher: { ...plainText, maxLength: 40, description: "a text of at most 40 letters" },
        },
        'a map like { color: "#0C6B75", position: end, launcher: Chat with us }',
      ),
    },
    "a site",
  ),
};
