import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { violations } from "./support/axe.ts";
import { openBrowser } from "./support/chromium.ts";
import { describeInBrowser } from "./support/in-browser.ts";
import { manyLike } from "./support/many-conversations.ts";
import { newPage, setPassword } from "./support/rep.ts";
import { openSite, type Site } from "./support/site.ts";
import { visitorOn } from "./support/visitor.ts";

const PASSWORD = "correct horse battery";
const MANY = 10_000;
const USABLE_MS = 1_000;
const MOST_ROWS = 60;
const SMOOTH_MS = 60;

describeInBrowser("the inbox", () => {
  let browser: Browser;
  let site: Site;
  let dir: string;
  let rep: Page;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "parley-inbox-"));
    site = await openSite({ DATA_DIR: dir });
    browser = await openBrowser();
    rep = await newPage(browser, { reducedMotion: "reduce" });
    await setPassword(rep, await site.firstLink(), PASSWORD);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    await rm(dir, { recursive: true, force: true });
  });

  /** A visitor who asks for a person. */
  async function whoWaits(name: string) {
    const visitor = visitorOn(await newPage(browser));
    await visitor.page.goto(`${site.url}/pricing`);
    await visitor.open();
    await visitor.says(name);
    await visitor.hears("How many people would share the inbox?");
    await visitor.says("can I talk to a human?");
    await visitor.hears(/One moment/);
    return visitor;
  }

  test("is worked through without a mouse, from logging in to closing", async () => {
    const visitor = await whoWaits("Marek Nowak");
    const page = await newPage(browser);
    const { keyboard } = page;
    await page.goto(`${site.url}/console/login`);
    await page.getByLabel("E-mail").focus();
    await keyboard.type("admin@localhost");
    await keyboard.press("Tab");
    await keyboard.type(PASSWORD);
    await keyboard.press("Enter");
    await page.getByRole("link", { name: /Marek Nowak/ }).waitFor();
    await keyboard.press("j");
    await page.locator(".row:focus").waitFor();
    await keyboard.press("Enter");
    await page.getByRole("button", { name: "Claim" }).waitFor();
    await keyboard.press("c");
    await page.getByRole("textbox", { name: "Reply to Marek Nowak" }).waitFor();
    await keyboard.type("Hi Marek!");
    await keyboard.press("Control+Enter");
    await page.getByRole("button", { name: "Undo" }).waitFor();
    await visitor.hears("Hi Marek!");
    await keyboard.press("Escape");
    await keyboard.press("n");
    await keyboard.type("Asks for a person at once");
    await keyboard.press("Control+Enter");
    await page.getByText("Asks for a person at once").waitFor();
    await keyboard.press("Escape");
    await keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    await keyboard.type("Close");
    await keyboard.press("Enter");
    // At once, as somebody types who knows what comes: the dialog is not drawn yet.
    await keyboard.press("Enter");
    await page.getByText("Closed: Qualified.").waitFor();
    await page.context().close();
    await visitor.page.context().close();
  });

  test("has nothing against WCAG 2.2 AA, in its states and with its dialogs open", async () => {
    const visitor = await whoWaits("Priya Raman");
    await rep.goto(`${site.url}/console/inbox/waiting`);
    await rep.getByRole("link", { name: /Priya Raman/ }).click();
    await rep.getByRole("button", { name: "Claim" }).click();
    await rep.getByRole("textbox", { name: "Reply to Priya Raman" }).fill("Hello");
    await expectClean("reply", rep);
    await rep.getByRole("button", { name: "Note" }).click();
    await rep.getByRole("textbox", { name: "Note on Priya Raman" }).fill("@");
    await expectClean("note", rep);
    await rep.keyboard.press("Control+Enter");
    await rep.getByRole("button", { name: "Reply", exact: true }).click();
    await rep.keyboard.press("Control+Enter");
    await rep.getByRole("button", { name: "Undo" }).waitFor();
    await expectClean("held", rep);
    for (const move of ["Pass on", "Snooze", "Close"]) {
      await rep.getByRole("button", { name: move, exact: true }).click();
      await rep.getByRole("dialog").waitFor();
      await expectClean(move, rep);
      await rep.keyboard.press("Escape");
      await rep.getByRole("dialog").waitFor({ state: "hidden" });
    }
    await rep.keyboard.press("?");
    await rep.getByRole("dialog", { name: "Keys" }).waitFor();
    await expectClean("keys", rep);
    await rep.keyboard.press("Escape");
    await rep.getByRole("dialog").waitFor({ state: "hidden" });
    await rep.keyboard.press("Control+k");
    await rep.getByRole("dialog").waitFor();
    await expectClean("commands", rep);
    await rep.keyboard.press("Escape");
    for (const path of [
      "search?q=is%3Amine+priya",
      "search?q=nothing",
      "search?q=is%3Alost",
      "snoozed",
      "team",
    ]) {
      await rep.goto(`${site.url}/console/inbox/${path}`);
      await rep.locator(".row, .state").first().waitFor();
      await expectClean(path, rep);
    }
    await visitor.page.context().close();
  });

  test("holds ten thousand conversations: few rows, smooth scrolling, usable at once", async () => {
    const visitor = await whoWaits("Jonas Weber");
    await rep.goto(`${site.url}/console/inbox/waiting`);
    await rep.getByRole("link", { name: /Jonas Weber/ }).click();
    await rep.getByRole("button", { name: "Claim" }).waitFor();
    const id = new URL(rep.url()).pathname.split("/").at(-1) ?? "";
    await visitor.page.context().close();
    await manyLike(dir, "fernway", id, MANY);

    await rep.goto("about:blank");
    const began = performance.now();
    await rep.goto(`${site.url}/console/inbox/waiting`, { waitUntil: "commit" });
    const first = rep.locator(".row").first();
    await first.click();
    await rep.getByRole("button", { name: "Claim" }).waitFor();
    const opened = performance.now() - began;
    const shown = await rep.evaluate(
      () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    );
    const usable = await usableAfter(rep, `${site.url}/console/inbox/waiting`);
    const scrolled = await scrollThrough(rep);
    process.stdout.write(
      `inbox of ${MANY + 1}: usable after ${Math.round(usable)} ms, first conversation open after ${Math.round(opened)} ms ` +
        `(first paint ${Math.round(shown)} ms); ${scrolled.rows} rows at most, ` +
        `frame p50 ${scrolled.p50.toFixed(1)} ms, p95 ${scrolled.p95.toFixed(1)} ms over ${scrolled.frames} frames, ${scrolled.seen} conversations passed\n`,
    );
    expect(scrolled.rows).toBeLessThanOrEqual(MOST_ROWS);
    expect(scrolled.p95).toBeLessThan(SMOOTH_MS);
    expect(scrolled.seen).toBeGreaterThan(500);
    expect(usable).toBeLessThan(USABLE_MS);
  });
});

