type Json = Readonly<Record<string, unknown>>;

/** What a published schema says besides the form itself. */
export interface Published {
  readonly id: string;
  readonly title: string;
  /** What editors show over keys, by place: see schema-hover.ts. */
  readonly hover: Readonly<Record<string, string>>;
  /** Words that a place may hold, such as the questions of one file. */
  readonly words?: ReadonlyMap<string, readonly string[]>;
}

/**
 * The form of a file for editors: JSON Schema of draft 2020-12. A key's title is the key, its description what it means
 * and then what it needs.
 */
export function editorSchema(form: object, { id, title, hover, words = new Map() }: Published): Json {
  const dressed = dress(form as Json, "", { hover, words });
  const defs = form as { readonly $defs?: Readonly<Record<string, Json>> };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: id,
    title,
    ...dressed,
    description: title,
    ...(defs.$defs && {
      $defs: mapValues(defs.$defs, (def) => dress(def, "step", { hover, words })),
    }),
  };
}

interface Dress {
  readonly hover: Published["hover"];
  readonly words: ReadonlyMap<string, readonly string[]>;
}

function dress(schema: Json, place: string, how: Dress): Json {
  const { properties, additionalProperties, items } = schema as Readonly<Record<string, Json | undefined>>;
  const below = (key: string) => (place === "" ? key : `${place}.${key}`);
  return limited(place, how, {
    ...schema,
    ...(properties && {
      properties: mapValues(properties as Readonly<Record<string, Json>>, (value, key) =>
        titled(dress(value, below(key), how), key, how.hover[below(key)]),
      ),
    }),
    ...(isSchema(additionalProperties) && {
      additionalProperties: titled(
        dress(additionalProperties, below("*"), how),
        undefined,
        how.hover[below("*")],
      ),
    }),
    // The steps of a section stand in it as in any other list of steps.
    ...(isSchema(items) && { items: dress(items, place === "talk.*" ? "step" : place, how) }),
  });
}

function isSchema(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

function titled(schema: Json, title: string | undefined, hover: string | undefined): Json {
  const needs = schema["description"];
  const description = [hover, typeof needs === "string" ? `It needs ${needs}.` : undefined]
    .filter(Boolean)
    .join(" ");
  return { ...(title !== undefined && { title }), ...schema, ...(description !== "" && { description }) };
}

/** A text at this place must be one of the words; maps and lists keep their form. */
function limited(place: string, { words }: Dress, schema: Json): Json {
  const known = words.get(place);
  if (known === undefined || known.length === 0) return schema;
  if (schema["type"] === "string") return { ...schema, enum: known };
  return { ...schema, anyOf: [{ enum: known }, { type: ["array", "object"] }] };
}

function mapValues<T>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => Json,
): Readonly<Record<string, Json>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
