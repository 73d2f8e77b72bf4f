import "../testing/browser.ts";
import { afterEach, expect, test } from "@jest/globals";
import { cleanup, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { me } from "../testing/examples.ts";
import { noAnswer, openConsole, Refused } from "../testing/open-console.tsx";

afterEach(cleanup);

const nobody = { "GET /me": () => new Refused(401) };

test("who is not logged in is asked to, and comes to the page they wanted", async () => {
  const { table, at } = openConsole("/leads?search=ana", {
    ...nobody,
    "GET /leads?search=ana": () => ({ data: [], next_cursor: null }),
  });
  await screen.findByRole("heading", { name: "Log in" });
  expect(screen.queryByText(/Your session is over/)).toBeNull();

  table["POST /session"] = () => me;
  table["GET /me"] = () => me;
  await userEvent.type(screen.getByLabelText("E-mail"), "tom@fernway.example");
  await userEvent.type(screen.getByLabelText("Password"), "correct horse{Enter}");
  expect(await screen.findByText("No lead matches “ana”.")).toBeTruthy();
  expect(at()).toBe("/leads?search=ana");
});

test.each([
  ["a wrong password", () => new Refused(401), "This e-mail and password do not go together."],
  ["too many tries", () => new Refused(429), "Too many tries in a short time."],
  ["no answer", noAnswer, "The server did not answer."],
])("%s is told in words", async (_what, answer, words) => {
  openConsole("/login", { ...nobody, "POST /session": answer });
  await userEvent.click(await screen.findByRole("button", { name: "Log in" }));
  expect(screen.getByText("Write your e-mail address.")).toBeTruthy();
  await userEvent.type(screen.getByLabelText("E-mail"), "tom@fernway.example");
  await userEvent.type(screen.getByLabelText("Password"), "wrong");
  await userEvent.click(screen.getByRole("button", { name: "Log in" }));
  expect((await screen.findByRole("alert")).textContent).toContain(words);
});

test("opening a one-time link asks the server nothing; a password of ten characters uses it", async () => {
  const { table, asked, at } = openConsole("/welcome?link=kX3v9hQ2mZ7rT1sB8nW4pL6y", nobody);
  const field = await screen.findByLabelText("Choose a password");
  expect(asked).toEqual([]);

  await userEvent.type(field, "only nine{Enter}");
  expect(screen.getByText("One more character, please.")).toBeTruthy();
  expect(asked).toEqual([]);

  table["POST /session"] = () => me;
  table["GET /me"] = () => me;
  await userEvent.type(field, "!{Enter}");
  expect(await screen.findByText("No one is waiting.")).toBeTruthy();
  expect(at()).toBe("/inbox/waiting");
  expect(asked[0]?.body).toEqual({ link: "kX3v9hQ2mZ7rT1sB8nW4pL6y", password: "only nine!" });
});

test("a spent link says so, and an address without one too", async () => {
  openConsole("/welcome?link=spent-spent-spent-spent", {
    ...nobody,
    "POST /session": () => new Refused(410),
  });
  await userEvent.type(await screen.findByLabelText("Choose a password"), "long enough now{Enter}");
  expect((await screen.findByRole("alert")).textContent).toContain("This link was used already");
  cleanup();
  openConsole("/welcome", nobody);
  expect((await screen.findByRole("alert")).textContent).toContain("This address has no link in it.");
});

test("logging out leaves nothing behind", async () => {
  const { asked, at } = openConsole("/inbox/waiting", { "DELETE /session": () => undefined });
  await userEvent.click(await screen.findByRole("button", { name: "Log out" }));
  await screen.findByRole("heading", { name: "Log in" });
  expect(at()).toBe("/login");
  expect(asked.find(({ what }) => what === "DELETE /session")?.csrf).toBe(me.csrf);
});
