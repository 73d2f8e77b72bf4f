import { stringify } from "csv-stringify/sync";
import type { Value } from "../../engine/index.ts";
import type { LeadRecord } from "../stores/ports.ts";

const CAMPAIGN = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"] as const;
/** In each table; behind them come those of the playbooks. */
const COLUMNS: Readonly<Record<string, (record: LeadRecord) => Value | undefined>> = {
  id: ({ id }) => id,
  created_at: ({ createdAt }) => createdAt,
  updated_at: ({ updatedAt }) => updatedAt,
  playbook: ({ playbook }) => playbook,
  name: ({ name }) => name,
  email: ({ email }) => email,
  company: ({ company }) => company,
  verified: isVerified,
  score: ({ lead }) => lead.score,
  grade: ({ lead }) => lead.grade,
  outcome: ({ lead }) => lead.outcome,
  tags: ({ lead }) => lead.tags,
  page: ({ page }) => page.url,
  // What else stands in a page's address is the visitor's to choose, so it makes no columns.
  ...Object.fromEntries(CAMPAIGN.map((name) => [name, ({ campaign }: LeadRecord) => campaign[name]])),
};

/** The lead as one line of JSON, with the line break. Takes the names of the API. */
export function leadAsJson(record: LeadRecord): string {
  const { id, conversation, createdAt, updatedAt, playbook, version, name, email, company, lead } = record;
  const line = {
    id,
    conversation,
    created_at: createdAt,
    updated_at: updatedAt,
    playbook,
    version,
    name,
    email,
    company,
    verified: isVerified(record),
    score: lead.score,
    grade: lead.grade,
    outcome: lead.outcome,
    tags: lead.tags,
    fields: lead.fields,
    answers: lead.answers.map(({ name, value, source }) => ({ name, value, source })),
    page: record.page.url,
    campaign: record.campaign,
  };
  return `${JSON.stringify(line)}\n`;
}

/** Names of the columns that the lead needs besides those of every table: its fields and answers. */
export function ownColumns({ lead }: LeadRecord): readonly string[] {
  return [
    ...Object.keys(lead.fields).map((name) => `field.${name}`),
    ...lead.answers.map(({ name }) => `answer.${name}`),
  ];
}

/** The names of all columns as the first line of the table. */
export function csvHead(own: readonly string[]): string {
  return csvLine([...Object.keys(COLUMNS), ...own]);
}

/**
 * The lead as a line of the table. A cell that a spreadsheet would take for a formula begins with an apostrophe; whole
 * numbers and dates of ours stay as they are.
 */
export function leadAsCsv(record: LeadRecord, own: readonly string[]): string {
  const known = Object.values(COLUMNS).map((read) => read(record));
  const fields = new Map(Object.entries(record.lead.fields).map(([name, value]) => [`field.${name}`, value]));
  const answers = new Map(record.lead.answers.map(({ name, value }) => [`answer.${name}`, value]));
  return csvLine([...known, ...own.map((name) => fields.get(name) ?? answers.get(name))]);
}

function isVerified({ identity, verified }: LeadRecord): boolean {
  return identity !== undefined || verified === true;
}

function csvLine(values: readonly (Value | undefined)[]): string {
  return stringify([values.map(cell)], { escape_formulas: true });
}

/** Numbers stay numbers, so that the library knows that "-5" is no formula. */
function cell(value: Value | undefined): string | number {
  if (typeof value === "number") return value;
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return text(value.map((one) => `${cell(one as Value)}`).join("; "));
  return text(typeof value === "object" ? JSON.stringify(value) : String(value));
}

/** What programs drop or skip before they look whether it is a formula. */
const UNSEEN_THEN_FORMULA = /^[\s\p{Cc}\p{Cf}]+[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;

function text(words: string): string {
  // A zero ends the cell, or the file, for many a program; half a character is none.
  const whole = Buffer.from(words).toString().replaceAll("\0", "\uFFFD");
  return UNSEEN_THEN_FORMULA.test(whole) ? `'${whole}` : whole;
}
