import "../testing/browser.ts";
import { afterEach, describe, expect, test } from "@jest/globals";
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { NEW_INBOX } from "../../server/wire/inbox.ts";
import { ana, anaWithTom, inboxOf, tom } from "../testing/examples.ts";
import { openConsole, Refused } from "../testing/open-console.tsx";

afterEach(cleanup);

const lea = { id: "p_lea", name: "Lea Hoffmann" };
const mine = { ...ana, status: "human" as const, owner: { id: tom.id, name: tom.name } };
const claimed = {
  "GET /inbox/conv_ana": () => anaWithTom,
  "GET /inbox?queue=mine": () => inboxOf(mine),
  "POST /inbox/conv_ana/here": () => undefined,
};
const box = () => screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Reply to Ana Keller" });
const sent = { seq: 9, status: "human", messages: [] };

describe("who else is there", () => {
  test("stands beside the name and in the row, with what they do in words, until they leave", async () => {
    const { stream } = openConsole("/inbox/mine/conv_ana", claimed);
    await box();
    await stream("signal", { conversation: "conv_ana", who: lea, is: "viewing" });
    expect(screen.getByText("Lea Hoffmann is viewing")).toBeTruthy();
    await stream("signal", { conversation: "conv_ana", who: lea, is: "typing" });
    expect(screen.getByText("Lea Hoffmann is typing")).toBeTruthy();
    expect(screen.getByRole("img", { name: "Lea Hoffmann is typing" })).toBeTruthy();
    await stream("signal", { conversation: "conv_ana", who: lea, is: "gone" });
    expect(screen.queryByText(/Lea Hoffmann is/)).toBeNull();
  });

  test("the visitor who writes is told, until their message is there", async () => {
    const { stream } = openConsole("/inbox/mine/conv_ana", claimed);
    await box();
    await stream("signal", { conversation: "conv_ana", is: "typing" });
    expect(screen.getByText("Ana Keller is typing")).toBeTruthy();
    await stream("inbox", { conversation: "conv_ana", seq: 4, status: "human" });
    expect(screen.queryByText("Ana Keller is typing")).toBeNull();
  });

  test("others hear that one looks, writes and leaves, and nothing of what is written", async () => {
    const { asked } = openConsole("/inbox/mine/conv_ana", claimed);
    await userEvent.type(await box(), "secret");
    const heard = asked.filter(({ what }) => what.endsWith("/here")).map(({ body }) => body);
    expect(heard).toEqual([{ is: "viewing" }, { is: "typing" }]);
  });
});

describe("a reply", () => {
  const slow = { ...claimed, "GET /me/inbox": () => ({ ...NEW_INBOX, undo_seconds: 5 }) };

  test("waits, and goes back into the text field when it is taken back", async () => {
    const { asked } = openConsole("/inbox/mine/conv_ana", slow);
    await userEvent.type(await box(), "Too soon{Control>}{Enter}{/Control}");
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect((await box()).value).toBe("Too soon");
    expect(asked.some(({ what }) => what.endsWith("/replies"))).toBe(false);
  });

  test("goes out at once when asked", async () => {
    const { table, asked } = openConsole("/inbox/mine/conv_ana", slow);
    table["POST /inbox/conv_ana/replies"] = () => sent;
    await userEvent.type(await box(), "Now{Control>}{Enter}{/Control}");
    await userEvent.click(await screen.findByRole("button", { name: "Send now" }));
    await waitFor(() => expect(asked.some(({ what }) => what.endsWith("/replies"))).toBe(true));
  });

  test("that somebody else was faster with is held: who and what, and it goes only when sent anyway", async () => {
    const { table, asked } = openConsole("/inbox/mine/conv_ana", claimed);
    await userEvent.type(await box(), "Hi");
    const answered = { seq: 4, from: "rep" as const, at: ana.started_at, name: lea.name, text: "I have it" };
    table["GET /inbox/conv_ana"] = () => ({
      ...anaWithTom,
      seq: 4,
      messages: [...anaWithTom.messages, answered],
    });
    table["POST /inbox/conv_ana/replies"] = (body) =>
      (body as { after?: number }).after === undefined
        ? sent
        : new Refused(409, { code: "ANSWERED_MEANWHILE", owner: lea.name });
    await act(async () => undefined);
    await userEvent.type(await box(), "{Control>}{Enter}{/Control}");
    const held = await screen.findByRole("region", { name: "Reply that was not sent" });
    expect(within(held).getByRole("alert").textContent).toContain(
      "Not sent: Lea Hoffmann has answered since you began.",
    );
    await userEvent.click(within(held).getByRole("button", { name: "Send anyway" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: /not sent/ })).toBeNull());
    const bodies = asked.filter(({ what }) => what.endsWith("/replies")).map(({ body }) => body);
    expect(bodies).toMatchObject([{ after: 3 }, { text: "Hi" }]);
    expect(bodies[1]).not.toHaveProperty("after");
  });

  test("that was begun is there after a reload, and gone after logging out", async () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => void kept.set(key, text),
      removeItem: (key: string) => void kept.delete(key),
    };
    openConsole("/inbox/mine/conv_ana", claimed, { storage });
    await userEvent.type(await box(), "Half");
    cleanup();
    openConsole("/inbox/mine/conv_ana", { ...claimed, "DELETE /session": () => undefined }, { storage });
    expect((await box()).value).toBe("Half");
    await userEvent.click(screen.getByRole("button", { name: "Log out" }));
    await waitFor(() => expect(kept.size).toBe(0));
  });

  test("takes a saved one behind a slash, with its variables filled and what is missing selected", async () => {
    const text =
      'Hi {{ visitor.first_name or "there" }}, {{ rep.first_name }} here. {{ team_size }} in {{ city }}?';
    openConsole("/inbox/mine/conv_ana", {
      ...claimed,
      "GET /canned-replies": () => ({ v: 1, data: [{ short: "hello", text }] }),
    });
    const field = await box();
    await userEvent.type(field, "/he");
    expect((await screen.findByRole("option")).textContent).toContain("/hello");
    await userEvent.keyboard("{Enter}");
    expect(field.value).toBe("Hi Ana, Tom here. 80 in [city]?");
    expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe("[city]");
    expect(screen.getByText("Fill in what is in brackets: it is not known.")).toBeTruthy();
  });
});

