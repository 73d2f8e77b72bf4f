/** A playbook of about so many lines as a company would write it: questions, texts with slots, branches, topics, a score. */
export function longPlaybook(lines: number): string {
  // A block of questions, steps, score and topic takes 21 lines; the head and the end 14.
  const blocks = Array.from({ length: Math.max(1, Math.round((lines - 14) / 21)) }, (_, index) => index + 1);
  const each = (part: (n: number) => string) => blocks.map(part).join("");
  return `playbook: long
title: A long playbook
language: en
start_when: [{ page: /pricing*, after: 10 seconds }]
questions:
  name: { ask: What should I call you?, answer: name }
${each(
  (n) => `  size_${n}:
    ask: "How many people are in department ${n}, {{ name }}?"
    answer: number
    check: [{ at_least: 1, sorry: "At least one, you!" }]
    sorry: Just a number is fine, like 25.
  goal_${n}:
    ask: What would you like to get done there?
    choices: [More leads, { label: Faster replies, also: [speed] }, Less work]
    pick: many
`,
)}score:
${each((n) => `  - { when: { size_${n}: { over: 50 }, goal_${n}: { includes: More leads } }, add: 1, because: Department ${n} }\n`)}grades: { hot: 60, warm: 30 }
talk:
  start:
    - ask: name
    - goto: part_1
${each(
  (n) => `  part_${n}:
    - say: "Now for department ${n}, {{ name }}."
    - ask: [size_${n}, goal_${n}]
    - choose:
        - when: { size_${n}: { over: 50 } }
          do: [{ say: "{{ size_${n} }} people: that is a big one." }]
        - otherwise: [{ say: "{{ goal_${n} }}: we can help with that." }]
    - goto: ${n === blocks.length ? "last" : `part_${n + 1}`}
`,
)}  last: [{ say: "Thank you, {{ name }}!" }, { end: qualified }]
anytime:
${each(
  (n) => `  topic_${n}:
    people_say: [what about question ${n}, tell me of thing ${n}, thing ${n}]
    reply: Thing ${n} is on our website.
`,
)}`;
}

/** A talk of exactly so many steps, in sections of 20: texts, questions and branches. */
export function stepsPlaybook(steps: number): string {
  const sections = Math.floor(steps / 20);
  const section = (n: number) => `  ${n === 0 ? "start" : `s${n}`}:
${Array.from({ length: 4 }, (_, k) => `    - say: Text ${k} of section ${n}.\n    - ask: q${(n * 4 + k) % 40}\n`).join("")}    - choose:
        - when: { q${n % 40}: { over: 5 } }
          do: [{ say: Much. }, { say: Very much. }, { say: More than others. }]
        - when: { q${(n + 1) % 40}: { under: 2 } }
          do: [{ say: Little. }, { say: Very little. }, { say: Less than others. }]
        - otherwise: [{ say: Something. }, { say: Neither much nor little. }, { say: As others. }]
    - say: That was section ${n}.
    - ${n === sections - 1 ? "end: done" : `goto: s${n + 1}`}
`;
  const questions = Array.from(
    { length: 40 },
    (_, n) => `  q${n}: { ask: How many of ${n}?, answer: number }\n`,
  );
  return `playbook: steps\nquestions:\n${questions.join("")}talk:\n${Array.from({ length: sections }, (_, n) => section(n)).join("")}`;
}
