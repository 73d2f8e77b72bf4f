import "../testing/browser.ts";
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { LiveVisitor } from "../../server/wire/live.ts";
import { AT, ana, anaWithTom, me, tom } from "../testing/examples.ts";
import { openConsole, Refused } from "../testing/open-console.tsx";

afterEach(cleanup);

const visitor: LiveVisitor = {
  conversation: { ...ana, status: "bot" },
  here: { path: "/security", title: "Security", since: AT, page_since: AT },
  time_zone: "Europe/Berlin",
  step: "Check",
};
const of = (...data: readonly LiveVisitor[]) => ({ data, next_cursor: null });
const row = () => screen.findByRole("row", { name: /Ana Keller/ });

describe("visitors on the site", () => {
  test("are shown with page, what is done with them, and their time; nobody is told of as nobody", async () => {
    const { table, stream } = openConsole("/visitors", { "GET /visitors": () => of() });
    await screen.findByText("Nobody who talks is on the site.");
    table["GET /visitors"] = () => of(visitor);
    await stream("inbox", { conversation: ana.id, seq: 1, status: "bot" });
    const shown = within(await row());
    expect(shown.getByText("Talks with Robin, at Check")).toBeTruthy();
    expect(shown.getByText(/Security/).textContent).toContain("/security, 1 min");
    expect(shown.getByText(/in Berlin/)).toBeTruthy();
    expect(shown.getByRole("link", { name: "Ana Keller" }).getAttribute("href")).toBe("/inbox/bot/conv_ana");
  });

  test("are written to: the conversation is mine then", async () => {
    const { asked, at } = openConsole("/visitors", {
      "GET /visitors": () => of(visitor),
      "POST /conversations/conv_ana/start": () => anaWithTom,
      "GET /inbox/conv_ana": () => anaWithTom,
    });
    await userEvent.click(within(await row()).getByRole("button", { name: "Write to Ana Keller" }));
    const dialog = await screen.findByRole("dialog", { name: "Write to Ana Keller" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Send and take over" }));
    expect(asked.some(({ what }) => what.startsWith("POST"))).toBe(false);
    await userEvent.type(within(dialog).getByLabelText("Your first words"), "Hi Ana");
    await userEvent.click(within(dialog).getByRole("button", { name: "Send and take over" }));
    await waitFor(() => expect(at()).toBe("/inbox/mine/conv_ana"));
    expect(asked.find(({ what }) => what.startsWith("POST"))?.body).toEqual({
      id: expect.any(String),
      text: "Hi Ana",
    });
  });

  test("who have left, or talk with a colleague, are not: that is told", async () => {
    const owner = { id: "p_lea", name: "Lea" };
    const { table } = openConsole("/visitors", {
      "GET /visitors": () => of(visitor),
      "POST /conversations/conv_ana/start": () =>
        new Refused(409, { code: "NOT_NOW", detail: "The visitor has left the site." }),
    });
    await userEvent.click(within(await row()).getByRole("button", { name: "Write to Ana Keller" }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.type(within(dialog).getByLabelText("Your first words"), "Hi");
    table["GET /visitors"] = () => of({ ...visitor, conversation: { ...ana, status: "human", owner } });
    await userEvent.click(within(dialog).getByRole("button", { name: "Send and take over" }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain(
      "The visitor has left the site.",
    );
    await waitFor(() => expect(screen.getByText("Talks with Lea")).toBeTruthy());
    expect(screen.queryByRole("button", { name: "Write to Ana Keller", hidden: true })).toBeNull();
  });

  test("are only looked at by who may only read", async () => {
    openConsole("/visitors", {
      "GET /visitors": () => of(visitor),
      "GET /me": () => ({ ...me, person: { ...tom, role: "viewer" } }),
    });
    expect(within(await row()).queryByRole("button")).toBeNull();
  });
});