describe("a file", () => {
  const file = { id: "file_12345678", name: "offer.pdf", type: "application/pdf", size: 70 };
  const give = async () =>
    fireEvent.paste(await box(), {
      clipboardData: { files: [new File(["x"], "offer.pdf", { type: "application/pdf" })] },
    });

  test("that is pasted goes out with its progress told, and then as a reply", async () => {
    const { table, asked } = openConsole("/inbox/mine/conv_ana", claimed, {
      upload: async ({ onProgress }) => {
        onProgress(0.5);
        return { status: 201, text: JSON.stringify(file) };
      },
    });
    table["POST /inbox/conv_ana/replies"] = () => sent;
    await give();
    await waitFor(() =>
      expect(asked.find(({ what }) => what.endsWith("/replies"))?.body).toMatchObject({ file: file.id }),
    );
  });

  test("under way may be called off; one that is refused says why", async () => {
    let refuse = false;
    const { asked } = openConsole("/inbox/mine/conv_ana", claimed, {
      upload: ({ signal }) =>
        refuse
          ? Promise.resolve({ status: 415, text: '{"code":"FILE_REFUSED","detail":"Not that kind."}' })
          : new Promise((_resolve, reject) =>
              signal.addEventListener("abort", () => reject(new Error("off"))),
            ),
    });
    await give();
    await userEvent.click(await screen.findByRole("button", { name: "Cancel offer.pdf" }));
    await waitFor(() => expect(screen.queryByText(/offer\.pdf, /)).toBeNull());
    refuse = true;
    await give();
    expect((await screen.findByText(/was not sent/)).textContent).toBe(
      "offer.pdf was not sent. Not that kind.",
    );
    expect(asked.some(({ what }) => what.endsWith("/replies"))).toBe(false);
  });
});

test("a note is amber, says so, mentions by @, and is never a reply", async () => {
  const { table, asked } = openConsole("/inbox/mine/conv_ana", {
    ...claimed,
    "GET /colleagues": () => ({ data: [{ ...lea, role: "rep" }] }),
  });
  table["POST /inbox/conv_ana/notes"] = () => anaWithTom;
  await box();
  await userEvent.keyboard("n");
  const field = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Note on Ana Keller" });
  expect(screen.getByText("Ana Keller does not see this")).toBeTruthy();
  await userEvent.type(field, "@le");
  await screen.findByRole("option", { name: "Lea Hoffmann" });
  await userEvent.keyboard("{Enter}");
  await userEvent.type(field, "look");
  await userEvent.click(screen.getByRole("button", { name: "Add note" }));
  const note = asked.find(({ what }) => what.endsWith("/notes"))?.body;
  expect(note).toMatchObject({ text: "@Lea Hoffmann look", mentions: [lea.id] });
  expect(asked.some(({ what }) => what.endsWith("/replies"))).toBe(false);
});

