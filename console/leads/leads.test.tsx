import "../testing/browser.ts";
import { afterEach, expect, test } from "@jest/globals";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { AT, ana, anasLead, anasTalk, anaWithTom, me, tom } from "../testing/examples.ts";
import { openConsole, Refused } from "../testing/open-console.tsx";

afterEach(cleanup);

const row = {
  id: "lead_ana",
  name: ana.name,
  email: "ana@acme.example",
  company: "Acme",
  playbook: ana.playbook,
  score: 85,
  grade: "hot",
  page: "/pricing",
  created_at: AT,
  updated_at: AT,
};
const page = (...data: readonly unknown[]) => ({ data, next_cursor: null });

test("leads are found by search, which stays in the address; a lead opens with its transcript and receipt", async () => {
  const { at } = openConsole("/leads", {
    "GET /leads?": () => page(row, { ...row, id: "lead_2", name: "Marek Nowak" }),
    "GET /leads?search=ana": () => page(row),
    "GET /leads/lead_ana": () => ({
      ...anasTalk,
      ...row,
      conversation: ana.id,
      lead: anasLead,
      messages: anaWithTom.messages,
      possibly_same: [{ id: "lead_9", name: "A. Keller" }],
    }),
  });
  await screen.findByRole("link", { name: "Marek Nowak" });
  await userEvent.type(screen.getByRole("searchbox", { name: "Search leads" }), "ana");
  await screen.findByRole("row", { name: /Ana Keller Acme 85 Hot ana@acme\.example Open/ });
  await waitFor(() => expect(screen.queryByRole("link", { name: "Marek Nowak" })).toBeNull());
  expect(at()).toBe("/leads?search=ana");

  await userEvent.click(screen.getByRole("link", { name: "Ana Keller" }));
  const log = await screen.findByRole("log", { name: "Messages with Ana Keller" });
  expect(log.textContent).toContain("How many people are on your team?");
  expect(screen.getByRole("region", { name: "Score receipt" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "A. Keller" }).getAttribute("href")).toBe("/leads/lead_9");
});

const anasDetail = {
  ...anasTalk,
  ...row,
  conversation: ana.id,
  lead: anasLead,
  messages: anaWithTom.messages,
  possibly_same: [],
};

test("an admin erases what a visitor wants gone, after being told what goes, and the leads come next", async () => {
  const { at, asked } = openConsole("/leads/lead_ana", {
    "GET /leads/lead_ana": () => anasDetail,
    "POST /privacy/erase": () => ({ conversations: 2, leads: 1 }),
    "GET /leads?": () => page(),
  });
  await userEvent.click(await screen.findByRole("button", { name: "Erase…" }));
  const dialog = await screen.findByRole("dialog", { name: "Erase the data of Ana Keller" });
  expect(dialog.textContent).toContain("Nothing can be brought back.");
  expect(within(dialog).getByRole("radio", { name: "This lead" })).toHaveProperty("checked", true);
  await userEvent.click(within(dialog).getByRole("radio", { name: "All with this address" }));
  expect(asked.some(({ what }) => what === "POST /privacy/erase")).toBe(false);
  await userEvent.click(within(dialog).getByRole("button", { name: "Erase for good" }));
  expect(await screen.findByText("No leads yet.")).toBeTruthy();
  expect(asked.find(({ what }) => what === "POST /privacy/erase")?.body).toEqual({ email: row.email });
  expect(at()).toBe("/leads");
});

test("what is kept of a lead is saved as a file", async () => {
  const { asked } = openConsole("/leads/lead_ana", {
    "GET /leads/lead_ana": () => anasDetail,
    "POST /privacy/export": () => new Refused(503),
  });
  await userEvent.click(await screen.findByRole("button", { name: "Export as JSON" }));
  expect(await screen.findByRole("alert")).toBeTruthy();
  expect(asked.find(({ what }) => what === "POST /privacy/export")?.body).toEqual({ lead: "lead_ana" });
});

test.each(["marketer", "rep", "viewer"])("a %s is offered neither", async (role) => {
  openConsole("/leads/lead_ana", {
    "GET /me": () => ({ ...me, person: { ...tom, role } }),
    "GET /leads/lead_ana": () => anasDetail,
  });
  await screen.findByRole("region", { name: "Score receipt" });
  expect(screen.queryByRole("region", { name: "Privacy" })).toBeNull();
});

test("says when no lead matches, and when there are none at all", async () => {
  openConsole("/leads?search=zzz", { "GET /leads?search=zzz": () => page() });
  expect(await screen.findByText("No lead matches “zzz”.")).toBeTruthy();
  cleanup();
  openConsole("/leads", { "GET /leads?": () => page() });
  expect(await screen.findByText("No leads yet.")).toBeTruthy();
});

test("a lead that is not there is told so", async () => {
  openConsole("/leads/nobody", { "GET /leads/nobody": () => new Refused(404) });
  expect((await screen.findByText("The lead did not load.")).parentElement?.textContent).toContain(
    "It is not here.",
  );
});

test("an admin invites a rep, and the link is shown once", async () => {
  const link = "https://chat.example/console/welcome?link=secret-secret-secret";
  const { asked } = openConsole("/people", {
    "GET /people": () => page(tom),
    "POST /people": () => ({ person: { ...tom, email: "lea@fernway.example" }, link }),
  });
  await userEvent.click(await screen.findByRole("button", { name: "Invite" }));
  const dialog = await screen.findByRole("dialog", { name: "Invite a person" });
  await userEvent.click(within(dialog).getByRole("button", { name: "Make the link" }));
  expect(within(dialog).getByText(/Write an e-mail address/)).toBeTruthy();

  await userEvent.type(within(dialog).getByLabelText("E-mail"), "lea@fernway.example");
  await userEvent.click(within(dialog).getByRole("radio", { name: "Viewer" }));
  await userEvent.click(within(dialog).getByRole("button", { name: "Make the link" }));
  expect(await screen.findByText(link)).toBeTruthy();
  expect(asked.find(({ what }) => what === "POST /people")?.body).toEqual({
    email: "lea@fernway.example",
    role: "viewer",
  });

  await userEvent.click(screen.getByRole("button", { name: "Done" }));
  expect(screen.queryByText(link)).toBeNull();
});

test("people are for admins", async () => {
  openConsole("/people", { "GET /me": () => ({ ...me, person: { ...tom, role: "rep" } }) });
  expect(await screen.findByText("There is no such page.")).toBeTruthy();
});
