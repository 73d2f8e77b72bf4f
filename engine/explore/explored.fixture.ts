import { compilePlaybook } from "../compile/compile-playbook.ts";
import { readPlaybook } from "../playbook/read-playbook.ts";
import type { Services } from "../playbook/service.ts";
import { defaultSite, type Site } from "../playbook/site.ts";
import { type Exploration, explore } from "./explore.ts";
import type { Finding } from "./finding.ts";

const QUESTIONS = `
questions:
  name: { ask: Who are you?, answer: name }
  size: { ask: How many are you?, answer: number, check: { at_least: 1 } }
  email: { ask: Which address?, answer: email }
  more: { ask: Anything else?, answer: yes_no }
`;

/** A playbook of these sections (and further keys), compiled. */
export function compiledFrom(text: string) {
  const whole = `playbook: sample\n${/^questions:/m.test(text) ? "" : QUESTIONS}${text}`;
  const { playbook, problems } = readPlaybook(whole, "sample.playbook.yml");
  if (playbook === undefined) throw new Error(problems.map(({ message }) => message).join("\n"));
  return compilePlaybook(playbook, "sample");
}

export function explored(
  text: string,
  site: Site = defaultSite(),
  services: Services = new Map(),
): Exploration {
  return explore(compiledFrom(text), { site, services });
}

/** What was said in the conversation that shows a finding. */
export function saidIn({ shown }: Finding): readonly string[] {
  return (shown?.transcript ?? []).map((line) => line.replace(/\s+/g, " ").trim());
}
