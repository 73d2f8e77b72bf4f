import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Value } from "../conditions/condition.ts";
import type { Services } from "../playbook/service.ts";
import type { CallStep } from "../steps/step.ts";
import type { ServiceAnswer } from "../testing/test-file.ts";
import type { Template } from "../texts/template.ts";
import { leavesOfPlaybook } from "./leaves-of-playbook.ts";
import { templatesOf } from "./templates-of.ts";

/** More answers of one service than this are not tried against each other, only one field at a time. */
const MOST_TOGETHER = 12;

type Data = { readonly [name: string]: Value };

/** What a service may answer: data for each outcome of a test of it, with as little as its schema allows, and a failure. */
export function makeServiceAnswers(
  compiled: CompiledPlaybook,
  services: Services,
): (step: CallStep) => readonly ServiceAnswer[] {
  const kept = new Map<CallStep, readonly ServiceAnswer[]>();
  return (step) => {
    const found = kept.get(step) ?? [
      ...dataOf(compiled, services, step).map((data): ServiceAnswer => ({ does: "answers", data })),
      { does: "fails" } as const,
    ];
    kept.set(step, found);
    return found;
  };
}

function dataOf(
  compiled: CompiledPlaybook,
  services: Services,
  { saveAs, service }: CallStep,
): readonly Value[] {
  if (saveAs === undefined) return [{}];
  const shape = shapeOf(compiled, saveAs);
  if (shape.list !== undefined) return [shape.list];
  const required = requiredBy(services, service);
  const least = Object.fromEntries(Object.entries(shape.plain).filter(([name]) => required.includes(name)));
  const variants = together(shape);
  const bare = Object.keys(shape.plain).length > 0 || shape.tested.size > 0 ? [least] : [];
  const leastTested = variants.map((variant) => ({
    ...least,
    ...Object.fromEntries(Object.entries(variant).filter(([name]) => required.includes(name))),
  }));
  const all = [...variants, ...(required.length > 0 ? leastTested : bare)];
  return [...new Map(all.map((data) => [JSON.stringify(data), data])).values()];
}

interface Shape {
  /** Fields that texts show, with a value each. */
  readonly plain: Data;
  /** Fields that conditions test, with the values that make a difference. */
  readonly tested: ReadonlyMap<string, readonly Value[]>;
  /** The answer is itself a list. */
  readonly list: Value | undefined;
}

function shapeOf(compiled: CompiledPlaybook, root: string): Shape {
  const plain: Record<string, Value> = { label: "Something" };
  const tested = new Map<string, readonly Value[]>();
  for (const path of templatesOf(compiled).flatMap(pathsOf)) {
    if (path[0] === root && path[1] !== undefined) plain[path[1]] = `some ${path[1].replaceAll("_", " ")}`;
  }
  for (const leaf of leavesOfPlaybook(compiled)) {
    if (leaf.is !== "test" || !leaf.name.startsWith(`${root}.`)) continue;
    const field = leaf.name.slice(root.length + 1).split(".")[0] ?? "";
    tested.set(field, [...new Set([...(tested.get(field) ?? []), ...valuesAround(leaf.value)])]);
  }
  let list: Value | undefined;
  for (const { path, items } of listsOf(compiled, root)) {
    if (path === undefined) list = items;
    else plain[path] = items;
  }
  return { plain, tested, list };
}

function pathsOf({ parts }: Template): readonly (readonly string[])[] {
  return parts.flatMap((part) => (typeof part === "string" ? [] : [part.path]));
}

function valuesAround(value: Value): readonly Value[] {
  const values = Array.isArray(value) ? (value as readonly Value[]) : [value];
  return values.flatMap((one): readonly Value[] =>
    typeof one === "number"
      ? [one, one - 1, one + 1]
      : typeof one === "boolean"
        ? [true, false]
        : [one, "something else"],
  );
}

/** Lists that questions take their choices from, and that loops go through. */
function listsOf({ playbook, steps }: CompiledPlaybook, root: string) {
  const ofQuestions = [...playbook.questions.values()].flatMap(({ choicesFrom }) => {
    const [name, path] = choicesFrom?.list.split(".") ?? [];
    return name === root ? [{ path, items: itemsWith(choicesFrom?.show ?? "label") }] : [];
  });
  const ofLoops = [...steps.values()].flatMap(({ step }) =>
    step.verb === "for_each" && step.list[0] === root
      ? [{ path: step.list[1], items: itemsWith("label") }]
      : [],
  );
  return [...ofQuestions, ...ofLoops];
}

function itemsWith(field: string): Value {
  return ["First", "Second"].map((label, index) => ({ id: String(index + 1), label, [field]: label }));
}

/** Every set of values of the fields that are tested; of very many, each value once. */
function together({ plain, tested }: Shape): readonly Data[] {
  const fields = [...tested];
  const product = fields.reduce((size, [, values]) => size * values.length, 1);
  if (product <= MOST_TOGETHER) {
    return fields.reduce<readonly Data[]>(
      (all, [field, values]) => all.flatMap((data) => values.map((value) => ({ ...data, [field]: value }))),
      [plain],
    );
  }
  const first: Data = {
    ...plain,
    ...Object.fromEntries(fields.map(([field, [value = null]]) => [field, value])),
  };
  return fields.flatMap(([field, values]) => values.map((value) => ({ ...first, [field]: value })));
}

function requiredBy(services: Services, name: string): readonly string[] {
  const output: object = services.get(name)?.output ?? {};
  const required: unknown = "required" in output ? output.required : [];
  return Array.isArray(required) ? required.map(String) : [];
}
