/**
 * Every code that reading a playbook or a site can report, with the hint shown below the sentence.
 *
 * Codes are public: people grep for them and tools match on them. Add one here and `codes.test.ts` fails until
 * `docs/problems.md` explains it.
 */
export const HINTS = {
  FILE_TOO_BIG: "Split it: a section that is used in several places can be a playbook of its own.",
  FILE_TOO_DEEP: "Move the inner steps to a section of their own and go there with `goto:`.",
  YAML_SYNTAX: "Compare the line with the lines above it: spaces at the start and closing quotes matter.",
  YAML_FEATURE: "Write it out in full; the playbook language does without this part of YAML.",
  TEXT_NEEDS_QUOTES: 'Put the whole text into double quotes: "like this: it works".',
  KEY_TWICE: "Keep one of the two.",
  KEY_FORBIDDEN: "Choose another word.",
  KEY_UNKNOWN: "Check the spelling against docs/playbooks.md.",
  KEY_MISSING: "Add the missing line.",
  VALUE_WRONG: "Compare it with the examples in docs/playbooks.md.",
  NAME_BAD: "Use letters, digits, _ and -, and begin with a letter, like team_size.",
  NAME_RESERVED: "The word means something already in conditions and texts: choose another, like lead_score.",
  NAME_UNKNOWN: "Use the name of a question, of something given at the start, or of something set before.",
  QUESTION_UNKNOWN: "Declare it under `questions:`, or use the name of one that is there.",
  SECTION_UNKNOWN: "Add a section of that name under `talk:`, or use the name of one that is there.",
  NAME_AS_TEXT: "A bare word is a text. Put the name into braces and quotes to send the answer itself.",
  STEP_WITHOUT_VERB: "Begin the step with what it does, like `- say: Hello` or `- ask: email`.",
  STEP_TWO_VERBS: "Begin a new line with `- ` for each of them.",
  STEP_ID_TWICE: "Give each step of a section an id of its own.",
  STEP_UNREACHABLE: "Remove the step, or move it up.",
  SECTION_UNREACHABLE: "Go there with `goto:` from a section that is reached, or remove it.",
  PATH_WITHOUT_END: "Add `- end: …` with a name for how it ended, or `- goto: …`.",
  GOTO_CIRCLE: "Ask something in one of these sections, or let one of them end.",
  HANDOFF_INCOMPLETE: "Say how long to wait for a person, and what to do when nobody comes.",
  CHOOSE_WITHOUT_OTHERWISE: "Add `- otherwise:` as the last line, for everybody whom no `when:` fits.",
  CALL_WITHOUT_IF_FAILS: "Add `if_fails:` with what to do when the service does not answer.",
  SPAN_WRONG:
    'Write a number and a unit: seconds, minutes, hours, days, working days, weeks or months, like "5 minutes".',
  LIMIT_WRONG:
    'Write how many in what time, like "20 a minute" or "5 per 10 minutes", up to weeks; "off" for no limit.',
  TEMPLATE_SYNTAX: 'Write {{ name }}, {{ name or "there" }} or {{ budget | money EUR }}.',
  FILTER_UNKNOWN: "There are lower, upper, capitalize, date, time, number, money and list.",
  TEXT_MAY_BE_EMPTY: 'Say what to write then, like {{ name or "there" }}, or ask before.',
  TEST_WRONG: "Compare it with the tests in docs/playbooks.md, like { team_size: { over: 50 } }.",
  FORMULA_WRONG:
    "Formulas are CEL, like `team_size * 2 > 5 && role == 'Sales'`; a plain test is often enough.",
  KIND_UNKNOWN:
    "There are text, long_text, name, number, money, email, work_email, phone, url, date, time, yes_no, rating, file and consent; or give `choices:`.",
  CHOICE_TWICE: "Keep one of the two; put other words for it under `also:`.",
  QUESTION_WRONG: "Compare it with the questions in docs/playbooks.md.",
  PATTERN_WRONG:
    "Patterns are those of RE2, without look-ahead; a mask such as `looks_like: AA-9999` is often enough.",
  CONSENT_UNKNOWN: "Add a question with `answer: consent` and `for:` that purpose, or correct the name.",
  CONSENT_NOT_GIVEN:
    "Ask for the consent first, and read the answer only where it was given, like `if: { news: true }`.",
  PURPOSE_UNKNOWN: "Name it under `consent: { purposes: … }` of site.yml, or correct the name.",
  SCORE_OF_ITSELF: "Rules of the score look at answers only.",
  GRADES_ORDER: "`hot` is the higher bound of the two.",
  GRADES_MISSING: "Add `grades: { hot: 60, warm: 30 }`.",
  TOPIC_WITHOUT_WORDS: "Add `people_say:` with three or more ways in which people say it.",
  TOPIC_EMPTY: "Add `reply:`, `do:` or `goto:`.",
  NUDGE_EMPTY: "Add `say:` or `end:`.",
  SKIP_OUTSIDE_LOOP:
    "`skip: round` ends a round of `for_each:` or `repeat:`; elsewhere use `goto:` or a condition.",
  CALL_UNKNOWN: "Use the service of a call of this playbook, or the `id:` of its step.",
  LIST_WRONG: "Go through a question with `pick: many`, a list of `add_to:`, or what a call brought back.",
  RUN_CIRCLE: "Let one of them end and go on with `goto:` instead of running the other.",
  PLAYBOOK_MISSING: "Put it into the same folder. Until then the talk is parked for a person here.",
  TEAM_UNKNOWN: "Add the team to site.yml, or use the name of one that is there.",
  END_NOT_PROMISED: "Add the name under `ends_in:`, or use one that is there.",
  END_UNUSED: "Remove it from `ends_in:`, or correct its name.",
  QUESTION_UNUSED: "Ask it, or remove it.",
  TEST_LINE_WRONG: "A line of a test is one of bot, user, tap, wait, rep, show, service and event.",
  ZONE_UNKNOWN: "Use a name such as Europe/Berlin or UTC.",
  HOURS_WRONG: 'Write days and hours like { mon-fri: "09:00-17:30", sat: "10:00-14:00" }.',
  NOT_BUILT_YET: "The playbook is used all the same; see docs/playbooks.md for what happens there instead.",
  TRANSLATION_UNUSED: "Its original was changed or is gone: compare it with the playbook.",
  TRANSLATION_OUT_OF_DATE: "Look at the text again, then write it without `was:`.",
  TRANSLATION_SLOTS: "Show the same answers in every language, like {{ name }}.",
  TRANSLATION_MISSING: "Until then everybody gets the playbook's own language.",
  TRANSLATION_MISNAMED:
    "Write what the file holds, or give the file another name: <playbook>.<language>.yml.",
  TRANSLATION_UNSPOKEN: "Add the language to `also_in:` of the playbook, or remove the file.",
  SERVICE_MISSING: "Have a developer add it to services.yml. Until then the call takes its `if_fails:`.",
  PROMISE_BROKEN: "Change the talk so that no path does it, or the promise.",
  HANDOFF_LEADS_NOWHERE: "Let `if_nobody:` ask for an address or end, so that nobody waits for ever.",
  DEAD_END: "Give the step a way on: another section, a question that can be answered, or an end.",
  STEP_NEVER_REACHED: "Correct the condition that keeps everybody away from it, or remove it.",
  WAY_NEVER_TAKEN: "Correct its condition or those above it, or remove it.",
  WAYS_ARE_THE_SAME: "Let the ways differ, or write their steps once without asking for a condition.",
  ASKED_TWICE: "Go there with `goto: { section: …, keep_answers: true }`, or ask in a section of its own.",
  TEXT_EMPTY_ON_A_PATH: 'Say what to write then, like {{ parcel.place or "your door" }}.',
  GRADE_NEVER_REACHED: "Lower the bound of the grade, or give more points.",
  NOT_FULLY_EXPLORED: "What was walked is proved, the rest is not: see docs/proofs.md for the limits.",
} as const satisfies Readonly<Record<string, string>>;

export type ProblemCode = keyof typeof HINTS;
