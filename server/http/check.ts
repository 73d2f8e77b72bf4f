import { Ajv, type ErrorObject } from "ajv";
import type { Static, TSchema } from "typebox";

interface Fault {
  readonly path: string;
  readonly message: string;
}

export type Checked<T> =
  | { readonly value: T; readonly faults: undefined }
  | { readonly faults: readonly Fault[] };

const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false });
const MOST_FAULTS = 20;
const MOST_DEPTH = 32;

/** Compiles a schema once. The check changes nothing and tells every fault, at most 20. */
export function makeCheck<S extends TSchema>(schema: S): (input: unknown) => Checked<Static<S>> {
  const validate = ajv.compile(schema);
  return (input) => {
    const odd = oddPart(input, "", MOST_DEPTH);
    if (odd) return { faults: [odd] };
    if (validate(input)) return { value: input as Static<S>, faults: undefined };
    return { faults: (validate.errors ?? []).slice(0, MOST_FAULTS).map(faultOf) };
  };
}

function faultOf({ instancePath, keyword, params, message }: ErrorObject): Fault {
  const extra: unknown = keyword === "additionalProperties" ? params["additionalProperty"] : undefined;
  if (typeof extra === "string") return { path: `${instancePath}/${extra}`, message: "is not known here" };
  return { path: instancePath === "" ? "/" : instancePath, message: message ?? "is not right" };
}

/**
 * NUL and halves of letters are valid JSON, and break stores, terminals and screens further on. What is nested deeper than
 * anything that we take would break this walk, and the next one.
 */
function oddPart(input: unknown, path: string, depth: number): Fault | undefined {
  if (typeof input === "string") {
    if (!/[\0\p{Surrogate}]/u.test(input)) return undefined;
    return { path: path || "/", message: "holds characters that are no text" };
  }
  if (typeof input !== "object" || input === null) return undefined;
  if (depth === 0) return { path, message: "has too much inside one another" };
  for (const [name, inner] of Object.entries(input)) {
    const found = oddPart(name, path, depth) ?? oddPart(inner, `${path}/${name}`, depth - 1);
    if (found) return found;
  }
  return undefined;
}