describe("passing on", () => {
  test("asks a colleague, with a note, and says that they have been asked", async () => {
    const desk = { person: lea, presence: "online", stance: "online", teams: ["sales"], open: 1 };
    const asks = { from: { id: tom.id, name: tom.name }, to: lea, ends_at: ana.started_at };
    const handoff = { state: "with_human" as const, rung: "person" as const, transfer: asks };
    const passed = { ...anaWithTom, conversation: { ...anaWithTom.conversation, handoff } };
    const { table, asked } = openConsole("/inbox/mine/conv_ana", {
      ...claimed,
      "GET /desks": () => ({ data: [{ ...desk, languages: [], skills: [] }] }),
    });
    await userEvent.click(await screen.findByRole("button", { name: "Pass on" }));
    const dialog = await screen.findByRole("dialog", { name: "Pass Ana Keller on" });
    await userEvent.click(await within(dialog).findByRole("radio", { name: "Lea Hoffmann" }));
    await userEvent.type(within(dialog).getByRole("textbox"), "Speaks German");
    table["POST /inbox/conv_ana/transfer"] = () => {
      table["GET /inbox/conv_ana"] = () => passed;
      return passed;
    };
    await userEvent.click(within(dialog).getByRole("button", { name: "Ask them" }));
    expect(await screen.findByText("Lea Hoffmann has been asked to take over.")).toBeTruthy();
    expect(asked.find(({ what }) => what.endsWith("/transfer"))?.body).toEqual({
      person: lea.id,
      note: "Speaks German",
    });
    expect(screen.getByRole("button", { name: "Take it back" })).toBeTruthy();
  });
});

describe("keys", () => {
  test("claim, snooze and the sheet act outside of text fields only, and not at all when they are off", async () => {
    const { table, asked } = openConsole("/inbox/mine/conv_ana", claimed);
    await userEvent.type(await box(), "sce?");
    expect(screen.queryByRole("dialog")).toBeNull();
    (await box()).blur();
    await userEvent.keyboard("s");
    const dialog = await screen.findByRole("dialog", { name: "Set Ana Keller aside" });
    table["POST /inbox/conv_ana/snooze"] = () => anaWithTom;
    await userEvent.click(within(dialog).getByRole("button", { name: "Snooze" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const until = asked.find(({ what }) => what.endsWith("/snooze"))?.body;
    expect(until).toEqual({ until: "2026-11-23T11:01:00.000Z" });
    await userEvent.keyboard("?");
    expect(await screen.findByRole("dialog", { name: "Keys" })).toBeTruthy();
  });

  test("are off for who turned them off", async () => {
    openConsole("/inbox/mine/conv_ana", {
      ...claimed,
      "GET /me/inbox": () => ({ ...NEW_INBOX, single_keys: false }),
    });
    (await box()).blur();
    await waitFor(() => expect(document.querySelector(".row")).not.toBeNull());
    await userEvent.keyboard("s?");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("G, then L goes to the leads", async () => {
    const { at } = openConsole("/inbox/waiting", { "GET /leads?": () => ({ data: [], next_cursor: null }) });
    await screen.findByText("No one is waiting.");
    await userEvent.keyboard("gl");
    expect(at()).toBe("/leads");
  });
});

describe("a search", () => {
  test("stands in the address, shows what it finds, and is saved as a view", async () => {
    const { table, asked, at } = openConsole("/inbox/waiting", {
      "GET /inbox?q=is%3Aunclaimed+score%3A%3E70": () => inboxOf(ana),
    });
    await screen.findByText("No one is waiting.");
    await userEvent.keyboard("/");
    await userEvent.type(await screen.findByRole("searchbox"), "is:unclaimed score:>70{Enter}");
    expect(await screen.findByRole("link", { name: /Ana Keller/ })).toBeTruthy();
    expect(at()).toBe("/inbox/search?q=is%3Aunclaimed+score%3A%3E70");
    const views = [{ name: "Hot", search: "is:unclaimed score:>70" }];
    table["PUT /me/inbox"] = (body) => body;
    await userEvent.click(screen.getByRole("button", { name: "Save as a view" }));
    await userEvent.type(await screen.findByRole("textbox", { name: "Name of the view" }), "Hot{Enter}");
    expect(await screen.findByRole("link", { name: "Hot" })).toBeTruthy();
    expect(asked.find(({ what }) => what === "PUT /me/inbox")?.body).toMatchObject({ views });
  });
});

test("the console speaks German to who has chosen it", async () => {
  openConsole("/inbox/waiting", { "GET /me/inbox": () => ({ ...NEW_INBOX, language: "de" }) });
  expect(await screen.findByText("Niemand wartet.")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Ohne Betreuung 0" })).toBeTruthy();
});

test("of a thousand conversations only those in sight are in the page", async () => {
  const many = Array.from({ length: 1000 }, (_, n) => ({ ...ana, id: `conv_${n}`, name: `Visitor ${n}` }));
  openConsole("/inbox/waiting", { "GET /inbox?queue=waiting": () => inboxOf(...many) });
  await screen.findByRole("link", { name: /Visitor 0/ });
  expect(document.querySelectorAll(".row").length).toBeLessThanOrEqual(60);
});
