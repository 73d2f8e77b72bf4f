import { family, type Pair } from "./pair.ts";

/** A playbook that is right, with a place for one more line of YAML. */
export const playbookWith = (line: string) =>
  `playbook: hostile\nlanguage: en\nquestions:\n  name: { ask: Who are you?, answer: name }\n${line}\ntalk:\n  start:\n    - ask: [name]\n    - end: done\n`;

const HARMLESS = playbookWith("title: A title, with ümlauts & 'quotes'");
const laughs = (levels: number) =>
  Array.from(
    { length: levels },
    (_, level) =>
      `l${level}: &l${level} [${Array.from({ length: 9 }, () => (level === 0 ? "lol" : `*l${level - 1}`)).join(", ")}]`,
  ).join("\n");

const FEATURES = [
  "title: &a x",
  "title: *a",
  laughs(9),
  "base: &base { a: 1 }\ntitle: { <<: *base }",
  "<<: { title: x }",
  "title: !!js/function 'function () { return 1 }'",
  "title: !!python/object/apply:os.system ['id']",
  "title: !ruby/object:Gem::Installer {}",
  "title: !<tag:yaml.org,2002:binary> aGk=",
  "title: !!set { a, b }",
  "title: !!timestamp 2026-01-01",
  "title: !!float .nan",
  "%YAML 1.1",
  "%TAG ! tag:evil.example,2026:",
  "---\nplaybook: other\n---",
  "...\nplaybook: other",
  "? [a, b]\n: c",
  "? { a: b }\n: c",
  "? |\n  a\n: c",
];
const KEYS = [
  ...["__proto__", "constructor", "prototype"].flatMap((key) => [
    `${key}: x`,
    `"${key}": x`,
    `title: x\n${key}: { polluted: 1 }`,
    `lead: { fields: { ${key}: name } }`,
    `score:\n  - { when: { ${key}: 1 }, add: 1, because: x }`,
    `texts: { ${key}: x }`,
  ]),
  "title: x\ntitle: y",
  "title: x\n'title': y",
  "questions: { a: { ask: x } }",
  '"\\u005f\\u005fproto\\u005f\\u005f": x',
  "toString: x",
  "hasOwnProperty: x",
  "1: x",
  "true: x",
  "~: x",
  "'': x",
  `${"k".repeat(5_000)}: x`,
];
const SYNTAX = [
  "title: [",
  "title: {",
  "title: 'x",
  'title: "x',
  'title: "\\xZZ"',
  'title: "\\u12"',
  'title: "\\q"',
  "title: @x",
  "title: `x`",
  "title: %x",
  "title: a: b",
  "title: [a, b",
  "title: {a: b, c",
  "title: |9\n x",
  "title: >-+\n x",
  "\ttitle: x",
  "title:\n\t- x",
  "title: x\n   subtitle: y",
  "- title",
  "title",
  ": x",
  "title: x\u0000y",
  "title: x\u0007y",
  "title: x\u007fy",
  "title: x\u009by",
  "title: \ud800",
  "title: x #\n  - y",
  "}",
  "]",
  "!!",
  "&",
  "*",
  "|",
  ">",
  "? ",
  "- - - -",
];
const DEPTHS = [
  `title: ${"[".repeat(200)}${"]".repeat(200)}`,
  `title: ${"[".repeat(20_000)}`,
  `title: ${"{a: ".repeat(5_000)}`,
  `title: ${"{a: ".repeat(2_000)}1${"}".repeat(2_000)}`,
  `title:\n${Array.from({ length: 300 }, (_, depth) => `${" ".repeat(depth + 1)}a:`).join("\n")}`,
  `title:\n${Array.from({ length: 300 }, (_, depth) => `${" ".repeat(depth + 1)}-`).join("\n")}`,
  `title: ${"- ".repeat(5_000)}x`,
  `talk2:\n${Array.from({ length: 60 }, (_, depth) => `${"  ".repeat(depth)}  - if: { name: a }\n${"  ".repeat(depth)}    then:`).join("\n")}`,
];
const SIZES = [
  Array.from({ length: 20_000 }, (_, n) => `k${n}: 1`).join("\n"),
  `title: { ${Array.from({ length: 15_000 }, (_, n) => `k${n}: 1`).join(", ")} }`,
  `title: [${"1, ".repeat(80_000)}1]`,
  `title: "${"a".repeat(300_000)}"`,
  `title: |\n${"  a\n".repeat(80_000)}`,
  `title: ${'"" '.repeat(60_000)}`,
  `${"#".repeat(300_000)}`,
  `${"\n".repeat(300_000)}`,
  `title: >\n${"  a b\n\n".repeat(40_000)}`,
  `checks:\n${Array.from({ length: 8_000 }, (_, n) => `  c${n}: { matches: "a" }`).join("\n")}`,
];
const KINDS = [
  "talk",
  "questions",
  "score",
  "grades",
  "lead",
  "start_when",
  "not_when",
  "topics",
  "checks",
  "texts",
  "promises",
  "language",
  "title",
  "anytime",
  "events",
].flatMap((key) =>
  ["7", "true", "[[[]]]", "[7, { a: 1 }]", "{ a: [{ b: { c: 7 } }] }", "x"]
    .filter((value) => !(key === "title" && ["7", "true", "x"].includes(value)))
    .map((value) => `${key}: ${value}`),
);
const CYCLES = [
  "talk:\n  start:\n    - goto: start",
  "talk:\n  start:\n    - goto: a\n  a:\n    - goto: b\n  b:\n    - goto: a",
  "talk:\n  start:\n    - run: hostile",
  "talk:\n  start:\n    - repeat: { times: 99999999 }\n      do: [{ say: x }]",
  "talk:\n  start:\n    - repeat:\n        - { goto: start }",
];

/** Playbook files with something in them that must be refused with its place. */
export const FILES: readonly Pair[] = [
  ...family("more of YAML than the language has", HARMLESS, FEATURES.map(playbookWith)),
  ...family("a key", HARMLESS, KEYS.map(playbookWith)),
  ...family("broken YAML", HARMLESS, SYNTAX.map(playbookWith)),
  ...family("too deep", HARMLESS, DEPTHS.map(playbookWith)),
  ...family("too much", HARMLESS, SIZES.map(playbookWith)),
  ...family("another kind of value", HARMLESS, KINDS.map(playbookWith)),
  ...family(
    "a talk that never rests",
    HARMLESS,
    CYCLES.map((talk) => `playbook: hostile\nlanguage: en\n${talk}\n`),
  ),
  ...family("a file that is none", HARMLESS, [
    "",
    " ",
    "\u0000",
    "\ufeff",
    "PK\u0003\u0004",
    "\u0089PNG\r\n",
    "<?xml version='1.0'?><x/>",
    '{"playbook":',
    "#",
    "null",
    "7",
    "x",
    "- x",
    "\r\r\r",
  ]),
];

/** Large and right: taken, and in time. */
export const LARGE: readonly string[] = [
  `lead: { fields: { ${Array.from({ length: 5_000 }, (_, n) => `f${n}: name`).join(", ")} } }`,
  `score:\n${"  - { when: { name: a }, add: 1, because: x }\n".repeat(5_000)}`,
].map(playbookWith);
