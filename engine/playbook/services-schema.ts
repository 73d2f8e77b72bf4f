import { span, wholeNumber, yesNo } from "../steps/key-schemas.ts";

const jsonSchema = { type: "object", description: "a JSON Schema like { type: object }" };

const service = {
  type: "object",
  properties: {
    method: {
      enum: ["GET", "POST", "PUT", "PATCH", "DELETE"],
      description: "GET, POST, PUT, PATCH or DELETE",
    },
    address: {
      type: "string",
      pattern: "^[Hh][Tt][Tt][Pp][Ss]?://[^\\s/?#@]+([/?][^\\s#]*)?$",
      maxLength: 2000,
      description: "an address like https://crm.example.com/tasks",
    },
    secret: {
      type: "string",
      pattern: "^[A-Z][A-Z0-9_]{0,99}$",
      description: "the name of an environment variable, like CRM_KEY",
    },
    changes: yesNo,
    input: jsonSchema,
    output: jsonSchema,
    timeout: span,
    retries: { ...wholeNumber, minimum: 0, maximum: 5 },
  },
  required: ["method", "address"],
  additionalProperties: false,
  description: "a map with method and address",
};

/** The form of `services.yml`. */
export const servicesSchema: object = {
  type: "object",
  properties: {
    services: {
      type: "object",
      additionalProperties: service,
      description: "a map of services",
    },
  },
  required: ["services"],
  additionalProperties: false,
  description: "services",
};
