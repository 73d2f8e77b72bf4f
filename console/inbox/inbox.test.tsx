import "../testing/browser.ts";
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { ana, anasTalk, anaWithTom, inboxOf, me, tom } from "../testing/examples.ts";
import { noAnswer, openConsole, Refused } from "../testing/open-console.tsx";

afterEach(cleanup);

const here = { "GET /inbox/conv_ana": () => anasTalk };
const claimed = { "GET /inbox/conv_ana": () => anaWithTom };

describe("the queue", () => {
  test("tells who waits, how long the promise lasts, the score in words and the last line", async () => {
    const { at } = openConsole("/", { "GET /inbox?queue=waiting": () => inboxOf(ana) });
    const row = await screen.findByRole("link", { name: /Ana Keller/ });
    expect(row.textContent).toBe("Ana KellerAcme2:00 leftwe lose people overnight85 Hot/pricing");
    expect(at()).toBe("/inbox/waiting");
    expect(screen.getByRole("link", { name: "Unclaimed 1" })).toBeTruthy();
  });

  test("says that no one waits, and where the visitors are", async () => {
    openConsole("/inbox/waiting", {});
    expect(await screen.findByText("No one is waiting.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Watch" }).getAttribute("href")).toBe("/inbox/bot");
  });

  test("that does not load says why, and tries again when asked", async () => {
    const { table } = openConsole("/inbox/mine", {
      "GET /inbox?queue=mine": () => new Refused(400, { detail: "Bad queue." }),
    });
    const failure = await screen.findByText("The queue did not load.");
    expect(failure.parentElement?.textContent).toContain("Bad queue.");

    table["GET /inbox?queue=mine"] = () => inboxOf(ana);
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("link", { name: /Ana Keller/ })).toBeTruthy();
  });

  test("announces a visitor who starts to wait, and only then", async () => {
    const { table, stream } = openConsole("/inbox/bot", { "GET /inbox?queue=bot": () => inboxOf() });
    await screen.findByText("Robin is talking to no one.");
    expect(screen.queryByText("Ana Keller from Acme is waiting.")).toBeNull();

    table["GET /inbox?queue=waiting"] = () => inboxOf(ana);
    await stream("inbox", { conversation: "conv_ana", seq: 2, status: "waiting" });
    expect(await screen.findByText("Ana Keller from Acme is waiting.")).toBeTruthy();
  });
});

describe("a conversation", () => {
  test("shows what the playbook told colleagues, and the visitor's files to download", async () => {
    const file = { id: "file_1234", name: "plan <b>.pdf", type: "application/pdf", size: 84_100 };
    const sent = {
      seq: 3,
      from: "visitor" as const,
      at: anasTalk.messages[1]?.at ?? "",
      text: file.name,
      file,
    };
    const notes = [{ at: "2026-11-23T10:00:30.000Z", team: "sales", text: "Ana has pain." }];
    openConsole("/inbox/waiting/conv_ana", {
      "GET /inbox/conv_ana": () => ({ ...anasTalk, seq: 3, messages: [...anasTalk.messages, sent], notes }),
    });
    const link = await screen.findByRole("link", { name: file.name });
    expect(link.getAttribute("href")).toBe("/api/v1/inbox/conv_ana/files/file_1234");
    expect(link.getAttribute("download")).toBe(file.name);
    expect(link.closest("p")?.textContent).toBe("plan <b>.pdf84 kB");
    const log = screen.getByRole("log");
    expect(within(log).getAllByText(file.name)).toHaveLength(1);
    expect(within(log).getByText("Ana has pain.").closest(".note")?.textContent).toContain(
      "Noteto sales, not shown to the visitor",
    );
  });

  test("without notes and files shows neither", async () => {
    openConsole("/inbox/waiting/conv_ana", here);
    await screen.findByRole("log");
    expect(document.querySelector(".note, .sent-file")).toBeNull();
  });
});

