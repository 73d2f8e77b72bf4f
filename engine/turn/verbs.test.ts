import { describe, expect, test } from "@jest/globals";
import { takeTurn } from "./take-turn.ts";
import { compiled, Talking } from "./talking.fixture.ts";

const playbook = (talk: string, questions = "name: { ask: Name?, answer: name }") =>
  compiled(`
playbook: verbs
language: en
questions:
  ${questions}
talk:
${talk}
`);

const texts = (talk: Talking) => talk.turn.messages.map(({ text }) => text);

describe("call", () => {
  const booking = () =>
    playbook(
      `
  start:
    - ask: [name, day]
    - call: calendar.free_slots
      send: { who: "{{ name }}", day: "{{ day }}", fixed: [1, "{{ name }}!"] }
      save_as: slots
      give_up_after: 8 seconds
      if_fails: [{ say: By mail. }, { end: by_mail }]
    - ask: slot
    - call: calendar.book
      send: { slot: "{{ slot.id }}" }
      if_fails: [{ end: by_mail }]
    - say: "Booked {{ slot }}."
    - end: booked`,
      `name: { ask: Name?, answer: name }
  day: { ask: Which day?, answer: number }
  slot: { ask: Which time?, choices_from: slots, show: label }`,
    );
  const slots = [
    { label: "Tue 10:00", id: "t10" },
    { label: "Wed 14:00", id: "w14" },
  ];

  function asked(): Talking {
    const talk = new Talking(booking());
    talk.say("Ana");
    talk.say("3");
    return talk;
  }

  function answer(talk: Talking, ok: boolean, data: unknown = null): void {
    const call = talk.turn.effects.find(({ type }) => type === "call");
    if (call?.type !== "call") throw new Error("nothing was called");
    talk.take({ type: "service", id: call.id, ok, data: data as never });
  }

  test("sends what the step says, an answer alone with its kind, and waits", () => {
    const talk = asked();
    expect(talk.turn.effects).toEqual([
      {
        type: "call",
        id: expect.any(String),
        service: "calendar.free_slots",
        send: { who: "Ana", day: 3, fixed: [1, "Ana!"] },
      },
    ]);
    expect(talk.say("hello?")).toEqual(["One moment, please."]);
    expect(talk.turn.effects).toEqual([]);
  });

  test("its result is offered as choices, and the answer is the whole item", () => {
    const talk = asked();
    answer(talk, true, slots);
    expect(talk.turn.messages.at(-1)).toMatchObject({
      text: "Which time?",
      choices: [{ label: "Tue 10:00" }, { label: "Wed 14:00" }],
    });
    talk.say("wed 14:00");
    expect(talk.turn.effects).toMatchObject([{ service: "calendar.book", send: { slot: "w14" } }]);
    answer(talk, true);
    expect(texts(talk)).toEqual(["Booked Wed 14:00."]);
    expect(talk.answers["slot"]).toEqual({ label: "Wed 14:00", id: "w14" });
  });

  test.each([
    ["a failure", (talk: Talking) => answer(talk, false)],
    ["an empty list that choices need", (talk: Talking) => answer(talk, true, [])],
    ["silence for longer than give_up_after", (talk: Talking) => talk.wait(9)],
  ])("%s takes if_fails", (_name, happens) => {
    const talk = asked();
    happens(talk);
    expect(texts(talk)).toEqual(["By mail."]);
    expect(talk.turn.talk.outcome).toBe("by_mail");
  });

  test.each([
    ["empty", { slots: [] }, "By mail."],
    ["left out, as it may be where nobody is to choose", { other: [] }, "Which time?"],
    ["no list", { slots: "none" }, "By mail."],
    ["filled", { slots }, "Which time?"],
  ])("a list inside the answer that choices need, %s: %s", (_name, data, said) => {
    const talk = new Talking(
      playbook(
        `
  start:
    - call: calendar.free_slots
      save_as: found
      if_fails: [{ say: By mail. }, { end: by_mail }]
    - ask: slot
    - end: booked`,
        "slot: { ask: Which time?, choices_from: found.slots, show: label }",
      ),
    );
    answer(talk, true, data);
    expect(texts(talk)).toEqual([said]);
  });

  test("an answer that comes while a rep has the talk is kept, and used when the talk comes back", () => {
    const talk = asked();
    const call = talk.turn.effects.find(({ type }) => type === "call");
    talk.take({ type: "rep_joined", name: "Tom" });
    talk.take({ type: "service", id: call?.id ?? "", ok: true, data: slots });
    expect(talk.status).toBe("human");
    expect(texts(talk)).toEqual([]);
    talk.take({ type: "rep_said", name: "Tom", text: "Hi" });
    talk.take({ type: "rep_left", name: "Tom" });
    expect(talk.turn.messages.at(-1)).toMatchObject({
      text: "Which time?",
      choices: [{ label: "Tue 10:00" }, { label: "Wed 14:00" }],
    });
    expect(talk.turn.effects.filter(({ type }) => type === "call")).toEqual([]);
  });

  test("a failure that comes while a rep has the talk takes if_fails when it comes back", () => {
    const talk = asked();
    const call = talk.turn.effects.find(({ type }) => type === "call");
    talk.take({ type: "rep_joined", name: "Tom" });
    talk.take({ type: "service", id: call?.id ?? "", ok: false, data: null });
    talk.take({ type: "rep_left", name: "Tom" });
    expect(texts(talk)).toContain("By mail.");
  });

  test("a correction of what is sent calls anew, and a late answer to the old call is dropped", () => {
    const talk = asked();
    const [old] = talk.turn.effects;
    talk.say("sorry, I meant day 5");
    const [anew] = talk.turn.effects;
    expect(anew).toMatchObject({ send: { day: 5 } });
    expect(anew?.id).not.toBe(old?.id);
    const late = takeTurn(
      talk.playbook,
      talk.turn.talk,
      { type: "service", id: old?.id ?? "", ok: true, data: [] },
      { now: talk.now, site: talk.site, online: new Map() },
    );
    expect(late).toEqual({ refused: "NOT_NOW" });
    answer(talk, true, slots);
    expect(texts(talk)).toEqual(["Which time?"]);
  });

  test("the same input keeps its result: nothing is asked twice", () => {
    const talk = asked();
    answer(talk, true, slots);
    talk.say("my name is wrong");
    talk.say("Ana");
    expect(talk.turn.effects).toEqual([]);
    expect(texts(talk).at(-1)).toBe("Which time?");
  });
});

