import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { type CompiledPlaybook, compilePlaybook } from "../compile/compile-playbook.ts";
import { readPlaybook } from "../playbook/read-playbook.ts";
import { readWordVectors } from "../understand/classifier/word-vectors.ts";
import { STUDIO } from "./first-messages.fixture.ts";
import { Talking } from "./talking.fixture.ts";

const FOLDER = new URL("../../vectors/", import.meta.url);

let studio: CompiledPlaybook;
beforeAll(() => {
  const { playbook } = readPlaybook(STUDIO, "studio.playbook.yml");
  if (!playbook) throw new Error("the playbook is broken");
  const words = readFileSync(new URL("english.words.txt", FOLDER), "utf8");
  const embedding = readWordVectors(readFileSync(new URL("english.vectors.bin", FOLDER)), words);
  studio = compilePlaybook(playbook, "v1", new Map(), { embedding });
});

function read(talk: Talking): string {
  const { reading } = talk.turn;
  if (reading === undefined) return "";
  if ("name" in reading) return `${reading.is} ${reading.name}`;
  return "question" in reading ? `${reading.is} ${reading.question}` : reading.is;
}

describe("the first message of a stranger, who dives in", () => {
  test.each<[message: string, reading: string, leadsTo: string, reply: string]>([
    [
      "how do I write a novel",
      "topic writing",
      "start",
      "There is a whole shelf on that, from the first page to the publisher, under Writing.",
    ],
    ["I need to make $7K by tuesday", "unsure", "start", "Did you mean one of these?"],
    ["hello", "topic hello", "start", "Hello!"],
    ["yo, anybody home?", "topic hello", "start", "Hello!"],
    [
      "are you human?",
      "built_in are_you_a_bot",
      "start",
      "Yes, I'm a bot. I can bring in a person at any time: just say so.",
    ],
    [
      "who made this chat thing",
      "topic about_box",
      "start",
      "This box runs on Parley, which is open source.",
    ],
    ["what's your story", "nothing", "start", "Please pick one of the answers below."],
    ["I want to hire you", "answer need", "start", "What should I call you?"],
    ["we are Acme, 80 people, write to hello@acme.example", "told", "start", "What brings you here?"],
    ["I'm Ana from Acme and we need a new website", "told", "start", "What brings you here?"],
    ["my name is Ben, our budget is $5k", "told", "start", "What brings you here?"],
    [
      "how much for a landing page",
      "topic pricing",
      "start",
      "Projects begin at $3,000. Tell me about yours and you get a figure.",
    ],
    ["what would a small project run me", "unsure", "start", "Did you mean one of these?"],
    [
      "is any of this free",
      "topic free",
      "start",
      "The blog and its templates are free. Work on your project is not.",
    ],
    [
      "do I need to pay to read the blog",
      "topic free",
      "start",
      "The blog and its templates are free. Work on your project is not.",
    ],
    ["we do link building, interested?", "unsure", "start", "Did you mean one of these?"],
    ["I represent a vendor of office chairs", "unsure", "start", "Did you mean one of these?"],
    [
      "I write for the Times, can we talk on the record?",
      "nothing",
      "start",
      "Please pick one of the answers below.",
    ],
    [
      "would you come on our podcast",
      "topic press",
      "start",
      "For press and podcasts: press@studio.example answers within a day.",
    ],
    [
      "your last invoice is wrong and nobody replies",
      "topic complaint",
      "start",
      "I'm sorry. That should not have happened, and a person looks at it today.",
    ],
    [
      "I've been waiting for two weeks!!",
      "topic complaint",
      "start",
      "I'm sorry. That should not have happened, and a person looks at it today.",
    ],
    ["can somebody call me", "built_in human", "§human", "Of course."],
    ["get me a real person", "built_in human", "§human", "Of course."],
    ["I'd rather talk to a human", "built_in human", "§human", "Of course."],
    ["any openings for designers", "topic jobs", "start", "Open positions are listed under Jobs."],
    ["do you take interns", "topic jobs", "start", "Open positions are listed under Jobs."],
    ["is this Drift?", "topic about_box", "start", "This box runs on Parley, which is open source."],
    [
      "which app powers this chat",
      "topic about_box",
      "start",
      "This box runs on Parley, which is open source.",
    ],
    [
      "when's the next live event",
      "topic webinar",
      "start",
      "The next live session is listed under Events, with the recordings of the last ones.",
    ],
    [
      "did you record the webinar",
      "topic webinar",
      "start",
      "The next live session is listed under Events, with the recordings of the last ones.",
    ],
    [
      "what happens to my messages",
      "topic privacy",
      "start",
      'What you write here stays with us, and "forget me" deletes it.',
    ],
    ["do you sell my address to spammers", "unsure", "start", "Did you mean one of these?"],
    ["loved the piece on confrontation", "topic thanks", "start", "That is kind, thank you!"],
    ["you're the best, thanks", "topic thanks", "start", "That is kind, thank you!"],
    ["just browsing", "answer need", "reading", "Enjoy the reading!"],
    ["stop", "built_in stop", "stopped", "All right, I'll stop here. If you need us again, write any time."],
    ["forget me", "built_in forget_me", "forgotten", "Done. I have forgotten what you told me."],
    ["what do you know about me", "built_in my_data", "start", "I don't know anything about you yet."],
    ["why do you ask", "built_in why", "start", "It helps us find the right answer for you."],
    ["asdf", "refused need", "start", "Please pick one of the answers below."],
    ["best pizza in Vancouver?", "nothing", "start", "Please pick one of the answers below."],
    ["who won the game last night", "nothing", "start", "Please pick one of the answers below."],
    [
      "I'm an aspiring author",
      "topic writing",
      "start",
      "There is a whole shelf on that, from the first page to the publisher, under Writing.",
    ],
    [
      "can I publish with you",
      "topic writing",
      "start",
      "There is a whole shelf on that, from the first page to the publisher, under Writing.",
    ],
  ])("%s is %s", (message, reading, leadsTo, reply) => {
    const talk = new Talking(studio);
    const [first] = talk.say(message);
    expect({
      reading: read(talk),
      leadsTo: talk.turn.talk.outcome ?? talk.turn.talk.step,
      reply: first,
    }).toEqual({ reading, leadsTo, reply });
  });

  test("what it tells beside is kept, and not asked again", () => {
    const talk = new Talking(studio);
    talk.say("my name is Ben, our budget is $5k, ben@acme.example");
    talk.tap("A project");
    expect(talk.say("80 people")).toEqual(["Thank you, we will write to ben@acme.example."]);
    expect(talk.answers).toEqual({
      need: "A project",
      name: "Ben",
      team_size: 80,
      budget: 5000,
      email: "ben@acme.example",
    });
  });
});
