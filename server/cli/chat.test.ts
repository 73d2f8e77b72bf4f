import { describe, expect, test } from "@jest/globals";
import { runCommand } from "./commands.ts";
import { GREETER, keptFolder } from "./kept-folder.ts";
import { HERE, keptTerminal } from "./kept-terminal.ts";

const WAITER = `playbook: waiter
title: Waiter
language: en
start_when: [{ page: / }]
questions:
  dish:
    ask: What would you like?
    choices: [Soup, Pie]
    pick: many
score:
  - { when: { dish: { includes: Pie } }, add: 5, because: Hungry }
talk:
  start:
    - ask: dish
    - handoff: kitchen
      message: One moment.
      answer_within: 3 minutes
      if_nobody: [{ say: Nobody cooks today. }, { end: hungry }]
      when_back: [{ say: Enjoy! }, { end: served }]
`;

async function chat(input: readonly string[], args: readonly string[] = ["waiter"]) {
  const cwd = await keptFolder({ "playbooks/waiter.playbook.yml": WAITER, "other.playbook.yml": GREETER });
  const terminal = keptTerminal({ cwd, input });
  const status = await runCommand(["chat", ...args], terminal, HERE);
  return { status, ...terminal.said };
}

describe("parley chat", () => {
  test("talks, with numbered buttons, and shows the lead at the end", async () => {
    const { status, out } = await chat(["/tap 1,2", "/rep joins", "/rep Here you are.", "/rep leaves"]);
    expect(status).toBe(0);
    expect(out).toContain("bot      What would you like?\n           1  Soup\n           2  Pie\n");
    expect(out).toContain("bot      One moment.\n");
    expect(out).toContain("rep      Here you are.\n");
    expect(out).toContain("bot      Enjoy!\n(the end: served)\n");
    expect(out).toContain("dish: Soup and Pie\nscore 5\n  +5  Hungry\n");
  });

  test("time stands still until it is told to pass", async () => {
    const { out } = await chat(["pie", "/wait 2 minutes", "/wait 61 seconds"]);
    expect(out.split("Nobody cooks today.")).toHaveLength(2);
    expect(out.indexOf("Nobody cooks today.")).toBeGreaterThan(out.lastIndexOf("(waits for a person"));
  });

  test("a file can be named instead, and a time", async () => {
    const { status, out } = await chat(
      ["Ana"],
      ["other.playbook.yml", "--now", "2026-11-23 10:00", "--page", "/x"],
    );
    expect(out).toContain("Which color?");
    expect(status).toBe(0);
  });

  test("says what it does not understand, and goes on", async () => {
    const { status, out } = await chat([
      "/tap 7",
      "/wait long",
      "/dance",
      "/rep leaves",
      "",
      "/help",
      "/quit",
      "pie",
    ]);
    expect(status).toBe(0);
    expect(out).toContain("there are 2 buttons");
    expect(out).toContain('write it like "/wait 61 seconds"');
    expect(out).toContain("there is no command /dance");
    expect(out).toContain("that is not possible now");
    expect(out).toContain("ends the talk");
    expect(out).not.toContain("One moment.");
  });

  test("a playbook with errors: 1, with the errors", async () => {
    const cwd = await keptFolder({
      "playbooks/waiter.playbook.yml": WAITER.replace("ask: dish", "ask: dihs"),
    });
    const terminal = keptTerminal({ cwd });
    expect(await runCommand(["chat", "waiter"], terminal, HERE)).toBe(1);
    expect(terminal.said.out).toContain('"dihs"');
  });

  test.each([
    [["nobody"], 'there is no playbook "nobody"'],
    [["waiter", "--dir", "nowhere"], "there is no file or folder nowhere"],
    [["waiter", "--now", "tomorrow"], "write the time like"],
  ])("called wrongly, %j: 2", async (args, complaint) => {
    const { status, err } = await chat([], args);
    expect(err).toContain(complaint);
    expect(status).toBe(2);
  });
});
