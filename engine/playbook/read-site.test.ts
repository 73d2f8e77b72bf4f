import { describe, expect, test } from "@jest/globals";
import { readSite } from "./read-site.ts";
import { defaultSite } from "./site.ts";

const HOOK = "https://crm.example.com/hook";

const whole = `site: acme
name: Acme
bot: { name: Ada }
languages: [en, de]
tone: warm
time_zone: Europe/Berlin
origins: ["https://www.example.com"]
publish_from: folder
teams:
  sales:
    people: [ana@example.com, bo@example.com]
    hours: { mon-fri: "09:00-17:30", sat: ["10:00-12:00", "13:00-15:00"] }
    holidays: [2026-12-25]
    limit: 3
  night:
    people: [cy@example.com]
    hours: { sun: "22:00-06:00" }
defaults:
  human: { team: sales, answer_within: 10 minutes }
  if_stuck: { tries: 2 }
consent: { required: false, purposes: { marketing: May we write to you? } }
conduct:
  forgets_after: 1 day
  ladder:
    - { at: 1, do: deflect, say: "Let's keep it friendly." }
    - { at: 3, do: slow, for: 5 minutes, say: Slower please. }
retention: { leads: 12 months, unqualified: 90 days }
limits: { messages: 20 a minute }
webhooks:
  crm: { url: "https://crm.example.com/hook", on: [lead.qualified, lead.created], secret: CRM_HOOK_SECRET }
  chat: { url: "https://chat.example.com/in", on: [message.created], secret: [CHAT_NEW, CHAT_OLD] }
confirm_addresses: yes
`;

describe("readSite", () => {
  test("reads a whole site", () => {
    const { site, problems } = readSite(whole, "site.yml");
    expect(problems).toEqual([]);
    expect(site).toMatchObject({
      id: "acme",
      name: "Acme",
      bot: { name: "Ada" },
      timeZone: "Europe/Berlin",
      origins: ["https://www.example.com"],
      defaults: {
        human: { team: "sales", answerWithin: { amount: 10, unit: "minute", working: false } },
        ifStuckTries: 2,
      },
    });
    expect(site?.webhooks).toEqual([
      {
        name: "crm",
        url: "https://crm.example.com/hook",
        on: ["lead.created", "lead.qualified"],
        secrets: ["CRM_HOOK_SECRET"],
      },
      {
        name: "chat",
        url: "https://chat.example.com/in",
        on: ["message.created"],
        secrets: ["CHAT_NEW", "CHAT_OLD"],
      },
    ]);
    expect(site?.confirmAddresses).toBe(true);
    const sales = site?.teams.get("sales");
    expect(sales?.people).toEqual(["ana@example.com", "bo@example.com"]);
    expect(sales?.holidays).toEqual(["2026-12-25"]);
    expect([...(sales?.hours?.keys() ?? [])]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(sales?.hours?.get(6)).toEqual([
      { from: "10:00", to: "12:00" },
      { from: "13:00", to: "15:00" },
    ]);
    expect([...(site?.teams.get("night")?.hours ?? [])]).toEqual([
      [7, [{ from: "22:00", to: "24:00" }]],
      [1, [{ from: "00:00", to: "06:00" }]],
    ]);
  });

  test("what the file does not say is as in the default site", () => {
    const { site } = readSite("site: acme\n", "site.yml");
    expect(site).toEqual({ ...defaultSite(), id: "acme" });
  });

  test.each([
    ["time_zone: Berlin", "ZONE_UNKNOWN", 2, 12],
    ["tim_zone: UTC", "KEY_UNKNOWN", 2, 1],
    ['teams: { a: { hours: { mo: "09:00-17:00" } } }', "HOURS_WRONG", 2, 24],
    ["teams: { a: { hours: { mon: 9 to 5 } } }", "HOURS_WRONG", 2, 29],
    ['teams: { a: { hours: { mon: "09:00-25:00" } } }', "HOURS_WRONG", 2, 29],
    ["teams: { a: { holidays: [2026-02-30] } }", "HOURS_WRONG", 2, 26],
    ["defaults: { human: { answer_within: 5min } }", "SPAN_WRONG", 2, 37],
    ["tone: funny", "VALUE_WRONG", 2, 7],
    [`webhooks: { crm: { url: "${HOOK}", on: [lead.made], secret: A } }`, "VALUE_WRONG", 2, 62],
    [`webhooks: { crm: { url: "ftp://a.example/x", on: [lead.created], secret: A } }`, "VALUE_WRONG", 2, 25],
    [
      `webhooks: { crm: { url: "https://u:p@a.example", on: [lead.created], secret: A } }`,
      "VALUE_WRONG",
      2,
      25,
    ],
    [`webhooks: { crm: { url: "${HOOK}", on: [lead.created], secret: whsec_s3cret } }`, "VALUE_WRONG", 2, 85],
    [`webhooks: { 1crm: { url: "${HOOK}", on: [lead.created], secret: A } }`, "NAME_BAD", 2, 13],
    [`webhooks: { crm: { url: "${HOOK}", on: [lead.created] } }`, "KEY_MISSING", 2, 18],
    ["limits: { messages: 20/min }", "LIMIT_WRONG", 2, 21],
    ["limits: { messages: 0 a minute }", "LIMIT_WRONG", 2, 21],
    ["limits: { messages: 20 a month }", "LIMIT_WRONG", 2, 21],
    ["limits: { messages: 20 a working day }", "LIMIT_WRONG", 2, 21],
    ["limits: { mail: { site: many } }", "LIMIT_WRONG", 2, 25],
    ["limits: { letters: 20 a minute }", "KEY_UNKNOWN", 2, 11],
    ["limits: { messages: { everybody: 20 a minute } }", "KEY_UNKNOWN", 2, 23],
    ["limits: { messages: 20 }", "LIMIT_WRONG", 2, 21],
    ["retention: { leads: always }", "SPAN_WRONG", 2, 21],
    ["retention: { mail: 1 year }", "KEY_UNKNOWN", 2, 14],
  ])("refuses %s", (line, code, at, column) => {
    const { site, problems } = readSite(`site: acme\n${line}\n`, "site.yml");
    expect(site).toBeUndefined();
    expect(problems.map((problem) => [problem.code, problem.at.line, problem.at.column])).toEqual([
      [code, at, column],
    ]);
  });
});

describe("limits and retention", () => {
  const read = (text: string) => readSite(text, "site.yml");
  const within = (amount: number, unit: string) => ({ amount, unit, working: false });

  test("change what they name and leave the rest as it is at the start", () => {
    const { site } = read(
      "limits: { messages: 5 per 10 minutes, conversations: { address: 100 an hour, site: off }, requests: off }",
    );
    const start = defaultSite().limits;
    expect(site?.limits).toEqual({
      ...start,
      messages: { ...start.messages, visitor: { most: 5, within: within(10, "minute") } },
      conversations: {
        visitor: start.conversations.visitor,
        address: { most: 100, within: within(1, "hour") },
      },
      requests: {},
    });
  });

  test.each(["5 every minute", "5 in 1 minute", "5 per minute", "5 a minute"])(
    "%s is five a minute",
    (text) => {
      const { site } = read(`limits: { messages: ${text} }`);
      expect(site?.limits.messages.visitor).toEqual({ most: 5, within: within(1, "minute") });
    },
  );

  test("forever keeps things for good; what is not named is kept as long as at the start", () => {
    const { site } = read("retention: { leads: forever }");
    expect(site?.retention).toEqual({ leads: undefined, unqualified: within(90, "day") });
  });
});
