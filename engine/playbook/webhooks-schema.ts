import { names } from "../steps/key-schemas.ts";
import { WEBHOOK_EVENTS } from "./webhook.ts";

const event = {
  enum: WEBHOOK_EVENTS,
  description: `one of ${WEBHOOK_EVENTS.join(", ")}`,
};

/** The form of `webhooks:` in site.yml. */
export const webhooksSchema: object = {
  type: "object",
  maxProperties: 20,
  description: "a map of webhooks, like { crm: { url: …, on: [lead.qualified], secret: CRM_HOOK_SECRET } }",
  additionalProperties: {
    type: "object",
    properties: {
      url: {
        type: "string",
        pattern: "^https?://[^\\s/?#@]+([/?][^\\s#]*)?$",
        maxLength: 2000,
        description: "an address like https://crm.example.com/hook",
      },
      on: {
        type: "array",
        minItems: 1,
        maxItems: 20,
        items: event,
        description: "a list of what happens, like [lead.created, lead.qualified]",
      },
      secret: {
        ...names,
        maxItems: 2,
        description: "the name of an environment variable, or a list of two while it is changed",
      },
    },
    required: ["url", "on", "secret"],
    additionalProperties: false,
    description: "a map with url, on and secret",
  },
};
