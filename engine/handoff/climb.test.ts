import { describe, expect, test } from "@jest/globals";
import { START_HANDOFF_RULES } from "../playbook/handoff-rules.ts";
import { type Climbing, climb, clocksOf, type HandoffEvent, offered, takenUnasked } from "./climb.ts";
import { type Handoff, isOwned, isSought } from "./handoff.ts";

const NINE = Date.UTC(2026, 5, 1, 9);
const MINUTE = 60_000;
const UNITS = { second: 1_000, minute: MINUTE } as Readonly<Record<string, number>>;
const ana = { id: "ana", name: "Ana" };
const bo = { id: "bo", name: "Bo" };

const at = (now = NINE, answerBy: number | undefined = NINE + 6 * MINUTE): Climbing => ({
  now,
  rules: START_HANDOFF_RULES,
  answerBy,
  due: ({ amount, unit }) => now + amount * (UNITS[unit] ?? 0),
});
const wanted = { team: "sales", language: "de" };
const start = () => offered(wanted, undefined, at());
const all = (handoff: Handoff, ...events: readonly HandoffEvent[]) =>
  events.reduce((now, event) => climb(now, event, at()) ?? fail(event), handoff);
const fail = (event: HandoffEvent): never => {
  throw new Error(`${event.type} cannot happen here`);
};
const askAna: HandoffEvent = { type: "routed", to: ana, asked: ["ana"], why: "Ana: the only one free" };

describe("the rungs", () => {
  test("are a person, the team, everybody, each with its clock; the last one has the playbook's alone", () => {
    const person = start();
    expect([person.rung, clocksOf(person)]).toEqual(["person", { rung: NINE + 30_000 }]);
    const team = all(person, askAna, { type: "rung_over" });
    expect([team.rung, team.state, team.to, team.asked]).toEqual(["team", "offered", undefined, ["ana"]]);
    const everybody = all(team, { type: "rung_over" });
    expect([everybody.rung, clocksOf(everybody)]).toEqual(["everybody", {}]);
    expect(climb(everybody, { type: "rung_over" }, at())).toBeUndefined();
  });

  test("lie inside the playbook's own clock, however short", () => {
    const short = offered(wanted, undefined, at(NINE, NINE + 30_000));
    expect(clocksOf(short)).toEqual({ rung: NINE + 10_000 });
    const team = climb(short, { type: "rung_over" }, at(NINE + 10_000, NINE + 30_000));
    expect(team && clocksOf(team)).toEqual({ rung: NINE + 20_000 });
  });

  test("leave out the team where none is named", () => {
    const next = climb(
      offered({ team: undefined, language: "en" }, undefined, at()),
      { type: "rung_over" },
      at(),
    );
    expect(next?.rung).toBe("everybody");
  });
});

describe("whoever is asked", () => {
  test("and would rather not is not asked again as the only one, and the clock of the rung goes on", () => {
    const declined = all(start(), askAna, { type: "declined", by: "ana" });
    expect(declined).toMatchObject({ state: "offered", rung: "person", asked: ["ana"] });
    expect(clocksOf(declined)).toEqual(clocksOf(start()));
    expect(climb(all(start(), askAna), { type: "declined", by: "bo" }, at())).toBeUndefined();
  });

  test("and takes it owes the visitor words, until they have said some", () => {
    const claimed = all(start(), askAna, { type: "claimed", by: bo });
    expect([claimed.state, claimed.owner, clocksOf(claimed)]).toEqual([
      "claimed",
      bo,
      { reply: NINE + 5 * MINUTE },
    ]);
    const spoke = all(claimed, { type: "owner_spoke" });
    expect([spoke.state, clocksOf(spoke)]).toEqual(["with_human", {}]);
    const owed = climb(spoke, { type: "visitor_spoke" }, at(NINE + MINUTE));
    const again = owed && climb(owed, { type: "visitor_spoke" }, at(NINE + 3 * MINUTE));
    expect(again && clocksOf(again)).toEqual({ reply: NINE + 6 * MINUTE });
  });

  test("and vanishes loses it: the team is next, and the visitor keeps their place", () => {
    const lost = climb(all(start(), { type: "claimed", by: ana }), { type: "vanished" }, at(NINE + MINUTE));
    expect(lost).toMatchObject({ state: "offered", rung: "team", since: NINE, asked: ["ana"], number: 2 });
  });
});

