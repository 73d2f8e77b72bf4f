import type { Message } from "../../server/wire/message.ts";
import type { InboxDetail, InboxRow, LeadView, Me, Person } from "../../server/wire/rep.ts";

export const AT = "2026-11-23T10:00:00.000Z";

export const tom: Person = { id: "p_tom", email: "tom@fernway.example", name: "Tom Brandt", role: "admin" };

export const me: Me = { person: tom, csrf: "csrf-1", totp: "off", site: { name: "Fernway", bot: "Robin" } };

export const anasLead: LeadView = {
  score: 85,
  grade: "hot",
  grades: { hot: 60, warm: 30 },
  receipt: [
    { because: "Bigger team", add: 30, counted: true },
    { because: "Decision maker", add: 55, counted: true },
    { because: "Ready now", add: 15, counted: false },
  ],
  answers: [
    { name: "team_size", called: "team size", value: 80, source: "asked" },
    { name: "goals", called: "goals", value: ["More leads", "Faster replies"], source: "told" },
  ],
  fields: {},
};

export const ana: InboxRow = {
  id: "conv_ana",
  playbook: "b2b-qualification",
  status: "waiting",
  name: "Ana Keller",
  company: "Acme",
  score: 85,
  grade: "hot",
  last: { from: "visitor", text: "we lose people overnight", at: AT },
  page: "/pricing",
  started_at: AT,
  updated_at: AT,
  waiting_since: AT,
  answer_by: "2026-11-23T10:03:00.000Z",
};

const said: readonly Message[] = [
  { seq: 1, from: "bot", at: AT, name: "Robin", text: "How many people are on your team?" },
  { seq: 2, from: "visitor", at: AT, text: "80" },
];

export const anasTalk: InboxDetail = {
  conversation: ana,
  version: "a41f9c22deadbeef",
  seq: 2,
  messages: [...said],
  lead: anasLead,
  page: { url: "https://fernway.example/pricing", title: "Pricing" },
  campaign: { utm_source: "google", utm_campaign: "shared inbox" },
  note: "Ana, team of 80.",
  step: "to_a_human",
  steps: ["start", "book_a_meeting"],
};

/** Ana's conversation after Tom claimed it. */
export const anaWithTom: InboxDetail = {
  ...anasTalk,
  seq: 3,
  messages: [...said, { seq: 3, from: "system", at: AT, text: "Tom Brandt joined" }],
  conversation: { ...ana, status: "human", owner: { id: tom.id, name: tom.name } },
};

/** One page of a queue. */
export function inboxOf(...data: readonly InboxRow[]) {
  const counts = { waiting: data.length, mine: 0, team: 0, bot: 3, snoozed: 0, closed: 0, mentions: 0 };
  return { data, next_cursor: null, counts };
}
