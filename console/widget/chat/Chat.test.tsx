/** @jsxImportSource preact */
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { screen, within } from "@testing-library/dom";
import { userEvent } from "@testing-library/user-event";
import { render } from "preact";
import { act } from "preact/test-utils";
import type { Message } from "../../../server/wire/message.ts";
import { Chat } from "./Chat.tsx";
import type { ChatState, Client } from "./client.ts";
import type { Outgoing } from "./keep.ts";
import { textsFor } from "./texts.ts";

const root = document.createElement("div");
beforeEach(() => document.body.append(root));
afterEach(() => {
  render(null, root);
  root.remove();
});

const AT = "2026-11-23T10:00:00Z";
const asks = (
  question: string,
  kind: string,
  more: Partial<Message> = {},
  optional = false,
): Partial<Message> => ({
  text: `What is your ${question}?`,
  name: "Robin",
  input: { kind, question, label: question, optional },
  ...more,
});

function show(parts: readonly Partial<Message>[], more: Partial<ChatState> = {}) {
  const messages = parts.map((part, index): Message => ({ seq: index + 1, from: "bot", at: AT, ...part }));
  const state: ChatState = {
    phase: "open",
    status: "bot",
    messages,
    history: messages.length,
    outgoing: [],
    connecting: false,
    nextTryAt: undefined,
    slowDown: undefined,
    unread: 0,
    typing: undefined,
    wait: undefined,
    ...more,
  };
  const client = {
    state: () => state,
    subscribe: () => () => undefined,
    resume: () => true,
    resumeBy: async () => undefined,
    session: () => undefined,
    begin: jest.fn(),
    identify: () => undefined,
    playbook: () => "b2b",
    agreedTo: () => undefined,
    send: jest.fn(),
    sendFile: jest.fn<Client["sendFile"]>(async () => "done"),
    stopWaiting: jest.fn(async () => undefined),
    retry: jest.fn(),
    remove: jest.fn(),
    retryNow: jest.fn(),
    markSeen: jest.fn(),
    typing: jest.fn(),
    close: jest.fn(),
  } satisfies Client;
  const save = jest.fn();
  const onClose = jest.fn();
  void act(() =>
    render(
      <Chat
        client={client}
        look={{ name: "Fernway", bot: "Robin", online: true }}
        page={{ url: "https://www.example.com/" }}
        start={{ playbook: "b2b" }}
        texts={textsFor("en")}
        focus={1}
        visible={true}
        onClose={onClose}
        save={save}
      />,
      root,
    ),
  );
  return { client, save, onClose };
}

const button = (name: string | RegExp) => screen.getByRole("button", { name });
const noButton = (name: string | RegExp) => expect(screen.queryByRole("button", { name })).toBeNull();

describe("the chat", () => {
  test("says who speaks: the bot is labelled, a person has a name", () => {
    show(
      [
        { text: "Hi!", name: "Robin" },
        { from: "rep", name: "Tom Brandt", text: "Hello" },
      ],
      { status: "human" },
    );
    const log = within(screen.getByRole("log", { name: "Conversation" }));
    expect(log.getByText("Bot")).toBeTruthy();
    expect(log.getByText("Tom Brandt")).toBeTruthy();
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Tom Brandt");
    expect(screen.getByPlaceholderText("Write to Tom")).toBeTruthy();
  });

  test("takes the focus into the composer when it is opened, and sends with Enter", async () => {
    const { client } = show([{ text: "Hi!" }]);
    const box = screen.getByRole("textbox", { name: "Your message" });
    expect(document.activeElement).toBe(box);
    await userEvent.type(box, "  is it safe? {Enter}");
    expect(client.send).toHaveBeenCalledWith({ text: "is it safe?" }, "is it safe?");
    await userEvent.type(box, " {Enter}");
    expect(client.send).toHaveBeenCalledTimes(1);
  });

  test("puts a visitor's and a bot's markup on the page as words", () => {
    const evil = '<img src=x onerror="document.title=1">';
    show([
      { text: evil, cards: [{ title: evil, buttons: [{ label: "Go", link: "javascript:alert(1)" }] }] },
      { from: "visitor", text: evil },
    ]);
    expect(document.querySelector("img")).toBeNull();
    expect(screen.queryByRole("link")).toBeNull();
    expect(screen.getAllByText(evil)).toHaveLength(3);
  });

  test("opens links of cards apart from the page", () => {
    show([{ cards: [{ buttons: [{ label: "Security page", link: "https://example.com/security" }] }] }]);
    const link = screen.getByRole("link", { name: /Security page/ });
    expect(link.getAttribute("rel")).toBe("noopener noreferrer nofollow");
    expect(link.getAttribute("href")).toBe("https://example.com/security");
  });
});