describe("a claim", () => {
  test("won: the conversation is mine and can be answered", async () => {
    const { table, asked, at } = openConsole("/inbox/waiting/conv_ana", {
      ...here,
      "POST /inbox/conv_ana/claim": () => anaWithTom,
    });
    const button = await screen.findByRole("button", { name: "Claim" });
    expect(screen.queryByRole("textbox", { name: "Reply to Ana Keller" })).toBeNull();

    table["GET /inbox/conv_ana"] = () => anaWithTom;
    await userEvent.click(button);
    expect(await screen.findByRole("textbox", { name: "Reply to Ana Keller" })).toBeTruthy();
    expect(at()).toBe("/inbox/mine/conv_ana");
    expect(asked.find(({ what }) => what.endsWith("/claim"))?.csrf).toBe(me.csrf);
  });

  test("lost: the one who was faster is named, and there is nothing to answer with", async () => {
    const owner = { id: "p_lea", name: "Lea Hoffmann" };
    const { table } = openConsole("/inbox/waiting/conv_ana", {
      ...here,
      "POST /inbox/conv_ana/claim": () => new Refused(409, { code: "CLAIMED", owner: owner.name }),
    });
    const button = await screen.findByRole("button", { name: "Claim" });
    table["GET /inbox/conv_ana"] = () => ({
      ...anaWithTom,
      conversation: { ...anaWithTom.conversation, owner },
    });
    await userEvent.click(button);

    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toBe("Lea Hoffmann claimed this just before you. You can read along.");
    await waitFor(() => expect(screen.queryByRole("button", { name: "Claim" })).toBeNull());
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  test("is not offered to who may only read", async () => {
    openConsole("/inbox/waiting/conv_ana", {
      ...here,
      "GET /me": () => ({ ...me, person: { ...tom, role: "viewer" } }),
    });
    expect(await screen.findByText(/Your role reads only/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Claim" })).toBeNull();
    expect(screen.queryByRole("link", { name: "People" })).toBeNull();
  });
});

describe("a reply", () => {
  const write = async (text: string) => {
    const box = await screen.findByRole("textbox", { name: "Reply to Ana Keller" });
    await userEvent.type(box, `${text}{Control>}{Enter}{/Control}`);
  };
  const log = () => screen.getByRole("log");

  test("is shown at once and once, also when the stream brings it before the answer", async () => {
    const { table, stream } = openConsole("/inbox/mine/conv_ana", claimed);
    const sent = { seq: 4, from: "rep", at: ana.started_at, name: tom.name, text: "Hi Ana." };
    let answer: (update: unknown) => void = () => undefined;
    table["POST /inbox/conv_ana/replies"] = () => new Promise((resolve) => (answer = resolve));
    await write("Hi Ana.");
    expect(within(log()).getByText("Sending")).toBeTruthy();

    table["GET /inbox/conv_ana"] = () => ({
      ...anaWithTom,
      seq: 4,
      messages: [...anaWithTom.messages, sent],
    });
    await stream("inbox", { conversation: "conv_ana", seq: 4, status: "human" });
    await waitFor(() => expect(within(log()).queryByText("Sending")).toBeNull());
    expect(within(log()).getAllByText("Hi Ana.")).toHaveLength(1);

    answer({ seq: 4, status: "human", messages: [sent] });
    await waitFor(() => expect(within(log()).getAllByText("Hi Ana.")).toHaveLength(1));
  });

  test("that got no answer stays, in red, and is sent again with the same id", async () => {
    const { table, asked } = openConsole("/inbox/mine/conv_ana", {
      ...claimed,
      "POST /inbox/conv_ana/replies": noAnswer,
    });
    await write("Hi Ana.");
    const failed = await screen.findByRole("region", { name: "Reply that was not sent" });
    expect(within(failed).getByRole("alert").textContent).toContain("Not sent. The server did not answer.");
    expect(within(failed).getByRole("button", { name: "Copy" })).toBeTruthy();

    const sent = { seq: 4, from: "rep", at: ana.started_at, name: tom.name, text: "Hi Ana." };
    table["POST /inbox/conv_ana/replies"] = () => ({ seq: 4, status: "human", messages: [sent] });
    table["GET /inbox/conv_ana"] = () => ({
      ...anaWithTom,
      seq: 4,
      messages: [...anaWithTom.messages, sent],
    });
    await userEvent.click(within(failed).getByRole("button", { name: "Retry" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: "Reply that was not sent" })).toBeNull());
    expect(within(log()).getAllByText("Hi Ana.")).toHaveLength(1);
    const [first, second] = asked.filter(({ what }) => what.endsWith("/replies")).map(({ body }) => body);
    expect(first).toEqual({ id: expect.stringMatching(/^[\w-]{22}$/), text: "Hi Ana.", after: 3 });
    expect(second).toEqual(first);
  });
});

describe("the way out of a conversation", () => {
  test("back to the bot at a step", async () => {
    const { asked } = openConsole("/inbox/mine/conv_ana", {
      ...claimed,
      "POST /inbox/conv_ana/return": () => ({ ...anasTalk, conversation: { ...ana, status: "bot" } }),
    });
    await userEvent.click(await screen.findByRole("button", { name: "Back to Robin" }));
    const dialog = await screen.findByRole("dialog", { name: "Give Ana Keller back to Robin" });
    await userEvent.click(within(dialog).getByRole("radio", { name: "Book a meeting" }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Give back" }));
    await waitFor(() =>
      expect(asked.find(({ what }) => what.endsWith("/return"))?.body).toEqual({ step: "book_a_meeting" }),
    );
  });

  test("closed with an outcome", async () => {
    const { table, asked } = openConsole("/inbox/mine/conv_ana", claimed);
    const over = { ...anaWithTom, conversation: { ...ana, status: "ended", outcome: "meeting_booked" } };
    table["POST /inbox/conv_ana/close"] = () => {
      table["GET /inbox/conv_ana"] = () => over;
      return over;
    };
    await userEvent.click(await screen.findByRole("button", { name: "Close" }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.click(within(dialog).getByRole("radio", { name: "Meeting booked" }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Close it" }));
    expect(await screen.findByText("Closed: Meeting booked.")).toBeTruthy();
    expect(asked.find(({ what }) => what.endsWith("/close"))?.body).toEqual({ outcome: "meeting_booked" });
  });
});

test("the lead card shows the receipt with what is missing, facts, page and campaign", async () => {
  openConsole("/inbox/waiting/conv_ana", here);
  const receipt = await screen.findByRole("region", { name: "Score receipt" });
  expect(receipt.textContent).toContain("Bigger team +30");
  expect(receipt.textContent).toContain("Ready now not met0");
  expect(receipt.textContent).toContain("Without “Decision maker” it would be warm, at 30.");
  expect(screen.getByRole("region", { name: "Facts" }).textContent).toContain(
    "More leads, Faster repliestold unasked",
  );
  const from = screen.getByRole("region", { name: "Page and campaign" });
  expect(from.textContent).toContain("Campaignshared inbox");
  expect(within(from).getByRole("link").getAttribute("href")).toBe("https://fernway.example/pricing");
});

describe("the session", () => {
  test("gone: the log in page, and back to where one was, with the draft", async () => {
    const { table, at } = openConsole("/inbox/mine/conv_ana", claimed);
    await userEvent.type(await screen.findByRole("textbox", { name: "Reply to Ana Keller" }), "Half a sent");
    table["GET /me"] = () => new Refused(401);
    table["POST /inbox/conv_ana/replies"] = () => new Refused(401);
    await userEvent.click(screen.getByRole("button", { name: "Send" }));
    expect(await screen.findByText(/Your session is over/)).toBeTruthy();
    expect(at()).toBe("/login?back=%2Finbox%2Fmine%2Fconv_ana&over=yes");

    table["GET /me"] = () => me;
    table["POST /session"] = () => me;
    await userEvent.type(screen.getByLabelText("E-mail"), tom.email);
    await userEvent.type(screen.getByLabelText("Password"), "correct horse");
    await userEvent.click(screen.getByRole("button", { name: "Log in" }));
    expect(await screen.findByText("Half a sent")).toBeTruthy();
    expect(at()).toBe("/inbox/mine/conv_ana");
  });

  test("a lost stream is told, and tried again when asked", async () => {
    const { stream } = openConsole("/inbox/waiting", {});
    await screen.findByText("No one is waiting.");
    expect(screen.queryByRole("alert")).toBeNull();
    await stream("error");
    expect(screen.getByRole("alert").textContent).toBe("Live updates are lost; what you see may be old.");
    await userEvent.click(screen.getByRole("button", { name: "Retry" }));
    await stream("open");
    expect(screen.queryByRole("alert")).toBeNull();
  });
});
