import "../testing/browser.ts";
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { SettingsView, SettingView } from "../../server/wire/settings.ts";
import { AT, me, tom } from "../testing/examples.ts";
import { type Answers, openConsole, Refused } from "../testing/open-console.tsx";
import { contrast, figure, wordsOn } from "./contrast.ts";
import { hoursInWords, hoursOf, weekOf } from "./hours-text.ts";

afterEach(cleanup);

const DATA: readonly SettingView[] = [
  { key: "name", value: "Fernway", source: "file", line: 3 },
  { key: "bot.name", value: "Robin", source: "default" },
  { key: "time_zone", value: "Europe/Berlin", source: "file", line: 7 },
  { key: "widget.position", value: "end", source: "default" },
  { key: "widget.launcher", value: "Ask us", source: "console" },
  { key: "teams.sales.hours", value: { "mon-fri": "09:00-17:30" }, source: "console" },
  { key: "teams.sales.people", value: ["tom@fernway.example"], source: "file", line: 12 },
];
const VIEW: SettingsView = { version: 4, file: true, teams: ["sales"], data: [...DATA] };

function openSettings(path: string, more: Answers = {}) {
  return openConsole(`/settings/${path}`, {
    "GET /settings": () => VIEW,
    "GET /people": () => ({ data: [tom], next_cursor: null }),
    "POST /hours/try": () => ({ open: true, at: "2026-11-23T10:00+01:00", clock: "once" }),
    "POST /settings": () => ({ ...VIEW, version: 5 }),
    ...more,
  });
}

const saved = (asked: ReturnType<typeof openConsole>["asked"]) =>
  asked.filter(({ what }) => what === "POST /settings").map(({ body }) => body);