describe("the tray", () => {
  const role = asks("role", "choice", {
    choices: [
      { id: "r:0", label: "Sales" },
      { id: "r:1", label: "Marketing" },
    ],
  });

  test("offers choices as one stop for Tab, with arrows between them", async () => {
    const { client } = show([role]);
    expect([button("Sales").tabIndex, button("Marketing").tabIndex]).toEqual([0, -1]);
    button("Sales").focus();
    await userEvent.keyboard("{ArrowRight}");
    expect(document.activeElement).toBe(button("Marketing"));
    await userEvent.keyboard("{Enter}");
    expect(client.send).toHaveBeenCalledWith({ choice: "r:1" }, "Marketing");
  });

  test("cannot be tapped twice: it is away while an answer is under way", () => {
    const outgoing: Outgoing = {
      conversation: "c",
      body: { id: "x", choice: "r:1" },
      label: "Marketing",
      at: 1,
      state: "sending",
      landed: false,
    };
    show([role], { outgoing: [outgoing] });
    noButton("Sales");
  });

  test("says what is still open when the talk went elsewhere", () => {
    show([role, { from: "visitor", text: "is it safe?" }, { text: "Yes." }]);
    expect(screen.getByText("Still open:", { exact: false }).textContent).toBe(
      "Still open: What is your role?",
    );
    expect(button("Sales")).toBeTruthy();
  });

  test("lets the visitor pick many, then send them together", async () => {
    const goals = asks("goals", "choice", {
      choices: [
        { id: "g:0", label: "More leads" },
        { id: "g:1", label: "Less work" },
      ],
      input: { kind: "choice", question: "goals", label: "goals", optional: false, pick: "many" },
    });
    const { client } = show([goals]);
    expect(button(/Pick any/).hasAttribute("disabled")).toBe(true);
    await userEvent.click(screen.getByRole("checkbox", { name: "Less work" }));
    await userEvent.click(screen.getByRole("checkbox", { name: "More leads" }));
    await userEvent.click(button("Send 2 choices"));
    expect(client.send).toHaveBeenCalledWith({ choices: ["g:0", "g:1"] }, "More leads, Less work");
  });

  test("shows a rating as numbers, and Skip where the question may be skipped", async () => {
    const input = { kind: "rating", question: "tool", label: "tool", optional: true, from: 1, to: 3 };
    const { client } = show([{ text: "How is it?", input }]);
    expect(screen.getAllByRole("button", { name: /^[0-9]$/ })).toHaveLength(3);
    await userEvent.click(button("Skip"));
    expect(client.send).toHaveBeenCalledWith({ text: "skip" }, "skip");
  });

  test("has a field for an e-mail that also takes other words", async () => {
    const { client } = show([asks("work email", "work_email")]);
    const field = screen.getByRole("textbox", { name: "Work email" });
    expect([field.getAttribute("type"), field.getAttribute("autocomplete")]).toEqual(["email", "email"]);
    await userEvent.type(field, "why?{Enter}");
    expect(client.send).toHaveBeenCalledWith({ text: "why?" }, "why?");
  });

  test("keeps a refused e-mail in its field and says so where a screen reader hears it", () => {
    const email = asks("work email", "work_email");
    show([email, { from: "visitor", text: "ana@gmail.com" }, { ...email, text: "Your work address?" }]);
    const field = screen.getByRole<HTMLInputElement>("textbox", { name: "Work email" });
    expect(field.value).toBe("ana@gmail.com");
    expect(field.getAttribute("aria-invalid")).toBe("true");
    const words = document.getElementById(field.getAttribute("aria-describedby") ?? "");
    expect(words?.textContent).toContain("“ana@gmail.com” was not accepted.");
  });
});

describe("an answer", () => {
  const answered = [
    asks("work email", "work_email"),
    { from: "visitor", text: "ana@acme.example", change: "change:email" },
  ] as const;

  test("folds to one line with Change, which puts the question again", async () => {
    const { client } = show(answered);
    await userEvent.click(button("Change work email"));
    expect(client.send).toHaveBeenCalledWith({ change: "change:email" }, "");
  });

  test("cannot be changed over a person's head", () => {
    show(answered, { status: "human" });
    noButton(/Change/);
    expect(screen.getByText("ana@acme.example")).toBeTruthy();
  });
});

