import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import type { Place } from "../problems/problem.ts";
import { isEmpty, type Lookup, lookUp } from "./lookup.ts";
import type { Value } from "./value.ts";

/** A formula in CEL, parsed and checked once when the file is read. */
export interface Formula {
  readonly source: string;
  /** The names that it looks at: what it calls them, and where they are found. */
  readonly uses: readonly { readonly as: string; readonly path: readonly string[] }[];
  /** @throws where a value is missing or of the wrong kind */
  readonly run: (values: Readonly<Record<string, unknown>>) => unknown;
  /** True when it comes out true or false, as far as that can be told without values. */
  readonly decides: boolean;
  readonly at: Place;
}

/** Longer formulas than this are programs. */
const MOST_CHARACTERS = 1000;
/** `a.exists(x, b.exists(y, …))` is two loops deep; more could take a long time over long lists. */
const MOST_LOOPS = 2;

/**
 * Parses a formula and checks its kinds. Numbers are doubles: `team_size * 2 > 5` and `budget / 3.5` both work.
 *
 * @returns the formula, or what is wrong with it in a sentence
 */
export function parseFormula(source: string, at: Place): Formula | { readonly fault: string } {
  if (source.length > MOST_CHARACTERS)
    return { fault: `A formula has at most ${MOST_CHARACTERS} characters.` };
  try {
    const run = ENVIRONMENT.parse(source);
    const found = namesIn(run.ast);
    if (found.matches) return { fault: '"matches" is switched off: use "pattern:" in a check instead.' };
    if (found.loops > MOST_LOOPS) return { fault: "This formula goes through lists inside lists." };
    const checked = run.check();
    if (!checked.valid) return { fault: `This formula is wrong: ${shortly(checked.error)}.` };
    const decides = /^(bool|dyn.*)?$/.test(checked.type ?? "") && !ARITHMETIC.has(run.ast.op);
    return { source, uses: found.names.map((name) => ({ as: name, path: [name] })), run, decides, at };
  } catch (error) {
    return { fault: `This formula is wrong: ${shortly(error)}.` };
  }
}

/** What a formula comes to with these values; undefined where a value that decides is unknown, or of the wrong kind. */
export function workOut(formula: Formula, lookup: Lookup): Value | undefined {
  const values = formula.uses.flatMap(({ as, path }): [string, Value][] => {
    const value = lookUp(lookup, path);
    return isEmpty(value) ? [] : [[as, value]];
  });
  try {
    return plain(formula.run(Object.fromEntries(values)));
  } catch {
    // CEL tells a missing value and a wrong kind by throwing: both make a formula false.
    return undefined;
  }
}

const ARITHMETIC: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "-_", "list", "map"]);

const ENVIRONMENT = makeEnvironment();

/** Whole numbers of a formula are ints in CEL and answers are doubles: the operators between them are added. */
function makeEnvironment(): Environment {
  const environment = new Environment({
    unlistedVariablesAreDyn: true,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 300, maxDepth: 30, maxListElements: 100, maxMapEntries: 50, maxCallArguments: 10 },
  });
  const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    "/": (a, b) => a / b,
  };
  for (const [sign, apply] of Object.entries(operators)) {
    const mixed = (a: number | bigint, b: number | bigint) => apply(Number(a), Number(b));
    environment.registerOperator(`double ${sign} int: double`, mixed);
    environment.registerOperator(`int ${sign} double: double`, mixed);
  }
  return environment;
}

interface Found {
  names: string[];
  matches: boolean;
  loops: number;
}

const LOOPS = new Set(["all", "exists", "exists_one", "filter", "map"]);

/** Names that no loop of the formula gives, and what else must be known of it. */
function namesIn(ast: ASTNode): Found {
  const found: Found = { names: [], matches: false, loops: 0 };
  walk(ast, new Set(), 0, found);
  return found;
}

function walk(node: unknown, bound: ReadonlySet<string>, depth: number, found: Found): void {
  if (Array.isArray(node)) {
    for (const part of node) walk(part, bound, depth, found);
    return;
  }
  if (!isNode(node)) return;
  if (node.op === "id") {
    if (!bound.has(node.args) && !found.names.includes(node.args) && !KINDS.has(node.args))
      found.names.push(node.args);
    return;
  }
  if (node.op === "call" && node.args[0] === "matches") found.matches = true;
  if (node.op !== "rcall") {
    walk(node.args, bound, depth, found);
    return;
  }
  const [method, over, args] = node.args;
  if (method === "matches") found.matches = true;
  walk(over, bound, depth, found);
  if (!LOOPS.has(method)) {
    walk(args, bound, depth, found);
    return;
  }
  found.loops = Math.max(found.loops, depth + 1);
  const [item, ...rest] = args;
  const names = item?.op === "id" ? [item.args] : [];
  walk(rest, new Set([...bound, ...names]), depth + 1, found);
}

/** Names of kinds of values, which CEL knows itself. */
const KINDS = new Set(["bool", "int", "uint", "double", "string", "bytes", "list", "map", "dyn", "type"]);

function isNode(value: unknown): value is ASTNode {
  return typeof value === "object" && value !== null && "op" in value && "args" in value;
}

function shortly(error: unknown): string {
  const summary = error instanceof Error && "summary" in error ? error.summary : undefined;
  const text = typeof summary === "string" ? summary : error instanceof Error ? error.message : "";
  return (text.split("\n")[0] ?? "").replace(/\.$/, "");
}

/** As plain JSON: a number of CEL may be a bigint. Undefined for what JSON cannot hold. */
function plain(value: unknown): Value | undefined {
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.flatMap((item) => plain(item) ?? []);
  return undefined;
}
