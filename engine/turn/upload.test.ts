import { describe, expect, test } from "@jest/globals";
import { takeTurn } from "./take-turn.ts";
import { compiled, Talking } from "./talking.fixture.ts";

const playbook = compiled(`
playbook: upload
language: en
questions:
  photo: { ask: A photo?, answer: file, sorry: I need a picture. }
  name: { ask: Name?, answer: name }
talk:
  start:
    - ask: [photo, name]
    - say: 'Thanks for {{ photo or "nothing" }}.'
    - handoff: sales
      answer_within: 5 minutes
      if_nobody: [{ end: nobody }]
      when_back: [{ end: helped }]
`);
const file = { id: "f1", name: "roof.png", type: "image/png", size: 1200 };

describe("an upload", () => {
  test("answers an open question for a file, and texts show its name", () => {
    const talk = new Talking(playbook);
    expect(talk.take({ type: "message", file }).map(({ from, text }) => [from, text])).toEqual([
      ["visitor", "roof.png"],
      ["bot", "Name?"],
    ]);
    expect(talk.answers["photo"]).toEqual({ ...file, label: "roof.png" });
    expect(talk.say("Ana")).toContain("Thanks for roof.png.");
  });

  test("cannot come where no file is asked for; words are no file", () => {
    const talk = new Talking(playbook);
    expect(talk.say("roof.png")).toEqual(["I need a picture."]);
    talk.take({ type: "message", file });
    const world = { now: talk.now, site: talk.site, online: new Map<string, number>() };
    expect(takeTurn(playbook, talk.turn.talk, { type: "message", file }, world)).toEqual({
      refused: "NOT_NOW",
    });
  });

  test("goes to a person who is looked for or there", () => {
    const talk = new Talking(playbook);
    talk.take({ type: "message", file });
    talk.say("Ana");
    expect(talk.status).toBe("waiting");
    expect(talk.take({ type: "message", file }).map(({ text }) => text)).toContain("roof.png");
    talk.take({ type: "rep_joined", name: "Tom" });
    expect(talk.take({ type: "message", file }).map(({ text }) => text)).toEqual(["roof.png"]);
    expect(talk.status).toBe("human");
  });
});
