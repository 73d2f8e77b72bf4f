import type { ConversationResult } from "../../engine/index.ts";

/** Results as JUnit XML, which build servers read: a playbook is a suite, a conversation a case. */
export function junitOf(results: readonly ConversationResult[]): string {
  const suites = [...new Set(results.map(({ playbook }) => playbook))].map((playbook) => {
    const its = results.filter((result) => result.playbook === playbook);
    return [
      `  <testsuite name="${escaped(playbook)}" ${totals(its)}>`,
      ...its.flatMap(caseLines),
      "  </testsuite>",
    ];
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${totals(results)}>`,
    ...suites.flat(),
    "</testsuites>",
    "",
  ].join("\n");
}

function totals(results: readonly ConversationResult[]): string {
  const failed = results.filter(({ failure }) => failure !== undefined).length;
  return `tests="${results.length}" failures="${failed}"`;
}

function caseLines({ name, playbook, place, failure }: ConversationResult): readonly string[] {
  const head = `    <testcase name="${escaped(name)}" classname="${escaped(playbook)}" file="${escaped(place.file)}" line="${place.at.line}"`;
  if (failure === undefined) return [`${head}/>`];
  const where = ({ file, at }: typeof place) => `${file}:${at.line}:${at.column}`;
  const lines = [
    ...failure.transcript.map(({ line, marked }) => `${marked ? "✗" : " "} ${line}`),
    `test line ${where(failure.place)}`,
    ...(failure.step ? [`at step ${failure.step.key} ${where(failure.step)}`] : []),
  ];
  return [
    `${head}>`,
    `      <failure message="${escaped(failure.message)}">${escaped(lines.join("\n"))}</failure>`,
    "    </testcase>",
  ];
}

/** XML has no place at all for most control characters. */
function escaped(text: string): string {
  return [...text]
    .filter((sign) => sign >= " " || sign === "\n" || sign === "\t")
    .join("")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
