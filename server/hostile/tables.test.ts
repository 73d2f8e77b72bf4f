import { expect, test } from "@jest/globals";
import { csvHead, leadAsCsv, leadAsJson, ownColumns } from "../cli/lead-rows.ts";
import { aLead, aLeadRecord } from "../stores/examples.contract.ts";
import type { LeadRecord } from "../stores/ports.ts";
import { TABLES } from "./collections/tables.ts";
import { WORDS } from "./collections/words.ts";
import { tell, tryAll } from "./figures.ts";

const MOST_MS = 250;
const ALL = [...WORDS, ...TABLES];

/** Wherever words of a visitor, or of the page they are on, come into a lead. */
const PLACES: Readonly<Record<string, (words: string) => Partial<LeadRecord>>> = {
  name: (name) => ({ name }),
  email: (email) => ({ email }),
  company: (company) => ({ company }),
  page: (url) => ({ page: { url } }),
  utm_source: (utm_source) => ({ campaign: { utm_source } }),
  "answer.goal": (value) => ({
    lead: { ...aLead, answers: [{ name: "goal", called: "goal", value, source: "asked" }] },
  }),
  "field.goal": (value) => ({ lead: { ...aLead, fields: { goal: value } } }),
};

/** What a spreadsheet takes for the beginning of a formula, also behind what it does not show. */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;

test.each(Object.keys(PLACES))(
  "hostile words as %s make no formula and no cell of their own in a table",
  (place) => {
    const arrange = PLACES[place];
    if (!arrange) throw new Error(place);
    const door = (words: string, kind: "hostile" | "twin"): string | undefined => {
      const record = aLeadRecord("default", "lead-1", arrange(words));
      const own = ownColumns(record);
      const rows = readTable(csvHead(own) + leadAsCsv(record, own));
      const [head = [], row = [], ...more] = rows;
      if (more.length > 0 || row.length !== head.length)
        return `made ${rows.length} rows of ${row.length} cells`;
      const cell = row[head.indexOf(place)] ?? "";
      const whole = Buffer.from(words).toString().replaceAll("\0", "\uFFFD");
      if (FORMULA.test(cell)) return "is a formula";
      if (kind === "twin" && cell !== words) return `became ${cell}`;
      return cell === whole || cell === `'${whole}`
        ? undefined
        : `became ${JSON.stringify(cell.slice(0, 80))}`;
    };
    return tryAll(ALL, MOST_MS, door).then((figures) => {
      tell(`words in a table as ${place}`, figures);
      expect(figures.faults).toEqual([]);
      expect(figures.tried).toBeGreaterThan(300);
    });
  },
);

test("hostile words make no line of their own in lines of JSON", async () => {
  const figures = await tryAll(ALL, MOST_MS, (words, kind) => {
    const line = leadAsJson(aLeadRecord("default", "lead-1", { name: words }));
    if (line.indexOf("\n") !== line.length - 1) return "made a line of its own";
    const { name } = JSON.parse(line) as { readonly name: string };
    if (name === words) return undefined;
    return kind === "twin" ? "became something else" : "was changed";
  });
  tell("words in lines of JSON", figures);
  expect(figures.faults).toEqual([]);
});

test("numbers of ours stay numbers", () => {
  const record = aLeadRecord("default", "lead-1", { lead: { ...aLead, score: -5 } });
  const [head = [], row = []] = readTable(csvHead([]) + leadAsCsv(record, []));
  expect(row[head.indexOf("score")]).toBe("-5");
});

/** Reads a table as RFC 4180 says. */
function readTable(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    const row = rows.at(-1) ?? [];
    const add = (more: string) => row.splice(-1, 1, (row.at(-1) ?? "") + more);
    if (quoted && sign === '"' && text.charAt(at + 1) === '"') add(text.charAt(++at));
    else if (sign === '"') quoted = !quoted;
    else if (quoted) add(sign);
    else if (sign === ",") row.push("");
    else if (sign === "\n") rows.push([""]);
    else add(sign);
  }
  return rows.slice(0, -1);
}
