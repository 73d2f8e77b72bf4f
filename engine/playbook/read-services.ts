import { Ajv } from "ajv";
import type { Problem } from "../problems/problem.ts";
import { collectProblems, type ProblemList } from "../problems/problem-list.ts";
import {
  booleanOf,
  child,
  numberOf,
  type SourceEntry,
  type SourceNode,
  textOf,
} from "../problems/source-node.ts";
import { makeFileReader } from "./file-reader.ts";
import type { Service, Services } from "./service.ts";
import { checkShape } from "./shape.ts";
import { readSource } from "./source.ts";

const DEFAULT_TIMEOUT_MS = 5_000;
const MOST_TIMEOUT_MS = 60_000;
/** Names as playbooks write them after `call:`, such as `crm.create_task`. */
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,79}(\.[A-Za-z][A-Za-z0-9_-]{0,79}){0,4}$/;

/**
 * Reads the text of a `services.yml`. Pure; takes bounded time for any text.
 *
 * @returns all problems, by place; the services are undefined when one of them is an error
 */
export function readServices(
  text: string,
  file: string,
): { readonly services: Services | undefined; readonly problems: readonly Problem[] } {
  const problems = collectProblems(file);
  const root = readSource(text, problems);
  if (root === undefined || !checkShape(root, "services", problems)) {
    return { services: undefined, problems: problems.sorted() };
  }
  const services = new Map<string, Service>();
  for (const entry of child(root, "services")?.entries.values() ?? []) {
    services.set(entry.key, readService(entry, problems));
  }
  return { services: problems.hasErrors() ? undefined : services, problems: problems.sorted() };
}

function readService({ key, keyAt, value }: SourceEntry, problems: ProblemList): Service {
  if (!NAME.test(key)) {
    const message = `"${key}" cannot be the name of a service. Write it like crm.create_task.`;
    problems.error("NAME_BAD", keyAt, message);
  }
  return {
    name: key,
    // The form was compared before; what does not fit it was told and the whole is not used.
    method: (textOf(child(value, "method")) ?? "GET") as Service["method"],
    address: textOf(child(value, "address")) ?? "",
    secret: textOf(child(value, "secret")),
    changes: booleanOf(child(value, "changes")) ?? false,
    input: readSchema(child(value, "input"), "input", problems),
    output: readSchema(child(value, "output"), "output", problems),
    timeoutMs: readTimeout(child(value, "timeout"), problems),
    retries: numberOf(child(value, "retries")) ?? 0,
  };
}

function readTimeout(node: SourceNode | undefined, problems: ProblemList): number {
  const span = makeFileReader(problems).span(node);
  if (span === undefined || node === undefined) return DEFAULT_TIMEOUT_MS;
  const ms = span.amount * (span.unit === "second" ? 1_000 : 60_000);
  if ((span.unit === "second" || span.unit === "minute") && ms <= MOST_TIMEOUT_MS) return ms;
  problems.error("VALUE_WRONG", node.at, '"timeout" must be at most 1 minute: a visitor is waiting.');
  return DEFAULT_TIMEOUT_MS;
}

/** Compiled once for its faults: a reference that leads nowhere is only found so. */
function readSchema(node: SourceNode | undefined, key: string, problems: ProblemList): object | undefined {
  if (node?.kind !== "map") return undefined;
  const schema = node.json as object;
  try {
    new Ajv({ strict: false, logger: false }).compile(schema);
  } catch (error) {
    const detail = error instanceof Error ? error.message.split("\n", 1)[0] : "";
    problems.error("VALUE_WRONG", node.at, `"${key}" is not a JSON Schema: ${detail}.`);
  }
  return schema;
}
