import { playbookSchema } from "../playbook/schema.ts";
import { editorSchema } from "../playbook/schema-editor.ts";
import { PLAYBOOK_HOVER, SERVICES_HOVER, SITE_HOVER } from "../playbook/schema-hover.ts";
import { servicesSchema } from "../playbook/services-schema.ts";
import { siteSchema } from "../playbook/site-schema.ts";
import { readSource } from "../playbook/source.ts";
import { collectProblems } from "../problems/problem-list.ts";
import { child } from "../problems/source-node.ts";
import { TEST_HOVER, testSchema } from "./test-schema.ts";

/** The kinds of files that have a schema. */
export const SCHEMA_KINDS = ["playbook", "test", "site", "services"] as const;
export type SchemaKind = (typeof SCHEMA_KINDS)[number];

/** Names of one playbook, for completion. */
export interface SchemaNames {
  readonly questions: readonly string[];
  readonly sections: readonly string[];
}

const FORMS = {
  playbook: { form: playbookSchema, title: "A Parley playbook", hover: PLAYBOOK_HOVER },
  test: { form: testSchema, title: "Tests of a Parley playbook", hover: TEST_HOVER },
  site: { form: siteSchema, title: "The site of Parley playbooks", hover: SITE_HOVER },
  services: { form: servicesSchema, title: "Services that Parley playbooks call", hover: SERVICES_HOVER },
} as const;

/**
 * The JSON Schema (draft 2020-12) of a kind of file, for editors. With the names of a playbook, the keys that name its
 * questions and sections take no others.
 */
export function schemaOf(kind: SchemaKind, names?: SchemaNames): Readonly<Record<string, unknown>> {
  const { form, title, hover } = FORMS[kind];
  return editorSchema(form, { id: `${kind}.schema.json`, title, hover, words: wordsOf(names) });
}

function wordsOf(names: SchemaNames | undefined): ReadonlyMap<string, readonly string[]> {
  if (names === undefined) return new Map();
  const { questions, sections } = names;
  return new Map([
    ...["step.ask", "step.ask_again", "step.change_answer"].map((place) => [place, questions] as const),
    ...["step.goto", "step.goto.section", "anytime.*.goto", "conversations.start_at"].map(
      (place) => [place, sections] as const,
    ),
  ]);
}

/** The names of questions and sections that stand in a playbook's text, whatever else is wrong with it. */
export function namesIn(text: string): SchemaNames {
  const root = readSource(text, collectProblems(""));
  const keys = (key: string) => [...(child(root, key)?.entries.keys() ?? [])];
  return { questions: keys("questions"), sections: keys("talk") };
}
