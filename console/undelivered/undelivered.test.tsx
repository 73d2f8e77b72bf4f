import "../testing/browser.ts";
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { Endpoint, Undelivered } from "../../server/wire/undelivered.ts";
import { AT, me, tom } from "../testing/examples.ts";
import { type Answers, openConsole, Refused } from "../testing/open-console.tsx";
import { faultInWords } from "./fault-words.ts";

afterEach(cleanup);

const letter: Undelivered = {
  id: "msg_1",
  type: "lead.qualified",
  kind: "webhook",
  to: "crm",
  conversation: "conv_ana",
  tries: 9,
  fault: "STATUS_503",
  at: AT,
  failed_at: AT,
};
const mail: Undelivered = {
  ...letter,
  id: "mail:1",
  type: "confirm_address",
  kind: "mail",
  to: "a…@acme.example",
};
const crm: Endpoint = {
  name: "crm",
  url: "https://crm.example.com/in",
  on: ["lead.created"],
  state: "ok",
  secrets: 1,
  source: "file",
};

function openUndelivered(data: readonly Undelivered[], endpoints: readonly Endpoint[], more: Answers = {}) {
  return openConsole("/undelivered", {
    "GET /undelivered?": () => ({ data, next_cursor: null }),
    "GET /webhooks": () => ({ data: endpoints, next_cursor: null }),
    ...more,
  });
}

describe("the list of what was not delivered", () => {
  test("says what, to where, why not and how often; and tries again", async () => {
    const user = userEvent.setup();
    const { table, asked } = openUndelivered([letter, mail], [crm], {
      "POST /undelivered/msg_1/retry": () => undefined,
    });
    const row = await screen.findByRole("row", { name: /lead.qualified/ });
    expect(row.textContent).toContain("Webhook crm");
    expect(row.textContent).toContain("It answered 503.");
    expect(row.textContent).toContain("9");
    expect(screen.getByRole("row", { name: /Question whether/ }).textContent).toContain("a…@acme.example");
    table["GET /undelivered?"] = () => ({ data: [mail], next_cursor: null });
    await user.click(within(row).getByRole("button", { name: /^Try again/ }));
    await waitFor(() => expect(screen.queryByRole("row", { name: /lead.qualified/ })).toBeNull());
    expect(asked.find(({ what }) => what.startsWith("POST"))?.csrf).toBe("csrf-1");
  });

  test("asks before it drops something, and says when that failed", async () => {
    const user = userEvent.setup();
    const { table, asked } = openUndelivered([letter], [crm], {
      "DELETE /undelivered/msg_1": () => new Refused(503),
    });
    await user.click(await screen.findByRole("button", { name: /^Discard: lead.qualified/ }));
    expect(asked.some(({ what }) => what.startsWith("DELETE"))).toBe(false);
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Discard it" }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain("could not do this just now");
    table["DELETE /undelivered/msg_1"] = () => undefined;
    table["GET /undelivered?"] = () => ({ data: [], next_cursor: null });
    await user.click(within(dialog).getByRole("button", { name: "Discard it" }));
    expect(await screen.findByText("Everything was delivered.")).toBeTruthy();
  });

  test("shows webhooks that are not well, and opens one that closed", async () => {
    const user = userEvent.setup();
    const closed: Endpoint = { ...crm, state: "closed", closed_at: AT };
    const { table } = openUndelivered([], [closed, { ...crm, name: "chat" }], {
      "POST /webhooks/crm/open": () => undefined,
    });
    const region = await screen.findByRole("region", { name: "Webhooks that need a look" });
    expect(region.textContent).toContain("crm said that it is gone for good");
    expect(region.textContent).not.toContain("chat");
    table["GET /webhooks"] = () => ({ data: [crm], next_cursor: null });
    await user.click(within(region).getByRole("button", { name: "Tell it again: crm" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: /need a look/ })).toBeNull());
  });

  test("is for admins only, and not in the navigation of others", async () => {
    openUndelivered([letter], [crm], { "GET /me": () => ({ ...me, person: { ...tom, role: "rep" } }) });
    expect(await screen.findByText("There is no such page.")).toBeTruthy();
    expect(screen.queryByRole("link", { name: "Settings" })).toBeNull();
  });
});

test("a fault that nobody has words for is shown as its code", () => {
  expect(faultInWords("SOMETHING_NEW")).toBe("SOMETHING_NEW");
  expect(faultInWords("STATUS_502")).toBe("It answered 502.");
});
