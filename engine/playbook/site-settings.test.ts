import { describe, expect, test } from "@jest/globals";
import { isOpen } from "../time/business-time.ts";
import { readSite } from "./read-site.ts";
import { zoneOf } from "./site.ts";
import { isSettable, SETTABLE } from "./site-settings.ts";

const FILE = `site: acme
name: Acme
teams:
  sales:
    people: [ana@example.com]
  night:
    hours: { mon: "22:00-23:00" }
`;

/** One value that each key takes. */
const VALUES: Readonly<Record<(typeof SETTABLE)[number], string | number | boolean | object>> = {
  name: "Acme",
  "bot.name": "Ada",
  tone: "warm",
  time_zone: "Europe/Berlin",
  origins: ["https://www.acme.example"],
  "teams.*.people": ["ana@example.com"],
  "teams.*.hours": { "mon-fri": "09:00-17:00" },
  "teams.*.holidays": ["2026-12-25"],
  "teams.*.time_zone": "Europe/Lisbon",
  "teams.*.limit": 3,
  "teams.*.first_answer": "2 minutes",
  "defaults.human.team": "sales",
  "defaults.human.answer_within": "4 minutes",
  "teams.*.supervisor": ["bea@example.com"],
  "handoff.person_for": "45 seconds",
  "handoff.team_for": "2 minutes",
  "handoff.reply_within": "3 minutes",
  "handoff.transfer_within": "90 seconds",
  "handoff.route_by": "fewest",
  "handoff.owner_first": false,
  "handoff.mail": false,
  "consent.required": true,
  "consent.text": "May we?",
  "retention.leads": "forever",
  "retention.unqualified": "30 days",
  "webhooks.*": { url: "https://crm.acme.example/in", on: ["lead.created"], secret: ["CRM_SECRET"] },
  confirm_addresses: true,
  "widget.color": "#0C6B75",
  "widget.position": "start",
  "widget.launcher": "Chat with us",
};

describe("settings beside site.yml", () => {
  test.each(SETTABLE)("%s changes the site as the same line of the file would", (key) => {
    const named = key.replace("*", "sales");
    const value = JSON.parse(JSON.stringify(VALUES[key])) as string;
    const nested = named.split(".").reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
    const written = readSite(JSON.stringify(nested), "site.yml");
    const set = readSite(undefined, "site.yml", { [named]: value });
    expect(set.problems).toEqual([]);
    expect(set.site).toEqual(written.site);
    // Control: without it the site is another.
    expect(set.site).not.toEqual(readSite(undefined, "site.yml").site);
    expect([...written.inFile.keys()]).toEqual([named]);
    expect(set.inFile.size).toBe(0);
  });

  test("fill in what the file leaves open, and never take the place of what it says", () => {
    const { site, inFile } = readSite(FILE, "site.yml", {
      name: "Another",
      "teams.sales.people": ["eve@example.com"],
      "teams.sales.hours": { mon: "09:00-17:00" },
      "teams.support.limit": 2,
    });
    expect(site?.name).toBe("Acme");
    expect(site?.teams.get("sales")?.people).toEqual(["ana@example.com"]);
    expect(site?.teams.get("sales")?.hours?.get(1)).toEqual([{ from: "09:00", to: "17:00" }]);
    expect([...(site?.teams.keys() ?? [])]).toEqual(["sales", "night", "support"]);
    expect(Object.fromEntries(inFile)).toEqual({
      name: { value: "Acme", line: 2 },
      "teams.sales.people": { value: ["ana@example.com"], line: 5 },
      "teams.night.hours": { value: { mon: "22:00-23:00" }, line: 7 },
    });
  });

  test("are nothing when their key may not be set, whatever they say", () => {
    for (const key of [
      "site",
      "identity.enforce",
      "security.totp",
      "teams.a.b",
      "teams.__proto__.limit",
      "publish_from",
    ]) {
      expect(isSettable(key)).toBe(false);
      expect(readSite(FILE, "site.yml", { [key]: "x" })).toEqual(readSite(FILE, "site.yml"));
    }
  });

  test("that are wrong leave no site, and say why", () => {
    const { site, problems } = readSite(FILE, "site.yml", { "teams.sales.hours": { mon: "nine to five" } });
    expect(site).toBeUndefined();
    expect(problems.map(({ code }) => code)).toEqual(["HOURS_WRONG"]);
  });
});

test("a team's hours are read on the clock of its own zone, where it has one", () => {
  const { site } = readSite("time_zone: Europe/Berlin", "site.yml", {
    "teams.lisbon.hours": { mon: "09:00-17:00" },
    "teams.lisbon.time_zone": "Europe/Lisbon",
    "teams.berlin.hours": { mon: "09:00-17:00" },
  });
  const at = Date.parse("2026-11-23T08:30:00Z");
  const open = [...(site?.teams.values() ?? [])].map((team) => site && isOpen(team, at, zoneOf(site, team)));
  expect(open).toEqual([false, true]);
});
