import { conditionText } from "../explore/condition-text.ts";
import type { Playbook, StartRule } from "../playbook/playbook.ts";
import type { Question } from "../questions/question.ts";
import type { Block } from "../steps/step.ts";
import { formatSpan } from "../time/read-span.ts";
import { type Beside, describeSteps } from "./describe-steps.ts";
import { type ChangeGroup, type Described, flag, type Part, part, textParts } from "./described.ts";

/** Everything of a playbook that its visitors and reps would notice. Places in the file and comments are not part of it. */
export function describePlaybook(playbook: Playbook, beside: Beside): readonly Described[] {
  return [
    thing("playbook", "playbook", [
      ...part("title", playbook.title),
      ...part("language", playbook.language),
      ...part("also in", playbook.alsoIn.join(", ")),
      ...part("conversations that run", playbook.whenChanged),
    ]),
    ...playbook.startWhen.map((rule) => startRule("starts", rule)),
    ...(playbook.notWhen ?? []).map((rule) => startRule("does not start", rule)),
    ...[...playbook.sections.values()].map(({ name, tone }) =>
      thing("steps", `section ${name}`, part("tone", tone)),
    ),
    ...blocksOfPlaybook(playbook).flatMap(({ name, steps }) =>
      describeSteps(steps, { block: name, where: name }, beside),
    ),
    ...[...playbook.questions.values()].map((question) =>
      thing("questions", beside.renamed.get(question.name) ?? question.name, questionParts(question)),
    ),
    ...playbook.topics.map(({ name, peopleSay, reply, goto, tone }) =>
      thing("topics", name, [
        ...part("people say", peopleSay.join(" | ")),
        ...textParts("reply", reply),
        ...part("goes to", goto),
        ...part("tone", tone),
      ]),
    ),
    ...silence(playbook),
    ...scores(playbook),
    thing("lead", "lead", [
      ...part("unique by", playbook.lead.uniqueBy),
      ...part("fields", playbook.lead.fields.map(({ theirs, ours }) => `${theirs}: ${ours}`).join(", ")),
    ]),
    ...promises(playbook),
  ];
}

/** The lists of steps of a playbook, by the name that people find them under. */
export function blocksOfPlaybook({
  sections,
  topics,
  ifStuck,
}: Playbook): readonly { readonly name: string; readonly steps: Block }[] {
  return [
    ...[...sections.values()].map(({ name, steps }) => ({ name, steps })),
    ...topics.map(({ name, do: steps }) => ({ name: `anytime ${name}`, steps })),
    ...(ifStuck ? [{ name: "if_stuck", steps: ifStuck.do }] : []),
  ];
}

function thing(group: ChangeGroup, name: string, parts: readonly Part[]): Described {
  return { group, key: `${group} ${name}`, name, where: "", parts };
}

/** A rule has no name: what it says is what it is. */
function startRule(verb: string, rule: StartRule): Described {
  const visit = (rule.visit ?? []).map(({ name, values }) => `${name} ${values.join(" or ")}`);
  const words = [
    rule.page.length > 0 ? `on ${rule.page.join(" or ")}` : "",
    rule.event === undefined ? "" : `at the event ${rule.event}`,
    rule.after ? `after ${formatSpan(rule.after)}` : "",
    rule.on.length > 0 ? `by ${rule.on.join(" or ")}` : "",
    rule.notSeenFor ? `not seen for ${formatSpan(rule.notSeenFor)}` : "",
    ...visit,
    rule.hours ? `in the hours ${hoursText(rule.hours)}` : "",
    (rule.open ?? []).length > 0
      ? `while ${(rule.open ?? []).map(({ name }) => name).join(" or ")} is open`
      : "",
    rule.priority ? `with priority ${rule.priority}` : "",
    rule.give.length > 0
      ? `giving ${rule.give.map(({ ours, theirs }) => `${ours}: ${theirs}`).join(", ")}`
      : "",
  ];
  return thing("start", `${verb} ${words.filter((word) => word !== "").join(", ") || "anywhere"}`, []);
}

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

function hoursText(hours: NonNullable<StartRule["hours"]>): string {
  return [...hours]
    .map(
      ([day, spans]) => `${DAYS[day - 1] ?? day} ${spans.map(({ from, to }) => `${from}-${to}`).join(" ")}`,
    )
    .join(", ");
}

function questionParts(question: Question): readonly Part[] {
  const { choices, choicesFrom, remember, check } = question;
  const alsoCalled = choices.filter(({ also }) => also.length > 0);
  return [
    ...textParts("asks", question.ask),
    ...part("answer", question.kind.replaceAll("_", " ")),
    ...part("choices", choices.map(({ label }) => label).join(" | ")),
    ...alsoCalled.flatMap(({ label, also }) => part(`other words for ${label}`, also.join(", "))),
    ...choices.flatMap(({ label, labels }) =>
      Object.entries(labels ?? {}).map(
        ([language, text]): Part => ({ label: `${label} (${language})`, text, language }),
      ),
    ),
    ...part("choices from", choicesFrom && `${choicesFrom.list} ${choicesFrom.show ?? ""}`.trim()),
    ...flag("several picks", question.pick === "many"),
    ...flag("may be skipped", question.optional),
    ...check.flatMap(({ operator, value, sorry }) => [
      ...part(`must be ${operator.replaceAll("_", " ")}`, [value].flat().map(String).join(", ")),
      ...textParts(`sorry where not ${operator.replaceAll("_", " ")}`, sorry),
    ]),
    ...textParts("sorry", question.sorry),
    ...textParts("why", question.why),
    ...part("called", question.called),
    ...part("lowest", question.from),
    ...part("highest", question.to),
    ...flag("private", question.private),
    ...part("remembered for", remember && formatSpan(remember)),
    ...part("needs the consent", question.needsConsent),
    ...part("consent for", question.purposes?.join(", ")),
    ...flag("topics are not heard", !question.topics),
  ];
}

function silence({ ifSilent, ifStuck }: Playbook): readonly Described[] {
  const nudges = ifSilent.map(({ after, on, say, end }) =>
    thing("silence", `after ${formatSpan(after)}${on.length > 0 ? ` (${on.join(", ")})` : ""}`, [
      ...textParts("says", say),
      ...part("ends as", end),
    ]),
  );
  return [...nudges, ...(ifStuck ? [thing("silence", "if stuck", part("tries", ifStuck.tries))] : [])];
}

/** A rule is known by its reason: that is what reps know it by. */
function scores({ score, grades }: Playbook): readonly Described[] {
  const seen = new Map<string, number>();
  const rules = score.map(({ when, add, because }) => {
    const count = (seen.get(because) ?? 0) + 1;
    seen.set(because, count);
    return thing("score", count === 1 ? because : `${because} (${count})`, [
      ...part("when", conditionText(when)),
      ...part("points", add),
    ]);
  });
  if (!grades) return rules;
  return [
    ...rules,
    thing("score", "grades", [...part("hot from", grades.hot), ...part("warm from", grades.warm)]),
  ];
}

function promises({ promises: all }: Playbook): readonly Described[] {
  if (!all) return [];
  return [
    ...(all.endsIn.length > 0 ? [thing("promises", "ends in", part("one of", all.endsIn.join(", ")))] : []),
    ...all.before.map(({ asked, known }) =>
      thing("promises", `${known} is known before ${asked} is asked`, []),
    ),
    ...(all.atMostQuestions === undefined
      ? []
      : [thing("promises", "at most", part("questions", all.atMostQuestions))]),
    ...(all.everyHandoffCanFallBack ? [thing("promises", "every handoff can fall back", [])] : []),
  ];
}