describe("loops", () => {
  test("for_each goes through a list, with answers of its own for each item, and skip ends a round", () => {
    const talk = new Talking(
      playbook(
        `
  start:
    - ask: topics
    - for_each: topics
      as: topic
      do:
        - if: { topic: Chat }
          then: [{ skip: round }]
        - say: "About {{ topic }}:"
        - ask: depth
          add_to: depths
    - say: "Depths {{ depths or 'none' }}."
    - end: done`,
        `topics: { ask: Which?, choices: [Leads, Chat, Mail], pick: many }
  depth: { ask: How deep?, answer: number }`,
      ),
    );
    expect(talk.say("all")).toEqual(["About Leads:", "How deep?"]);
    expect(talk.say("3")).toEqual(["About Mail:", "How deep?"]);
    expect(talk.say("5")).toEqual(["Depths 3 and 5."]);
    expect(talk.turn.talk.outcome).toBe("done");
  });

  test("repeat asks first, counts its rounds and stops at up_to", () => {
    const loop = playbook(
      `
  start:
    - repeat:
        up_to: 2
        ask_first: One more?
        do: [{ ask: friend, add_to: friends }]
    - say: "Friends: {{ friends or 'nobody' }}."
    - end: done`,
      "friend: { ask: Who?, answer: name }",
    );
    const none = new Talking(loop);
    expect(texts(none)).toEqual(["One more?"]);
    expect(none.say("no")).toEqual(["Friends: nobody."]);

    const two = new Talking(loop);
    expect(two.say("yes")).toEqual(["Who?"]);
    expect(two.say("Bo")).toEqual(["One more?"]);
    expect(two.say("yes")).toEqual(["Who?"]);
    expect(two.say("Cy")).toEqual(["Friends: Bo and Cy."]);
  });
});

