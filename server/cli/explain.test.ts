import { describe, expect, test } from "@jest/globals";
import { runCommand } from "./commands.ts";
import { keptFolder } from "./kept-folder.ts";
import { HERE, keptTerminal } from "./kept-terminal.ts";

const SHOP = `playbook: shop
questions:
  size: { ask: How many people are on your team?, answer: number }
  wish: { ask: What should it do?, answer: text }
talk:
  start:
    - ask: [size, wish]
    - end: done
anytime:
  pricing:
    people_say: [how much does it cost, what is the price, is it expensive, how much do you charge]
    reply: 10 EUR a month.
  refund:
    people_say: [can I get a refund, how do I get my money back, refund policy, I want my money back]
    reply: Within 30 days.
`;

async function explain(...args: readonly string[]) {
  const terminal = keptTerminal({
    cwd: await keptFolder({ "playbooks/shop.playbook.yml": SHOP }),
    color: false,
  });
  const status = await runCommand(["explain", ...args], terminal, HERE);
  return { status, ...terminal.said };
}

describe("parley explain", () => {
  test("names the rule that decided and the runner-up, with reasons", async () => {
    const { status, out } = await explain("what are your rates?", "--playbook", "shop", "--at", "wish");
    expect(status).toBe(0);
    expect(out).toContain("It is the topic pricing.\nDecided by rule 5 topic: topic pricing");
    expect(out).toContain("Runner-up among the topics: refund");
    expect(out).toContain("Runner-up: rule 6 free text, an answer: wish = what are your rates?");
    expect(out).toContain("  2 built-in: nothing\n");
  });

  test("a change of what was answered before", async () => {
    const { out } = await explain(
      "sorry, we are only 3 people",
      "--playbook",
      "shop",
      "--at",
      "wish",
      "--known",
      "size=80",
    );
    expect(out).toContain("It is a change: size = 3.\nDecided by rule 4 change");
  });

  test("as JSON, for other programs", async () => {
    const { out } = await explain("about 80", "--playbook", "shop", "--at", "size", "--json");
    expect(JSON.parse(out)).toMatchObject({
      rule: "3 strict answer",
      reading: { is: "answer", question: "size", value: 80 },
      topics: [{ name: expect.any(String) }, { name: expect.any(String) }],
    });
  });

  test("a message that nothing takes has no runner-up", async () => {
    const { out } = await explain("do penguins have knees?", "--playbook", "shop");
    expect(out).toContain("It is not understood.\nDecided by rule 8 not understood");
    expect(out).toContain("No other rule would have taken it.");
  });

  test.each([
    [["--playbook", "shp"], 'no playbook "shp"; there are shop'],
    [["--playbook", "shop", "--at", "sise"], 'no question "sise"; there are size, wish'],
    [["--playbook", "shop", "--known", "size=many"], '"many" is no answer to size'],
    [[], "--playbook"],
  ])("called wrongly, %j: 2", async (args, complaint) => {
    const { status, err } = await explain("hello", ...args);
    expect(err).toContain(complaint);
    expect(status).toBe(2);
  });
});