describe("a transfer", () => {
  const offer: HandoffEvent = { type: "transfer_offered", transfer: { from: ana, to: bo, note: "Prices" } };
  const owned = () => all(start(), { type: "claimed", by: ana }, { type: "owner_spoke" });

  test("leaves the conversation with its owner until somebody accepts", () => {
    const passing = all(owned(), offer);
    expect([passing.owner, clocksOf(passing)]).toEqual([ana, { transfer: NINE + MINUTE }]);
    expect(climb(passing, offer, at())).toBeUndefined();
    const accepted = all(passing, { type: "transfer_accepted", by: bo });
    expect(accepted).toMatchObject({ state: "claimed", owner: bo });
    expect(accepted.transfer).toBeUndefined();
  });

  test("bounces, and nothing else has changed", () => {
    expect(all(owned(), offer, { type: "transfer_bounced" })).toEqual(owned());
  });
});

describe("on every path of the ladder", () => {
  const EVENTS: readonly HandoffEvent[] = [
    askAna,
    { type: "routed", to: bo, asked: ["bo"], why: "Bo" },
    { type: "routed", asked: [], why: "everybody" },
    { type: "declined", by: "ana" },
    { type: "declined", by: "bo" },
    { type: "claimed", by: ana },
    { type: "claimed", by: bo },
    { type: "visitor_spoke" },
    { type: "owner_spoke" },
    { type: "vanished" },
    { type: "given_back" },
    { type: "nobody_came" },
    { type: "rung_over" },
    { type: "transfer_offered", transfer: { from: ana, to: bo } },
    { type: "transfer_offered", transfer: { from: ana, team: "sales" } },
    { type: "transfer_accepted", by: bo },
    { type: "transfer_bounced" },
  ];
  /** Two are one when the same can happen to them from here on. */
  const keyOf = ({ state, rung, to, asked, owner, replyBy, transfer }: Handoff) =>
    JSON.stringify([state, rung, to?.id, asked, owner?.id, replyBy !== undefined, transfer]);

  function reached(): readonly Handoff[] {
    const found = new Map<string, Handoff>();
    const open = [
      start(),
      offered({ team: undefined, language: "en" }, undefined, at()),
      takenUnasked(ana, undefined, at()),
    ];
    for (let handoff = open.pop(); handoff; handoff = open.pop()) {
      if (found.has(keyOf(handoff))) continue;
      found.set(keyOf(handoff), handoff);
      for (const event of EVENTS) {
        const next = climb(handoff, event, at());
        if (next) open.push(next);
      }
    }
    return [...found.values()];
  }

  /** What happens when from now on nobody does anything and only clocks ring. */
  function leftAlone(from: Handoff, lastClock: boolean): Handoff {
    let handoff = from;
    for (let rings = 0; rings < 20; rings++) {
      const [first] = Object.entries(clocksOf(handoff)).toSorted(([, a], [, b]) => a - b);
      const event = first ? RINGS[first[0] as keyof typeof RINGS] : undefined;
      const last: HandoffEvent | undefined =
        lastClock && isSought(handoff) ? { type: "nobody_came" } : undefined;
      const next = event ?? last;
      const after = next && climb(handoff, next, at());
      if (!after) return handoff;
      handoff = after;
    }
    throw new Error("it goes on for ever");
  }
  const RINGS = {
    rung: { type: "rung_over" },
    reply: { type: "vanished" },
    transfer: { type: "transfer_bounced" },
  } as const;
  const answeredOrOver = (handoff: Handoff) =>
    !isSought(handoff) && !(isOwned(handoff) && handoff.replyBy !== undefined);

  test("a handoff ends in an answer or a fallback, also when nobody does anything any more", () => {
    const handoffs = reached();
    expect(handoffs.length).toBeGreaterThan(80);
    expect(handoffs.filter((one) => !answeredOrOver(leftAlone(one, true)))).toEqual([]);
  });

  test("control: without the last clock visitors wait for ever", () => {
    expect(reached().filter((one) => !answeredOrOver(leftAlone(one, false))).length).toBeGreaterThan(10);
  });

  test("nobody owns what is looked for, and what is owned has an owner", () => {
    for (const handoff of reached()) {
      if (isOwned(handoff)) expect(handoff.owner).toBeDefined();
      else expect([handoff.replyBy, handoff.transfer]).toEqual([undefined, undefined]);
      if (!isSought(handoff)) expect([handoff.to, handoff.rungEndsAt]).toEqual([undefined, undefined]);
    }
  });
});
