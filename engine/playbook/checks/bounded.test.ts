import { expect, test } from "@jest/globals";
import { readPlaybook } from "../read-playbook.ts";

const BYTES = 250 * 1024;
/** Far above what is measured (one to two seconds); a check whose time grows with the square takes longer. */
const LIMIT_MS = 20_000;

function filled(head: string, line: (index: number) => string): string {
  const lines = [head];
  for (let [size, index] = [head.length, 0]; size < BYTES; index++) {
    const next = line(index);
    size += next.length;
    lines.push(next);
  }
  return lines.join("");
}

function dense(sections: number): string {
  const names = Array.from({ length: sections }, (_, index) => (index === 0 ? "start" : `s${index}`));
  const gotos = names.map((name) => `      - { when: { page: /a }, do: [{ goto: ${name} }] }\n`).join("");
  const body = `    - choose:\n${gotos}      - otherwise: [{ end: x }]\n`;
  return `playbook: a\ntalk:\n${names.map((name) => `  ${name}:\n${body}`).join("")}`;
}

const asked = Array.from({ length: 1500 }, (_, index) => `q${index}`);
const manyNames = `playbook: a
questions:
${asked.map((name) => `  ${name}: { ask: A? }\n`).join("")}talk:
  start: [{ ask: [${asked.join(", ")}] }, { goto: s0 }]
`;

test.each([
  ["a circle from each section to each other", dense(60), "GOTO_CIRCLE"],
  [
    "thousands of names known in thousands of sections",
    filled(
      manyNames,
      (n) => `  s${n}: [{ if: { q0: a }, then: [{ goto: s${n + 1} }] }, { goto: s${n + 2} }]\n`,
    ),
    "SECTION_UNKNOWN",
  ],
  [
    "a file full of sections, one after the other",
    filled("playbook: a\ntalk:\n  start: [{ goto: s0 }]\n", (n) => `  s${n}: [{ goto: s${n + 1} }]\n`),
    "SECTION_UNKNOWN",
  ],
  [
    "a file full of unknown keys",
    filled("playbook: a\ntalk: { start: [{ end: a }] }\n", (n) => `key${n}: 1\n`),
    "KEY_UNKNOWN",
  ],
])(
  "%s is read in bounded time",
  (_what, text, code) => {
    expect(readPlaybook(text, "a.playbook.yml").problems.map((problem) => problem.code)).toContain(code);
  },
  LIMIT_MS,
);