/** From asking for the page until its rows are there and the next frame is drawn, ms. */
async function usableAfter(page: Page, url: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    await page.goto("about:blank");
    await page.goto(url, { waitUntil: "commit" });
    const time = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const look = () => {
            if (document.querySelector(".row")) requestAnimationFrame(() => resolve(performance.now()));
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
    times.push(time);
  }
  // The machine is shared: what one undisturbed load takes is what counts.
  return Math.min(...times);
}

/** Scrolls down as a wheel does, a third of the screen a frame, for some seconds. */
async function scrollThrough(page: Page) {
  return await page.evaluate(
    () =>
      new Promise<{ rows: number; p50: number; p95: number; frames: number; seen: number }>((resolve) => {
        const box = document.querySelector(".list-rows");
        if (!box) throw new Error("there is no list");
        const frames: number[] = [];
        let rows = 0;
        let last = performance.now();
        const until = last + 6_000;
        const step = (now: number) => {
          frames.push(now - last);
          last = now;
          rows = Math.max(rows, document.querySelectorAll(".row").length);
          box.scrollTop += 240;
          if (now < until) return void requestAnimationFrame(step);
          const sorted = frames.slice(1).toSorted((a, b) => a - b);
          const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
          resolve({
            rows,
            p50: at(0.5),
            p95: at(0.95),
            frames: sorted.length,
            seen: Math.round(box.scrollTop / 92),
          });
        };
        requestAnimationFrame(step);
      }),
  );
}

/** In all four looks. The page is left light and wide. */
async function expectClean(name: string, page: Page) {
  const found: string[] = [];
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      const faults = await violations(page.mainFrame());
      if (process.env["INBOX_SHOTS"] !== undefined) {
        const file = `${name.replace(/\W+/g, "-")}-${width}-${colorScheme}.png`;
        await page.screenshot({ path: join(process.env["INBOX_SHOTS"], file) });
      }
      found.push(...faults.map((fault) => `${name}, ${width}, ${colorScheme}: ${fault}`));
    }
  }
  expect(found).toEqual([]);
}
