import { expect, test } from "@jest/globals";
import { readPlaybook } from "./read-playbook.ts";

test("verbs, keys and kinds of the whole language are taken, those what is unknown with a warning", () => {
  const { playbook, problems } = readPlaybook(
    `playbook: follow-up
also_in: [de]
start_when:
  - { event: attended, on: [email, web], give: { first_name: first, minutes: minutes }, not_seen_for: 7 days }
questions:
  rating: { ask: "Hi {{ first_name or 'there' }}, how was it?", answer: rating, from: 1, to: 5 }
  topics: { ask: Which topics?, choices: [Scoring, Chatbots], pick: many, remember: 90 days }
  friend: { ask: Who else?, answer: email, private: true, topics: false, called: friend's address }
  time: { ask: When?, choices_from: slots, show: label }
  code: { ask: Code?, answer: text, check: { looks_like: AA-9999, sorry: Like AB-1234. } }
talk:
  start:
    - split: opening
      paths:
        - { name: plain, share: 50, do: [{ say: { plain: Thanks., warm: Thank you! } }] }
        - { name: gift, share: 50, do: [{ show: { file: slides.pdf, label: Slides } }] }
    - ask: rating
    - tell: { team: marketing, message: "{{ first_name or 'Somebody' }}: {{ rating }}" }
    - ask: topics
    - for_each: topics
      as: topic
      do:
        - { call: content.best, send: { about: "{{ topic }}" }, save_as: article, if_fails: [{ skip: round }] }
        - show: { cards: [{ title: "{{ article.title }}", buttons: [{ label: Read, link: "{{ article.url }}" }] }] }
    - repeat: { up_to: 3, ask_first: Anyone else?, do: [{ ask: friend, add_to: friends }] }
    - { call: calendar.slots, save_as: slots, give_up_after: 8 seconds, if_fails: [{ end: no_slots }] }
    - ask: [time, code]
    - { call: calendar.slots, send: { slot: "{{ time.id }}", due: 1 working day }, if_fails: [{ tag: by_hand }] }
    - if: { formula: "rating > 3" }
      then: [{ run: other, from: book, with: { name: first_name } }, { say: "{{ brought_back }}" }]
      else: [{ wait: 3 days }, { ask_again: friend }]
    - end: followed_up
promises: { ends_in: [followed_up, no_slots], before: { friend: rating }, at_most: { questions: 10 }, every_handoff: can_fall_back }
renamed: { stars: rating }
when_changed: finish_old
`,
    "follow-up.playbook.yml",
  );
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(["NAME_UNKNOWN"]));
  expect(playbook?.sections.get("start")?.steps.map(({ key }) => key)).toEqual([
    "start:split:opening",
    "start:ask:rating",
    expect.stringMatching(/^start:tell:[0-9a-f]{6}$/),
    "start:ask:topics",
    expect.stringMatching(/^start:for_each/),
    "start:repeat",
    "start:call:calendar-slots",
    "start:ask:time",
    "start:ask:code",
    "start:call:calendar-slots#2",
    "start:if",
    "start:end#2",
  ]);
  expect(playbook?.questions.get("rating")).toMatchObject({ kind: "rating", from: 1, to: 5 });
  expect(playbook?.questions.get("time")).toMatchObject({
    kind: "choice",
    choices: [],
    choicesFrom: { list: "slots", show: "label" },
  });
  expect(playbook?.questions.get("friend")).toMatchObject({
    private: true,
    topics: false,
    called: "friend's address",
  });
  expect(playbook).toMatchObject({ whenChanged: "finish_old", promises: { atMostQuestions: 10 } });
  expect(playbook?.renamed.get("stars")).toBe("rating");
});
