import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { violations } from "./support/axe.ts";
import { openBrowser } from "./support/chromium.ts";
import { describeInBrowser } from "./support/in-browser.ts";
import { goTo, goToSetting, newPage, setPassword } from "./support/rep.ts";
import { openSite, type Site } from "./support/site.ts";
import { becomeHot, visitorOn } from "./support/visitor.ts";

describeInBrowser("an admin sets up the site in the console", () => {
  let browser: Browser;
  let site: Site;
  let dir: string;
  let admin: Page;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "parley-settings-"));
    const mail = { SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "chat@fernway.example" };
    site = await openSite({ DATA_DIR: dir, ...mail });
    browser = await openBrowser();
    admin = await newPage(browser, { reducedMotion: "reduce" });
    await setPassword(admin, await site.firstLink(), "correct horse battery");
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    await rm(dir, { recursive: true, force: true });
  });

  test("the board shows a visitor who waits, and leads to them", async () => {
    await goTo(admin, "Board");
    await admin.getByText("No one is waiting.").waitFor();
    await expectClean("board, empty", admin);
    const visitor = visitorOn(await newPage(browser, { reducedMotion: "reduce" }));
    await visitor.page.goto(`${site.url}/pricing`);
    await visitor.open();
    await becomeHot(visitor);
    await visitor.taps("Yes");
    const row = admin.getByRole("row", { name: /Ana Keller/ });
    await row.waitFor();
    await expectClean("board", admin);
    await row.getByRole("link", { name: "Ana Keller" }).click();
    await admin.getByRole("region", { name: "Conversation with Ana Keller" }).waitFor();
    await visitor.page.context().close();
  });

  test("the colour, corner and words that are set are on the website, with no start of the server", async () => {
    await goToSetting(admin, "Look");
    await admin.getByRole("textbox", { name: "Colour", exact: true }).fill("#7a1f5c");
    await admin.getByRole("radio", { name: "Left" }).check();
    await admin.getByRole("textbox", { name: "Words on the launcher" }).fill("Ask us");
    await expectClean("look", admin);
    await admin.getByRole("button", { name: "Save" }).click();
    await admin.getByText("Saved. It counts from now on.").waitFor();

    const visitor = await newPage(browser);
    await visitor.goto(`${site.url}/pricing`);
    const launcher = visitor.getByRole("button", { name: /^Ask us/ });
    await launcher.waitFor();
    const look = await launcher.evaluate((element) => ({
      color: getComputedStyle(element).backgroundColor,
      words: getComputedStyle(element).color,
      left: element.getBoundingClientRect().left,
    }));
    expect(look).toEqual({ color: "rgb(122, 31, 92)", words: "rgb(255, 255, 255)", left: 24 });
    const found = await violations(visitor.mainFrame(), "parley-widget");
    expect(found).toEqual([]);
    await visitor.context().close();
  });

  test("whoever has just put the line in sees the website arrive", async () => {
    await goToSetting(admin, "Install");
    await admin.getByRole("region", { name: "Seen" }).getByText(new URL(site.url).origin).waitFor();
    await expectClean("install", admin);
  });

  test("a team gets hours, and any time can be tried", async () => {
    await goToSetting(admin, "Teams and hours");
    await expectClean("teams", admin);
    await admin.getByRole("link", { name: "Open sales" }).click();
    await admin.getByRole("radio", { name: "In these hours" }).check();
    await admin.getByLabel(/^Try a time/).fill("2026-12-25T10:00");
    await admin.getByText(/^Open on/).waitFor();
    await admin.getByRole("textbox", { name: "Holidays" }).fill("2026-12-25");
    await admin.getByText(/^Closed on/).waitFor();
    await admin.getByText("It opens on Mon, Dec 28, 2026, 09:00 (UTC+01:00).").waitFor();
    await expectClean("team", admin);
    await admin.getByRole("button", { name: "Save" }).click();
    await admin.getByText("Saved. It counts from now on.").waitFor();
    await goToSetting(admin, "All settings");
    await admin
      .getByRole("row", { name: /teams\.sales\.hours .*Mon to Fri 09:00-17:00.*Set here/ })
      .waitFor();
    await admin.getByRole("row", { name: /time_zone .*site\.yml:\d+/ }).waitFor();
    await expectClean("all settings", admin);
  });

  test("a webhook is made, and shows its secret once", async () => {
    await goToSetting(admin, "Webhooks");
    await admin.getByText("No webhooks yet.").waitFor();
    await expectClean("webhooks, empty", admin);
    await admin.getByRole("button", { name: "Make a webhook" }).click();
    const form = admin.getByRole("dialog", { name: "Make a webhook" });
    await form.getByLabel("Name").fill("crm");
    await form.getByLabel("Address").fill("http://127.0.0.1:9/in");
    await expectClean("make a webhook", admin);
    await form.getByRole("button", { name: "Make it" }).click();
    const told = admin.getByRole("dialog", { name: "The webhook’s secret" });
    expect(await told.locator("code").innerText()).toMatch(/^whsec_/);
    await expectClean("the secret", admin);
    await told.getByRole("button", { name: "Done" }).click();
    await admin.getByRole("row", { name: /crm/ }).waitFor();
    await expectClean("webhooks", admin);
    await admin.getByRole("link", { name: "Open crm" }).click();
    await admin.getByRole("button", { name: "New secret" }).waitFor();
    await expectClean("webhook", admin);
    for (const [button, dialog] of [
      ["Change", "Change crm"],
      ["New secret", "A new secret?"],
      ["Remove", "Remove crm?"],
    ] as const) {
      await admin.getByRole("button", { name: button }).click();
      await admin.getByRole("dialog", { name: dialog }).waitFor();
      await expectClean(dialog, admin);
      await admin.keyboard.press("Escape");
    }
  });

  test("routing is changed, and a saved reply is written", async () => {
    await goToSetting(admin, "Routing");
    await admin.getByRole("radio", { name: "The least busy" }).check();
    await expectClean("routing", admin);
    await admin.getByRole("button", { name: "Save" }).click();
    await admin.getByText("Saved. It counts from now on.").waitFor();
    await goToSetting(admin, "Saved replies");
    await admin.getByText("No saved replies yet.").waitFor();
    await expectClean("replies, empty", admin);
    await admin.getByRole("button", { name: "Write a reply" }).click();
    const form = admin.getByRole("dialog", { name: "Write a reply" });
    await form.getByLabel("Short name").fill("price");
    await form.getByLabel("Text").fill('Hi {{ visitor.first_name or "there" }}, it is 49 a month.');
    await form.getByText("Hi Ana, it is 49 a month.").waitFor();
    await expectClean("write a reply", admin);
    await form.getByRole("button", { name: "Save" }).click();
    await admin.getByRole("row", { name: /price/ }).waitFor();
    await expectClean("replies", admin);
  });

  test("mail that does not go out says why", async () => {
    await goToSetting(admin, "Mail");
    await admin.getByRole("button", { name: "Send me a letter" }).click();
    await admin.getByText(/It was not sent/).waitFor();
    await expectClean("mail", admin);
  });

  test("what is kept of a person is asked for by address", async () => {
    await goToSetting(admin, "Privacy");
    await admin.getByRole("textbox", { name: "E-mail address" }).fill("nobody@acme.example");
    await expectClean("privacy", admin);
    await admin.getByRole("button", { name: "Erase…" }).click();
    const sure = admin.getByRole("dialog", { name: "Erase this person's data?" });
    await sure.waitFor();
    await expectClean("erase by address", admin);
    await sure.getByRole("button", { name: "Erase for good" }).click();
    await admin.getByText("There was nothing of this address.").waitFor();
    await goToSetting(admin, "About");
    await admin.getByText(/All is well/).waitFor();
    await expectClean("about", admin);
  });

  test("on a phone the list has the screen, then the page, with a way back", async () => {
    await admin.setViewportSize({ width: 390, height: 844 });
    await admin.goto(`${site.url}/console/settings`);
    const list = admin.getByRole("navigation", { name: "Settings" });
    await list.getByRole("link", { name: "Teams and hours" }).click();
    await admin.getByRole("heading", { level: 1, name: "Teams and hours" }).waitFor();
    expect(await list.isVisible()).toBe(false);
    const wide = await admin.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide).toBe(false);
    await admin.getByRole("main").getByRole("link", { name: "Settings" }).click();
    await list.getByRole("link", { name: "Mail" }).waitFor();
  });
});

/** In all four looks. The page is left light and wide. */
async function expectClean(name: string, page: Page) {
  const found: string[] = [];
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      const faults = await violations(page.mainFrame());
      found.push(...faults.map((fault) => `${name}, ${width}, ${colorScheme}: ${fault}`));
    }
  }
  expect(found).toEqual([]);
}
