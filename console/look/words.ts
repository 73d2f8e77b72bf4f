import type { CloseOutcome, LeadRow, Role } from "../../server/wire/rep.ts";

type Grade = NonNullable<LeadRow["grade"]>;

export const gradeWords: Readonly<Record<Grade, string>> = { hot: "Hot", warm: "Warm", cold: "Cold" };

export const roleWords: Readonly<Record<Role, { readonly name: string; readonly may: string }>> = {
  rep: { name: "Rep", may: "Claims visitors, answers them and closes conversations." },
  viewer: { name: "Viewer", may: "Reads everything, changes nothing." },
  marketer: { name: "Marketer", may: "Reads conversations and leads." },
  admin: { name: "Admin", may: "May do all of it and says who may do what." },
};

export const outcomeWords: Readonly<Record<CloseOutcome, { readonly name: string; readonly when: string }>> =
  {
    qualified: { name: "Qualified", when: "Worth a follow-up by sales." },
    meeting_booked: { name: "Meeting booked", when: "A time is agreed." },
    not_qualified: { name: "Not qualified", when: "No fit, or no interest." },
    spam: { name: "Spam", when: "Not a real visitor." },
  };

/** An outcome in words; playbooks may name outcomes of their own, such as "nurture". */
export function outcomeInWords(outcome: string): string {
  const known: Readonly<Record<string, { readonly name: string } | undefined>> = outcomeWords;
  return known[outcome]?.name ?? sentence(outcome);
}

/** "team_size" becomes "Team size". */
export function sentence(name: string): string {
  const words = name.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** An answer as text, the way a person would write it. */
export function valueInWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return "Not said";
  if (value === true) return "Yes";
  if (value === false) return "No";
  if (typeof value === "number") return new Intl.NumberFormat().format(value);
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.length === 0 ? "None" : value.map(valueInWords).join(", ");
  // A file, or an item of a list that a service brought back, is shown as the visitor saw it.
  if (typeof value === "object" && "label" in value && typeof value.label === "string") return value.label;
  return JSON.stringify(value);
}