describe("trouble", () => {
  test("leaves a message with Retry and Remove", async () => {
    const item: Outgoing = {
      conversation: "c",
      body: { id: "x", text: "20k" },
      label: "20k",
      at: 1,
      state: "unsent",
      landed: false,
    };
    const { client } = show([{ text: "Hi!" }], { outgoing: [item], connecting: true });
    expect(screen.getByText("20k")).toBeTruthy();
    await userEvent.click(button("Retry"));
    await userEvent.click(button("Remove"));
    await userEvent.click(button("Try now"));
    expect([client.retry, client.remove].map((act) => act.mock.calls)).toEqual([[["x"]], [["x"]]]);
    expect(client.retryNow).toHaveBeenCalledTimes(1);
  });

  test("of too many messages is told politely", () => {
    show([{ text: "Hi!" }], { slowDown: "That was a lot at once." });
    expect(screen.getByRole("status", { name: "" }).textContent).toBe("That was a lot at once.");
  });
});

describe("the end and the beginning", () => {
  test("an ended chat starts over with the same playbook", async () => {
    const { client } = show([{ text: "Bye" }], { status: "ended" });
    await userEvent.click(button("Start over"));
    expect(client.begin).toHaveBeenCalledWith({ playbook: "b2b" }, { url: "https://www.example.com/" });
  });

  test("a running chat asks the playbook to start over", async () => {
    const { client } = show([{ text: "Hi!" }]);
    await userEvent.click(button("Menu"));
    await userEvent.click(screen.getByRole("menuitem", { name: "Start over" }));
    expect(client.send).toHaveBeenCalledWith({ text: "start over" }, "start over");
    expect(client.begin).not.toHaveBeenCalled();
  });

  test("the transcript can be had as text", async () => {
    const { save } = show([
      { text: "Hi!", name: "Robin" },
      { from: "visitor", text: "Ana" },
    ]);
    await userEvent.click(button("Menu"));
    await userEvent.click(screen.getByRole("menuitem", { name: "Download transcript" }));
    expect(save).toHaveBeenCalledWith("chat.txt", `Fernway\n\n[${AT}] Robin, bot: Hi!\n\n[${AT}] You: Ana\n`);
  });

  test("a visitor who waits for a person is told, and cannot start over by mistake", async () => {
    show([{ text: "One moment." }], { status: "waiting" });
    expect(screen.getAllByText("Waiting for a person…").length).toBeGreaterThan(0);
    await userEvent.click(button("Menu"));
    expect(screen.queryByRole("menuitem", { name: "Start over" })).toBeNull();
  });

  test("nothing begins before the visitor starts", async () => {
    const { client } = show([], { phase: "idle" });
    expect(client.begin).not.toHaveBeenCalled();
    await userEvent.click(button("Start chat"));
    expect(client.begin).toHaveBeenCalledTimes(1);
  });
});

describe("a file", () => {
  const brief = () => new File(["%PDF-"], "Brief.pdf", { type: "application/pdf" });
  const picker = () => screen.queryByLabelText<HTMLInputElement>("Attach a file");

  test("can be attached where one is asked for, and beside a person, and nowhere else", () => {
    show([asks("brief", "file")]);
    expect(screen.getByRole("button", { name: "Attach a file" })).toBeTruthy();
    show([{ from: "rep", name: "Mia", text: "Hi" }], { status: "human" });
    expect(picker()).toBeTruthy();
    show([asks("name", "name")]);
    expect(picker()).toBeNull();
    show([asks("brief", "file")], { status: "ended" });
    expect(picker()).toBeNull();
  });

  test("that is picked is sent; one that is not taken is told in words", async () => {
    const { client } = show([asks("brief", "file")]);
    const file = brief();
    client.sendFile.mockResolvedValueOnce("later").mockResolvedValueOnce("refused");
    for (const words of [/Not sent/, /can't be taken/, /^$/]) {
      await act(async () => userEvent.upload(picker() as HTMLInputElement, file));
      expect(
        await screen.findByText((text, at) => at?.className === "attach-fault" && words.test(text)),
      ).toBeTruthy();
    }
    expect(client.sendFile.mock.calls).toEqual([[file], [file], [file]]);
  });
});
