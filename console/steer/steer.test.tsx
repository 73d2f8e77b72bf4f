import "../testing/browser.ts";
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { About } from "../../server/wire/live.ts";
import type { WireSteering } from "../../server/wire/steer.ts";
import { ana, anasTalk, anaWithTom, me, tom } from "../testing/examples.ts";
import { noAnswer, openConsole, Refused } from "../testing/open-console.tsx";

afterEach(cleanup);

const question = (name: string, more: object = {}) => ({
  question: name,
  called: name.replaceAll("_", " "),
  editable: true,
  ...more,
});
const steering: WireSteering = {
  status: "bot",
  section: "Start",
  open: { question: "role", called: "role", text: "What is your role?" },
  known: [question("team_size"), question("mail_consent", { editable: false })],
  missing: [question("role", { choices: ["Founder", "Other"], pick: "one" }), question("budget")],
  asks: [{ question: "budget", called: "budget", text: "Is there a budget?" }],
  offers: [{ section: "book_a_meeting", called: "Book a meeting", text: "Shall we book?" }],
  goes: [{ section: "book_a_meeting", called: "Book a meeting" }],
  says: true,
};
const about: About = {
  pages: [
    { path: "/pricing", title: "Prices", at: ana.started_at },
    { path: "/security", at: ana.updated_at },
  ],
  here: { path: "/security", since: ana.started_at, page_since: ana.updated_at },
  time_zone: "Asia/Tokyo",
  earlier: [{ id: "conv_old", playbook: "b2b-qualification", status: "ended", started_at: ana.started_at }],
  mail: { reach: "unverified", email: "ana@acme.example" },
};
const withBot = { ...anasTalk, conversation: { ...ana, status: "bot" as const } };
const answers = {
  "GET /inbox/conv_ana": () => withBot,
  "GET /conversations/conv_ana/steer": () => steering,
  "GET /conversations/conv_ana/beside": () => about,
};
const panel = async () => within(await screen.findByRole("region", { name: "Steer Robin" }));