describe("a setting", () => {
  test("that site.yml sets cannot be changed, and says where it stands", async () => {
    const user = userEvent.setup();
    const { asked } = openSettings("look");
    const name = await screen.findByRole("textbox", { name: "Name of the site" });
    expect(name.hasAttribute("readonly")).toBe(true);
    expect(screen.getByText("site.yml:3")).toBeTruthy();
    await user.type(name, "Other");
    expect(screen.getByRole("button", { name: "Save" }).hasAttribute("disabled")).toBe(true);
    expect(saved(asked)).toEqual([]);
  });

  test("is sent with the version it was seen in, and only what was changed", async () => {
    const user = userEvent.setup();
    const { asked } = openSettings("look");
    const bot = await screen.findByRole("textbox", { name: "Name of the bot" });
    await user.clear(bot);
    await user.type(bot, "Ada");
    await user.click(screen.getByRole("radio", { name: "Left" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText("Saved. It counts from now on.");
    expect(saved(asked)).toEqual([{ version: 4, set: { "bot.name": "Ada", "widget.position": "start" } }]);
  });

  test("that was set here is taken back, and then the default counts", async () => {
    const user = userEvent.setup();
    const { asked } = openSettings("look");
    await user.click(
      await screen.findByRole("button", { name: "Back to the default: Words on the launcher" }),
    );
    await user.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText("Saved. It counts from now on.");
    expect(saved(asked)).toEqual([{ version: 4, set: { "widget.launcher": null } }]);
  });

  test("that the server does not take says why at its field, and what was typed stays", async () => {
    const user = userEvent.setup();
    const errors = [{ path: "widget.color", message: 'A colour in quotes, not "red".' }];
    openSettings("look", {
      "POST /settings": () => new Refused(400, { code: "INPUT_INVALID", detail: "no", errors }),
    });
    const color = await screen.findByRole("textbox", { name: "Colour" });
    await user.type(color, "red");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText('A colour in quotes, not "red".')).toBeTruthy();
    expect((color as HTMLInputElement).value).toBe("red");
  });

  test("that somebody else changed meanwhile is said, and the list is asked for anew", async () => {
    const user = userEvent.setup();
    const detail = "Somebody else changed the settings meanwhile. Look at them again.";
    const { asked } = openSettings("look", {
      "POST /settings": () => new Refused(409, { code: "SETTINGS_STALE", detail }),
    });
    await user.type(await screen.findByRole("textbox", { name: "Name of the bot" }), "s");
    const before = asked.filter(({ what }) => what === "GET /settings").length;
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Somebody else");
    await waitFor(() =>
      expect(asked.filter(({ what }) => what === "GET /settings").length).toBeGreaterThan(before),
    );
  });

  test("is for admins only", async () => {
    openSettings("look", { "GET /me": () => ({ ...me, person: { ...tom, role: "marketer" } }) });
    expect(await screen.findByText("There is no such page.")).toBeTruthy();
  });
});

describe("the colour of the widget", () => {
  test("shows WCAG's figures, and says where they are too low", async () => {
    const user = userEvent.setup();
    openSettings("look");
    const list = await screen.findByRole("list", { name: "Contrast" });
    expect(list.textContent).toContain("6.2 : 1");
    const color = screen.getByRole("textbox", { name: "Colour" });
    await user.type(color, "#ffe08a");
    expect(within(list).getByText("On a light page").textContent).toContain("1.2 : 1");
    expect(list.textContent).toContain("Below 3");
  });

  test.each([
    ["#000000", "#ffffff", "21.0"],
    ["#767676", "#ffffff", "4.5"],
    // The well known grey that is a hair too light.
    ["#777777", "#ffffff", "4.4"],
    ["#0c6b75", "#ffffff", "6.2"],
  ])("%s on %s is %s to 1", (one, other, ratio) => {
    expect(figure(contrast(one, other) ?? 0)).toBe(ratio);
    expect(figure(contrast(other, one) ?? 0)).toBe(ratio);
  });

  test("has white words where they can be read, else dark ones", () => {
    expect([wordsOn("#0c6b75"), wordsOn("#ffe08a")]).toEqual(["#ffffff", "#101415"]);
    expect(contrast("red", "#ffffff")).toBeUndefined();
  });
});

describe("hours", () => {
  test.each([
    [{ "mon-fri": "09:00-17:30" }, "Mon to Fri 09:00-17:30"],
    [
      { mon: ["09:00-12:00", "13:00-17:00"], sun: "22:00-06:00" },
      "Mon 09:00-12:00, 13:00-17:00; Sun 22:00-06:00",
    ],
    // Over the weekend.
    [{ "fri-mon": "10:00-12:00" }, "Mon 10:00-12:00; Fri to Sun 10:00-12:00"],
    [null, "Always open"],
  ])("%j are said as %s, and a week of them comes back", (hours, words) => {
    expect(hoursInWords(hours)).toBe(words);
    expect(weekOf(hoursOf(weekOf(hours)))).toEqual(weekOf(hours));
  });

  test("are written day by day, tried before they are saved, and sent as site.yml has them", async () => {
    const user = userEvent.setup();
    const { asked } = openSettings("teams/sales");
    const saturday = await screen.findByRole("textbox", { name: "Saturday" });
    await user.type(saturday, "10:00-14:00");
    const hours = { "mon-fri": "09:00-17:30", sat: "10:00-14:00" };
    await waitFor(() =>
      expect(asked.filter(({ what }) => what === "POST /hours/try").at(-1)?.body).toEqual({
        hours,
        holidays: [],
        time_zone: "Europe/Berlin",
      }),
    );
    expect((await screen.findByText(/Open on/)).textContent).toContain("10:00 (UTC+01:00)");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText("Saved. It counts from now on.");
    expect(saved(asked)).toEqual([{ version: 4, set: { "teams.sales.hours": hours } }]);
  });

  test("of the night in which the clock jumps say what was tried", async () => {
    openSettings("teams/sales", {
      "POST /hours/try": () => ({
        open: false,
        at: "2026-03-29T03:00+02:00",
        clock: "skipped",
        opens_at: "2026-03-30T09:00+02:00",
      }),
    });
    expect(await screen.findByText(/The clock jumps over that time/)).toBeTruthy();
    expect(screen.getByText(/It opens on/).textContent).toContain("2026, 09:00 (UTC+02:00)");
  });
});

describe("the page of installing", () => {
  test("shows the line, and says on which website it was seen and where it was refused", async () => {
    const about = { public_url: "https://chat.fernway.example" };
    openSettings("install", {
      "GET /server": () => about,
      "GET /sightings": () => ({
        data: [
          { origin: "https://www.fernway.example", at: AT, allowed: true },
          { origin: "https://evil.example", at: AT, allowed: false },
        ],
        next_cursor: null,
      }),
    });
    expect(
      await screen.findByText('<script src="https://chat.fernway.example/parley.js" async></script>'),
    ).toBeTruthy();
    const region = await screen.findByRole("region", { name: "Seen" });
    await waitFor(() => expect(region.textContent).toContain("Seen on https://www.fernway.example1 min ago"));
    expect(region.textContent).toContain(
      "Refused on https://evil.example: it is not among the websites below",
    );
  });
});

describe("webhooks", () => {
  const crm = {
    name: "crm",
    url: "https://crm.example.com/in",
    on: ["lead.created"],
    state: "ok",
    secrets: 1,
  };
  const row = {
    id: "msg_1",
    type: "lead.created",
    state: "dead",
    tries: 9,
    fault: "STATUS_503",
    at: AT,
    changed_at: AT,
  };
  const answers = (source: string): Answers => ({
    "GET /webhooks": () => ({ data: [{ ...crm, source, ...(source === "file" && { line: 9 }) }] }),
    "GET /webhooks/crm/deliveries": () => ({ data: [row], next_cursor: null }),
  });

  test("show their log, and tell one again", async () => {
    const user = userEvent.setup();
    const again = "POST /webhooks/crm/deliveries/msg_1/again";
    const { asked } = openSettings("webhooks/crm", { ...answers("console"), [again]: () => undefined });
    const line = await screen.findByRole("row", { name: /lead.created/ });
    expect(line.textContent).toContain("Given up");
    expect(line.textContent).toContain("It answered 503.");
    await user.click(within(line).getByRole("button", { name: "Tell again: lead.created" }));
    await waitFor(() => expect(asked.some(({ what }) => what === again)).toBe(true));
  });

  test("of site.yml are only looked at; those made here are changed, and get a new secret that is shown once", async () => {
    const user = userEvent.setup();
    openSettings("webhooks/crm", answers("file"));
    expect(await screen.findByText("site.yml:9")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Change" })).toBeNull();
    cleanup();
    openSettings("webhooks/crm", {
      ...answers("console"),
      "POST /webhooks/crm/secret": () => ({ secret: "whsec_new" }),
    });
    await user.click(await screen.findByRole("button", { name: "New secret" }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Make it" }));
    expect(await screen.findByText("whsec_new")).toBeTruthy();
  });
});

describe("saved replies", () => {
  const list = { v: 3, data: [{ short: "price", text: "It is 49 a month." }] };

  test("are written with variables, shown as they will read, and kept as a list of that version", async () => {
    const user = userEvent.setup();
    const { asked } = openSettings("replies", {
      "GET /canned-replies": () => list,
      "PUT /canned-replies": (body) => ({ ...(body as object), v: 4 }),
    });
    await user.click(await screen.findByRole("button", { name: "Write a reply" }));
    const dialog = await screen.findByRole("dialog", { name: "Write a reply" });
    await user.type(within(dialog).getByRole("textbox", { name: "Short name" }), "price");
    await user.type(within(dialog).getByRole("textbox", { name: "Text" }), "Hi ");
    await user.click(within(dialog).getByRole("button", { name: /visitor.first_name/ }));
    expect(within(dialog).getByRole("status").textContent).toBe("Hi Ana");
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    expect(await within(dialog).findByText("There is a reply of this name.")).toBeTruthy();
    await user.clear(within(dialog).getByRole("textbox", { name: "Short name" }));
    await user.type(within(dialog).getByRole("textbox", { name: "Short name" }), "hi");
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    expect(await screen.findByText("/hi")).toBeTruthy();
    const data = [...list.data, { short: "hi", text: 'Hi {{ visitor.first_name or "there" }}' }];
    expect(asked.filter(({ what }) => what.startsWith("PUT")).map(({ body }) => body)).toEqual([
      { v: 3, data },
    ]);
  });

  test("are removed when one is sure", async () => {
    const user = userEvent.setup();
    const { asked } = openSettings("replies", {
      "GET /canned-replies": () => list,
      "PUT /canned-replies": (body) => ({ ...(body as object), v: 4 }),
    });
    await user.click(await screen.findByRole("button", { name: "Remove price" }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Remove" }));
    expect(await screen.findByText("No saved replies yet.")).toBeTruthy();
    expect(asked.find(({ what }) => what.startsWith("PUT"))?.body).toEqual({ v: 3, data: [] });
  });
});

test("routing is set in the words of people", async () => {
  const user = userEvent.setup();
  const { asked } = openSettings("routing");
  await user.click(await screen.findByRole("radio", { name: "The least busy" }));
  await user.click(screen.getAllByRole("radio", { name: "Is asked like all others" })[0] as HTMLElement);
  await user.type(screen.getByRole("textbox", { name: /One person is asked for/ }), "45 seconds");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("Saved. It counts from now on.");
  const set = {
    "handoff.route_by": "fewest",
    "handoff.owner_first": false,
    "handoff.person_for": "45 seconds",
  };
  expect(saved(asked)).toEqual([{ version: 4, set }]);
});

describe("mail", () => {
  test("says why the letter did not go", async () => {
    const user = userEvent.setup();
    const mail = {
      host: "mail.fernway.example",
      port: 465,
      tls: true,
      login: true,
      from: "chat@fernway.example",
    };
    openSettings("mail", {
      "GET /server": () => ({ mail }),
      "POST /mail/try": () => ({ to: tom.email, fault: "MAIL_LOGIN_REFUSED" }),
    });
    await user.click(await screen.findByRole("button", { name: "Send me a letter" }));
    expect((await screen.findByRole("alert")).textContent).toContain("MAIL_LOGIN_REFUSED");
  });
});

test("where pages were before, one is led to where they are now", async () => {
  const { at } = openConsole("/people", { "GET /people": () => ({ data: [tom], next_cursor: null }) });
  await screen.findByRole("heading", { name: "People", level: 1 });
  expect(at()).toBe("/settings/people");
});
