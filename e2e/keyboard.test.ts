import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./support/chromium.ts";
import { describeInBrowser } from "./support/in-browser.ts";
import { goTo, newPage, setPassword } from "./support/rep.ts";
import { openSite, type Site } from "./support/site.ts";
import { visitorOn } from "./support/visitor.ts";

const ENTRIES = ["Inbox", "Leads", "Settings"];
const OWN = ["Your account", "Log out"];

describeInBrowser("without a mouse", () => {
  let browser: Browser;
  let site: Site;
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "parley-keyboard-"));
    site = await openSite({ DATA_DIR: dir });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    await rm(dir, { recursive: true, force: true });
  });

  test("a visitor opens the chat, answers in words and by buttons, and Esc leads back to the launcher", async () => {
    const page = await newPage(browser);
    await page.goto(`${site.url}/pricing`);
    const { hears, log, box, chat } = visitorOn(page);
    const { keyboard } = page;
    await page.getByRole("button", { name: "Open chat" }).waitFor();

    await tabTo(page, "Open chat");
    await keyboard.press("Enter");
    await hears("Who am I talking to?");
    expect(await focused(page)).toBe("Name");
    await keyboard.type("Ana");
    await keyboard.press("Enter");
    await hears("How many people would share the inbox?");
    await keyboard.type("80");
    await keyboard.press("Enter");
    await chat.getByRole("button", { name: "Founder or CEO" }).waitFor();

    await tabTo(page, "Founder or CEO", "Shift+Tab");
    await keyboard.press("ArrowRight");
    expect(await focused(page)).toBe("Head of support");
    await keyboard.press("ArrowDown");
    await keyboard.press("ArrowLeft");
    await keyboard.press("Enter");
    await log.getByText("Head of support", { exact: true }).waitFor();

    await chat.getByRole("checkbox", { name: "Faster replies" }).waitFor();
    expect(await focused(page)).toBe("Your message");
    await tabTo(page, "Nothing gets lost", "Shift+Tab");
    await keyboard.press("Space");
    await tabTo(page, "Send 1 choice");
    await keyboard.press("Enter");
    await hears(/Is there a yearly budget/);
    await box.waitFor();

    await keyboard.press("Escape");
    await page.getByRole("button", { name: "Open chat" }).waitFor();
    expect(await focused(page)).toBe("Open chat");
    await keyboard.press("Enter");
    await hears(/Is there a yearly budget/);
    expect(await log.getByText("Ana", { exact: true }).count()).toBe(1);
    await page.context().close();
  });

  test("a rep finds a visitor, claims, answers and gives them back", async () => {
    const visitor = visitorOn(await newPage(browser));
    await visitor.page.goto(`${site.url}/pricing`);
    await visitor.open();
    await visitor.says("Marek Nowak");
    await visitor.hears("How many people would share the inbox?");
    await visitor.says("can I talk to a human?");
    await visitor.hears(/One moment, Marek/);

    const page = await newPage(browser);
    const { keyboard } = page;
    await setPassword(page, await site.firstLink(), "correct horse battery");
    await goTo(page, "Inbox");
    await page.getByRole("link", { name: /Marek Nowak/ }).waitFor();
    await page.reload();
    await page.getByRole("link", { name: /Marek Nowak/ }).waitFor();
    await tabTo(page, "Marek Nowak");
    await keyboard.press("Enter");
    await page.getByRole("button", { name: "Claim" }).waitFor();
    await tabTo(page, "Claim");
    await keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Reply to Marek Nowak" }).waitFor();
    await keyboard.type("Hi Marek!");
    await keyboard.press("Control+Enter");
    await visitor.hears("Hi Marek!");
    await tabTo(page, "Back to Robin", "Shift+Tab");
    await keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Give Marek Nowak back to Robin" }).waitFor();
    await tabTo(page, "Give back");
    await keyboard.press("Enter");
    await visitor.hears("It's Robin again. Good to have had you here!");
    await page.context().close();
    await visitor.page.context().close();
  });

  test.each([390, 320])(
    "on a screen of %i pixels every entry of the console is in one line and in reach",
    async (width) => {
      const page = await newPage(browser, { viewport: { width, height: 844 } });
      await page.goto(`${site.url}/console/login`);
      await page.getByLabel("E-mail").fill("admin@localhost");
      await page.getByRole("textbox", { name: "Password" }).fill("correct horse battery");
      await page.getByRole("button", { name: "Log in" }).click();
      const side = page.getByRole("navigation", { name: "Console" });
      await side.getByText("Fernway").waitFor();
      const lines = new Map<string, number>();
      for (const name of [
        ...ENTRIES,
        "Unclaimed",
        "Mine",
        "Team",
        "Bot is talking",
        "Snoozed",
        "Closed",
        ...OWN,
      ]) {
        await tabTo(page, name);
        const { left, right, middle, hidden } = await focusedBox(page);
        expect([name, left >= 0, right <= width, hidden]).toEqual([name, true, true, false]);
        lines.set(name, Math.round(middle));
      }
      expect(new Set([...ENTRIES, ...OWN].map((name) => lines.get(name))).size).toBe(1);
      await page.context().close();
    },
  );
});

/** Where the focused element stands on the screen, and whether one of its ends is hidden. */
async function focusedBox(page: Page) {
  return await page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const middle = (top + bottom) / 2;
    const hidden = [left + 2, right - 2].some((x) => {
      const seen = document.elementFromPoint(x, middle);
      return seen === null || !element.contains(seen);
    });
    return { left, right, middle, hidden };
  });
}

/** Presses Tab until what is focused says so. */
async function tabTo(page: Page, name: string, key = "Tab"): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (now.includes(name)) return;
    passed.push(now);
  }
  throw new Error(`no ${key} leads to ${name}: ${passed.join(" | ")}`);
}

/** What a screen reader would name the focused element, looking through shadow roots and frames. */
async function focused(page: Page): Promise<string> {
  for (const frame of page.frames().reverse()) {
    const name = await frame.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      if (element === null || element.tagName === "IFRAME" || element === document.body) return "";
      if (!document.hasFocus()) return "";
      const labels = (element as HTMLInputElement).labels ?? [];
      const said = element.ariaLabel ?? labels[0]?.textContent ?? element.textContent;
      return said.trim();
    });
    if (name !== "") return name;
  }
  return "";
}