describe("the other verbs", () => {
  test("wait rests until its time, hears meanwhile, and goes on once", () => {
    const talk = new Talking(
      playbook(`
  start:
    - say: See you.
    - wait: 3 days
    - say: Here again.
    - end: done`),
    );
    expect(talk.say("hm?")).toEqual(["One moment, please."]);
    expect(talk.wait(2 * 24 * 3600)).toEqual([]);
    expect(talk.wait(24 * 3600)).toEqual(["Here again."]);
  });

  test("tell goes to colleagues, once; tag goes on the lead and is taken back by a correction", () => {
    const talk = new Talking(
      playbook(
        `
  start:
    - ask: size
    - if: { size: { over: 10 } }
      then:
        - tag: [big, follow_up]
        - tell: { team: sales, message: "{{ size }} people" }
    - ask: name
    - end: done`,
        `size: { ask: How many?, answer: number }
  name: { ask: Name?, answer: name }`,
      ),
    );
    talk.say("80");
    expect(talk.turn.effects).toEqual([
      { type: "tell", id: expect.any(String), team: "sales", text: "80 people" },
    ]);
    expect(talk.turn.lead.tags).toEqual(["big", "follow_up"]);
    talk.say("sorry, 3");
    expect(talk.turn.lead.tags).toEqual([]);
    talk.say("sorry, 90");
    expect(talk.turn.effects).toEqual([]);
  });

  test("split keeps a person on one side, and spreads people over both", () => {
    const test = playbook(`
  start:
    - split: opening
      paths:
        - { name: a, share: 50, do: [{ say: A }] }
        - { name: b, share: 50, do: [{ say: B }] }
    - end: done`);
    const side = (visitor: string) => {
      const turn = takeTurn(
        test,
        undefined,
        { type: "begin", visitor, facts: {} },
        {
          now: 0,
          site: new Talking(test).site,
          online: new Map(),
        },
      );
      return "refused" in turn ? "" : turn.messages[0]?.text;
    };
    const sides = Array.from({ length: 200 }, (_, index) => side(`visitor-${index}`));
    const a = sides.filter((one) => one === "A").length;
    expect(a).toBeGreaterThan(60);
    expect(a).toBeLessThan(140);
    expect(side("visitor-7")).toBe(side("visitor-7"));
  });

  test("ask_again forgets an answer here, and what stands before it still sees the old one", () => {
    const talk = new Talking(
      playbook(
        `
  start:
    - ask: size
    - if: { size: { over: 10 } }
      then: [{ say: Big. }]
    - ask_again: size
    - say: "Now {{ size }}."
    - end: done`,
        "size: { ask: How many?, answer: number }",
      ),
    );
    expect(talk.say("80")).toEqual(["Big.", "How many?"]);
    expect(talk.answers).toEqual({});
    expect(talk.say("3")).toEqual(["Now 3."]);
    expect(talk.answers).toEqual({ size: 3 });
  });
});

describe("run", () => {
  const sub = `
playbook: booking
language: en
questions:
  name: { ask: Who comes?, answer: name }
  size: { ask: For how many?, answer: number }
score: [{ when: { size: { over: 5 } }, add: 10, because: Many }]
grades: { hot: 10, warm: 5 }
talk:
  start: [{ say: Never said. }, { goto: table }]
  table:
    - ask: [name, size]
    - if: { grade: hot }
      then: [{ say: "The big table for {{ name or 'you' }}." }]
    - end: booked
anytime:
  parking: { people_say: [where can I park], reply: Behind the house. }
  not_now:
    people_say: [not now]
    do: [{ say: As you like. }, { end: refused }]
if_stuck:
  tries: 2
  do: [{ say: Let us leave that. }]
`;
  const outer = `
playbook: outer
language: en
questions:
  first_name: { ask: Your name?, answer: name }
talk:
  start:
    - ask: first_name
    - run: booking
      from: table
      with: { name: first_name }
    - say: "Outcome {{ outcome or 'none' }}, {{ size or '?' }} people."
    - end: done
anytime:
  price: { people_say: [what does it cost], reply: Nothing. }
`;
  const both = () => {
    const read = (text: string) => compiled(text).playbook;
    const library = new Map([["booking", read(sub)]]);
    return compiled(outer, library);
  };
  const begun = () => {
    const talk = new Talking(both());
    talk.say("Ana");
    return talk;
  };

  test("shares answers, keeps its own score inside, and comes back with its outcome", () => {
    const talk = begun();
    expect(texts(talk)).toEqual(["Ana", "For how many?"]);
    expect(talk.say("8")).toEqual(["The big table for Ana.", "Outcome booked, 8 people."]);
    expect(talk.answers).toEqual({ first_name: "Ana", size: 8 });
  });

  test("its topics are heard inside beside ours, and outside they are not", () => {
    const talk = new Talking(both());
    expect(talk.say("where can I park?")).not.toContain("Behind the house.");
    talk.say("Ana");
    expect(talk.say("where can I park?")).toEqual(["Behind the house.", "For how many?"]);
    expect(talk.say("what does it cost?")).toEqual(["Nothing.", "For how many?"]);
  });

  test("an end in one of its topics comes back too, and a replay goes the same way", () => {
    const talk = begun();
    expect(talk.say("not now")).toEqual(["As you like.", "Outcome refused, ? people."]);
    expect(talk.say("sorry, my name is Bo")).toEqual(["Changed first name to Bo."]);
    expect(talk.turn.talk.outcome).toBe("done");
  });

  test("its if_stuck serves its questions", () => {
    const talk = begun();
    talk.say("many");
    expect(talk.say("lots")).toEqual(["Let us leave that.", "Outcome booked, ? people."]);
  });

  test("a playbook that is missing parks the talk for a person", () => {
    const talk = new Talking(compiled(outer));
    talk.say("Ana");
    expect(talk.turn.talk).toMatchObject({ status: "parked", reason: expect.stringContaining("booking") });
  });
});