describe("the panel", () => {
  test("shows where the visitor is, what is missing, and only the legal moves", async () => {
    openConsole("/inbox/bot/conv_ana", answers);
    const steer = await panel();
    expect(steer.getByText("What is your role?")).toBeTruthy();
    expect(steer.getByText("role, budget")).toBeTruthy();
    const asks = within(steer.getByRole("group", { name: "Ask" })).getAllByRole("button");
    expect(asks.map(({ textContent }) => textContent)).toEqual(["budget"]);
    expect(steer.queryByRole("group", { name: /Give back/ })).toBeNull();
  });

  test("one tap sends the move, and says that it is done", async () => {
    const { asked } = openConsole("/inbox/bot/conv_ana", {
      ...answers,
      "POST /conversations/conv_ana/steer": () => withBot,
    });
    const steer = await panel();
    await userEvent.click(
      within(steer.getByRole("group", { name: "Offer" })).getByRole("button", { name: "Book a meeting" }),
    );
    expect(await steer.findByText("Offered.")).toBeTruthy();
    await userEvent.type(steer.getByLabelText("Say as Robin"), "Hello there{Enter}");
    await userEvent.click(steer.getByRole("button", { name: "Say it" }));
    expect(await steer.findByText("Said.")).toBeTruthy();
    const sent = asked.filter(({ what }) => what === "POST /conversations/conv_ana/steer");
    expect(sent.map(({ body }) => (body as { move: unknown }).move)).toEqual([
      { do: "offer", section: "book_a_meeting" },
      { do: "say", text: "Hello there" },
    ]);
  });

  test("without an answer the same move goes again under the same id; an illegal one does not", async () => {
    const { table, asked } = openConsole("/inbox/bot/conv_ana", {
      ...answers,
      "POST /conversations/conv_ana/steer": noAnswer,
    });
    const steer = await panel();
    const ask = () => within(steer.getByRole("group", { name: "Ask" })).getByRole("button");
    await userEvent.click(ask());
    await userEvent.click(await steer.findByRole("button", { name: "Try again" }));
    await waitFor(() =>
      expect(asked.filter(({ what }) => what.endsWith("/steer") && what.startsWith("POST"))).toHaveLength(2),
    );
    const [first, second] = asked.filter(({ what }) => what.startsWith("POST") && what.endsWith("/steer"));
    expect(second?.body).toEqual(first?.body);

    table["POST /conversations/conv_ana/steer"] = () => new Refused(422, { code: "MOVE_ILLEGAL" });
    await waitFor(() => expect((ask() as HTMLButtonElement).disabled).toBe(false));
    await userEvent.click(ask());
    expect((await steer.findByText(/The visitor has moved on/)).textContent).toContain(
      "not possible any more",
    );
    expect(steer.queryByRole("button", { name: "Try again" })).toBeNull();
  });

  test("is not there for who may only read", async () => {
    openConsole("/inbox/bot/conv_ana", {
      ...answers,
      "GET /me": () => ({ ...me, person: { ...tom, role: "viewer" } }),
    });
    await screen.findByRole("region", { name: "Pages visited" });
    expect(screen.queryByRole("region", { name: "Steer Robin" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Edit" })).toBeNull();
  });
});

describe("beside the conversation", () => {
  test("stand pages, time, other talks, and that nothing is mailed to an address nobody confirmed", async () => {
    openConsole("/inbox/bot/conv_ana", answers);
    const pages = await screen.findByRole("region", { name: "Pages visited" });
    expect(
      within(pages)
        .getAllByRole("listitem")
        .map(({ textContent }) => textContent),
    ).toEqual([expect.stringContaining("/security"), expect.stringContaining("Prices /pricing")]);
    expect(screen.getByText(/in Tokyo/)).toBeTruthy();
    const other = within(screen.getByRole("region", { name: "Other conversations" })).getByRole("link");
    expect(other.getAttribute("href")).toBe("/inbox/closed/conv_old");
    expect(screen.getByRole("region", { name: "When they have left" }).textContent).toContain(
      "Nothing is mailed",
    );
  });

  test("an answer is written down as text or picked from what there is; a consent is not on offer", async () => {
    const { asked } = openConsole("/inbox/mine/conv_ana", {
      ...answers,
      "GET /inbox/conv_ana": () => anaWithTom,
      "POST /conversations/conv_ana/answers": () => anaWithTom,
    });
    const facts = await screen.findByRole("region", { name: "Facts" });
    await userEvent.click(await within(facts).findByRole("button", { name: "Edit" }));
    const dialog = await screen.findByRole("dialog", { name: "Write down an answer" });
    const which = within(dialog).getByLabelText("Which answer?");
    expect(
      within(which)
        .getAllByRole("option")
        .map(({ textContent }) => textContent),
    ).toEqual(["Team size", "Role", "Budget"]);
    expect(within(dialog).getByLabelText<HTMLInputElement>("Team size").value).toBe("80");
    await userEvent.selectOptions(which, "role");
    await userEvent.selectOptions(within(dialog).getByLabelText("Role"), "Founder");
    await userEvent.click(within(dialog).getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const sent = asked.find(({ what }) => what === "POST /conversations/conv_ana/answers");
    expect(sent?.body).toEqual({ id: expect.any(String), question: "role", text: "Founder" });
  });

  test("rude words are not in the page until they are asked for", async () => {
    const rude = { seq: 3, from: "visitor" as const, at: ana.started_at, text: "you fools", shield: true };
    openConsole("/inbox/bot/conv_ana", {
      ...answers,
      "GET /inbox/conv_ana": () => ({ ...withBot, seq: 3, messages: [...withBot.messages, rude] }),
    });
    const log = within(await screen.findByRole("log"));
    expect(log.queryByText(/you fools/)).toBeNull();
    await userEvent.click(log.getByRole("button", { name: /Rude words/ }));
    expect(log.getByText("you fools")).toBeTruthy();
  });
});
