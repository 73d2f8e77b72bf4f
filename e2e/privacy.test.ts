import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openStores } from "../server/stores/open-stores.ts";
import { findChromium, openBrowser } from "./support/chromium.ts";
import { openSite, type Site } from "./support/site.ts";
import { visitorOn } from "./support/visitor.ts";

jest.setTimeout(60_000);

const inBrowser = findChromium() === undefined ? test.skip : test;
let dir: string;
let site: Site;
let browser: Browser;

beforeAll(async () => {
  if (findChromium() === undefined) return;
  dir = await mkdtemp(join(tmpdir(), "parley-privacy-"));
  site = await openSite({ DATA_DIR: dir });
  browser = await openBrowser();
});
afterAll(async () => {
  if (findChromium() === undefined) return;
  await browser.close();
  await site.close();
  await rm(dir, { recursive: true, force: true });
});

inBrowser("nothing is stored before the visitor acts, neither in the browser nor on the server", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const started = page.waitForResponse((response) => response.url().endsWith("/api/v1/start"));
  await page.goto(`${site.url}/`);
  expect((await started).status()).toBe(200);
  const launcher = page.getByRole("button", { name: /^Open chat/ });
  await launcher.hover();
  await page.mouse.wheel(0, 600);
  expect(await storedIn(context, page)).toEqual([]);
  expect(await storedOnServer()).toEqual({ conversations: 0, leads: 0 });

  // The control: an act is kept, so the check sees what is there.
  const begun = page.waitForResponse((response) => response.url().endsWith("/api/v1/conversations"));
  await visitorOn(page).open();
  expect((await begun).status()).toBe(201);
  expect((await storedIn(context, page)).length).toBeGreaterThan(0);
  expect(await storedOnServer()).toEqual({ conversations: 1, leads: 0 });
  expect(await context.cookies()).toEqual([]);
  await context.close();
});

/** Names of all that the browser keeps: cookies, and both storages of every frame. */
async function storedIn(context: BrowserContext, page: Page): Promise<readonly string[]> {
  const cookies = (await context.cookies()).map(({ name }) => `cookie ${name}`);
  const inFrames = await Promise.all(
    page
      .frames()
      .map((frame) =>
        frame.evaluate(() => [
          ...Object.keys(localStorage).map((key) => `local ${key}`),
          ...Object.keys(sessionStorage).map((key) => `session ${key}`),
        ]),
      ),
  );
  return [...cookies, ...inFrames.flat()];
}

async function storedOnServer() {
  const stores = await openStores({ mongodbUri: undefined, dataDir: dir });
  try {
    const { waiting, mine, bot, closed } = await stores.conversations.count("fernway", "");
    const leads = await stores.leads.list({ siteId: "fernway", limit: 10 });
    return { conversations: waiting + mine + bot + closed, leads: leads.rows.length };
  } finally {
    await stores.close();
  }
}
