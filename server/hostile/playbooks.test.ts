import { expect, test } from "@jest/globals";
import { compilePlaybook, defaultSite, Rehearsal, readPlaybook } from "../../engine/index.ts";
import { PATTERNS } from "./collections/patterns.ts";
import { TEMPLATES } from "./collections/templates.ts";
import { FILES, LARGE, playbookWith } from "./collections/yaml.ts";
import { tell, tryAll } from "./figures.ts";

const NOW = Date.UTC(2026, 10, 23, 9);
const FILE_MS = 2_000;
const errorsOf = (text: string) =>
  readPlaybook(text, "hostile.playbook.yml").problems.filter(({ severity }) => severity === "error");

test("every hostile file is refused with a place and a code, in time; its twin is taken", async () => {
  const figures = await tryAll(FILES, FILE_MS, (text, kind) => {
    const errors = errorsOf(text);
    if (kind === "twin") return errors.length > 0 ? `was refused: ${errors[0]?.message}` : undefined;
    if (errors.length === 0) return "was taken";
    const bad = errors.find(({ at, message }) => at.line < 1 || at.column < 1 || message === "");
    return bad && `has no place: ${JSON.stringify(bad).slice(0, 200)}`;
  });
  tell("files", figures);
  expect(figures.faults).toEqual([]);
  expect(figures.tried).toBeGreaterThan(200);
});

test("a large file that is right is taken, in time", async () => {
  const pairs = LARGE.map((text, index) => ({ name: `large ${index + 1}`, hostile: text, twin: text }));
  const figures = await tryAll(pairs, FILE_MS, (text) => errorsOf(text)[0]?.message);
  tell("large files", figures);
  expect(figures.faults).toEqual([]);
});

/** What the bot says after the visitor gave a name; undefined when the file was refused. */
function said(text: string, name: string): string | undefined {
  const { playbook, problems } = readPlaybook(text, "hostile.playbook.yml");
  if (!playbook || problems.some(({ severity }) => severity === "error")) return undefined;
  const compiled = compilePlaybook(playbook, "1");
  const rehearsal = new Rehearsal({ compiled, site: defaultSite(), online: new Map(), now: NOW });
  rehearsal.take({ type: "begin", visitor: "v", facts: {} });
  const turn = rehearsal.take({ type: "message", text: name });
  return JSON.stringify("messages" in turn ? turn.messages : turn);
}

const IN_PLACES = [
  (template: string) => `    - say: ${JSON.stringify(template)}`,
  (template: string) => `    - tell: { team: sales, message: ${JSON.stringify(template)} }`,
];

test("no template runs: it is refused, or says letters and known answers", async () => {
  for (const [index, place] of IN_PLACES.entries()) {
    const file = (template: string) =>
      playbookWith("").replace("    - end: done", `${place(template)}\n    - end: done`);
    const figures = await tryAll(TEMPLATES, FILE_MS, (template, kind) => {
      const words = said(file(template), "Ana");
      if (kind === "twin") return words === undefined ? "was refused" : undefined;
      const ran = ["function", "native code", "49", process.cwd(), process.version, "[object"];
      const found = ran.find((one) => words?.includes(one) && !template.includes(one));
      return found && `said ${found}`;
    });
    tell(`templates, place ${index + 1}`, figures);
    expect(figures.faults).toEqual([]);
  }
});

test("a visitor's words are never a template: what looks like one is said as it is", () => {
  const file = playbookWith("").replace("    - end: done", "    - say: Hello {{ name }}!\n    - end: done");
  expect(said(file, "{{ name }}")).toContain("{{ name }}");
});

test("every pattern of an author is refused, or answers in time", async () => {
  let taken = 0;
  const figures = await tryAll(PATTERNS, 250, ({ pattern, message }, kind) => {
    const file = playbookWith("").replace("answer: name", `check: { pattern: ${JSON.stringify(pattern)} }`);
    const words = said(file, message);
    if (words !== undefined) taken += 1;
    return kind === "twin" && words === undefined ? "was refused" : undefined;
  });
  tell(`patterns (${taken} taken)`, figures);
  expect(figures.faults).toEqual([]);
  expect(taken).toBeGreaterThan(50);
});

test("control: a door that is broken is found", async () => {
  const open = await tryAll(FILES.slice(0, 3), FILE_MS, (_text, kind) =>
    kind === "hostile" ? "was taken" : undefined,
  );
  expect(open.faults).toHaveLength(3);
  const shut = await tryAll(FILES.slice(0, 3), FILE_MS, (_text, kind) =>
    kind === "twin" ? "was refused" : undefined,
  );
  expect(shut.faults).toHaveLength(1);
  const slow = await tryAll(FILES.slice(0, 1), -1, () => undefined);
  expect(slow.faults).toEqual([expect.stringContaining("took"), expect.stringContaining("took")]);
});
