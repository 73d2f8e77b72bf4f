import { describe, expect, test } from "@jest/globals";
import { compilePlaybook } from "../compile/compile-playbook.ts";
import { readPlaybook } from "../playbook/read-playbook.ts";
import { readTexts, textsOf } from "../playbook/read-texts.ts";
import { defaultSite } from "../playbook/site.ts";
import { withTexts } from "../playbook/with-texts.ts";
import { compiled, Talking } from "./talking.fixture.ts";

const SAID = `playbook: x
language: en
also_in: [de]
questions:
  role:
    ask: { plain: "Your role?", playful: "Who are you, stranger?" }
    choices: [Sales, { label: Engineer, also: [developer] }]
  sure: { ask: "Sure, {{ role }}?", answer: yes_no }
talk:
  start:
    - say: { plain: Hello., playful: Ahoy! }
    - ask: role
    - if: { role: Engineer }
      then: [{ say: Engineers are fine. }]
    - goto: serious
  serious:
    tone: plain
    do:
      - say: { plain: A price., playful: Ka-ching! }
      - ask: sure
      - end: done
`;
const UNSEEN = `playbook: y
language: en
also_in: [de]
talk:
  start:
    - say: Seen.
    - tell: { team: sales, message: Told. }
    - call: crm.note
      send: { a: "Seen.", b: ["Deep."] }
      if_fails: [{ say: Failed. }]
    - handoff: sales
      message: Wait.
      note: Noted.
      answer_within: 1 minute
      if_nobody: [{ end: nobody }]
    - end: done
`;
const GERMAN = `texts_of: x
language: de
texts:
  Hello.: Guten Tag.
  Your role?: Ihre Rolle?
  Engineers are fine.: Techniker sind gut.
  A price.: Ein Preis.
  "Sure, {{ role }}?": "Sicher, {{ role }}?"
choices:
  role: { Sales: Vertrieb, Engineer: { label: Techniker, also: [Entwickler] } }
`;

describe("tone", () => {
  test("is the site's, and a section's where it says so", () => {
    const playful = new Talking(compiled(SAID), {}, { ...defaultSite(), tone: "playful" });
    expect(playful.turn.messages.map(({ text }) => text)).toEqual(["Ahoy!", "Who are you, stranger?"]);
    expect(playful.tap("Sales")).toEqual(["A price.", "Sure, Sales?"]);
    const plain = new Talking(compiled(SAID));
    expect(plain.turn.messages.map(({ text }) => text)).toEqual(["Hello.", "Your role?"]);
  });
});

describe("texts in another language", () => {
  const playbook = readPlaybook(SAID, "x.yml").playbook;
  if (!playbook) throw new Error("the playbook is wrong");
  const problems = (text: string) => readTexts(text, "x.de.yml", playbook).problems.map(({ code }) => code);
  const { texts } = readTexts(GERMAN, "x.de.yml", playbook);
  if (!texts) throw new Error("the texts are wrong");
  const both = compilePlaybook(withTexts(playbook, [texts]), "v1");

  test("are what a visitor of that language sees; answers keep the words of the playbook", () => {
    const talk = new Talking(both, { language: "de-AT" });
    expect(talk.turn.messages.map(({ text }) => text)).toEqual(["Guten Tag.", "Ihre Rolle?"]);
    expect(talk.say("Entwickler")).toEqual(["Techniker sind gut.", "Ein Preis.", "Sicher, Techniker?"]);
    expect(talk.answers).toEqual({ role: "Engineer" });
    expect(talk.say("blau")).toContain("Ein Ja oder Nein würde mir hier helfen.");
    expect(talk.tap("Ja")).toEqual([]);
  });

  test("are not what everybody else sees, who is understood in both", () => {
    const talk = new Talking(both, { language: "fr" });
    expect(talk.turn.messages.map(({ text }) => text)).toEqual(["Hello.", "Your role?"]);
    expect(talk.say("Vertrieb")).toEqual(["A price.", "Sure, Sales?"]);
  });

  test("are asked for what visitors see, not for what colleagues and services get", () => {
    const { playbook: one } = readPlaybook(UNSEEN, "y.yml");
    if (!one) throw new Error("the playbook is wrong");
    expect([...textsOf(one).keys()]).toEqual(["Seen.", "Failed.", "Wait."]);
    const german = "texts_of: y\nlanguage: de\ntexts: { Seen.: Da. }";
    const said = readTexts(german, "y.de.yml", one).texts;
    if (!said) throw new Error("the texts are wrong");
    const talk = new Talking(compilePlaybook(withTexts(one, [said]), "v1"), { language: "de" });
    expect(talk.turn.messages[0]?.text).toBe("Da.");
    expect(talk.turn.effects).toMatchObject([
      { type: "tell", text: "Told." },
      { type: "call", send: { a: "Seen.", b: ["Deep."] } },
    ]);
  });

  test("are told about where they are missing, unknown, out of date or show other answers", () => {
    expect(problems(GERMAN)).toEqual(["TRANSLATION_MISSING"]);
    expect(problems(GERMAN.replace("Hello.:", "Hullo.:"))).toContain("TRANSLATION_UNUSED");
    expect(problems(GERMAN.replace("Guten Tag.", "{ was: Hi., text: Guten Tag. }"))).toContain(
      "TRANSLATION_OUT_OF_DATE",
    );
    expect(problems(GERMAN.replace("Sicher, {{ role }}", "Sicher, {{ sure }}"))).toContain(
      "TRANSLATION_SLOTS",
    );
  });
});
