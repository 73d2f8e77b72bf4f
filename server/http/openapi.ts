import type { TSchema } from "typebox";
import { problemSchema } from "../wire/problem.ts";
import { ACCESS } from "./access.ts";
import type { Route } from "./route.ts";

/** The OpenAPI 3.1 page of the API, printed from the very schemas that check it. Plain JSON. */
export function openApi(routes: readonly Route[], version: string): Readonly<Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const one of routes) {
    const [method = "", path = ""] = one.key.split(" ");
    const shown = path.replace(/:(\w+)/g, "{$1}");
    paths[shown] = { ...paths[shown], [method.toLowerCase()]: operation(one) };
  }
  return plainJson({
    openapi: "3.1.0",
    info: { title: "Parley", version, license: { name: "MIT", identifier: "MIT" } },
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        visitor: {
          type: "http",
          scheme: "bearer",
          description:
            "32 random bytes as base64url that the visitor's browser makes. Only their hash is kept.",
        },
        session: { type: "apiKey", in: "cookie", name: "__Host-parley" },
        operator: { type: "http", scheme: "bearer", description: "The setting METRICS_TOKEN." },
        csrf: { type: "apiKey", in: "header", name: "X-CSRF-Token" },
      },
    },
  });
}

function operation({ key, schemas }: Route): Readonly<Record<string, unknown>> {
  const { summary, params, query, body, reply, status, upload, download, plain } = schemas;
  const done = String(status ?? (reply || download || plain ? 200 : 204));
  const bytes = { "application/octet-stream": { schema: { type: "string", format: "binary" } } };
  return {
    summary,
    operationId: key.replace(/[^A-Za-z]+/g, "_"),
    security: security(key),
    parameters: [...parameters("path", params), ...parameters("query", query)],
    ...(body && { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    ...(upload && { requestBody: { required: true, content: bytes } }),
    responses: {
      [schemas.stream && !reply ? "200" : done]: {
        description: summary,
        ...(download && { content: bytes }),
        ...(plain && { content: { "text/plain": { schema: { type: "string" } } } }),
        ...((reply || schemas.stream) && {
          content: {
            ...(reply && { "application/json": { schema: reply } }),
            ...(schemas.stream && { "text/event-stream": { schema: { type: "string" } } }),
          },
        }),
      },
      default: {
        description: "A problem, RFC 9457.",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

function security(key: Route["key"]): readonly Readonly<Record<string, readonly string[]>>[] {
  const access = ACCESS[key];
  if (access === "open") return [];
  if (access === "visitor" || access === "operator") return [{ [access]: [] }];
  return key.startsWith("GET ") ? [{ session: [] }] : [{ session: [], csrf: [] }];
}

function parameters(where: "path" | "query", schema: TSchema | undefined): readonly object[] {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    readonly properties?: Readonly<Record<string, TSchema>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: where,
    required: required.includes(name),
    schema: one,
  }));
}

/** Without what TypeBox keeps beside the JSON. */
function plainJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
