import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "@jest/globals";
import type { Browser } from "playwright-core";
import { findChromium, openBrowser } from "./chromium.ts";
import { openSite, type Site } from "./site.ts";

/** A group of tests that needs a browser; without one it is counted as skipped, with the reason in its name. */
export function describeInBrowser(name: string, body: () => void): void {
  if (findChromium() === undefined) describe.skip(`${name} (no Chromium: set CHROMIUM)`, body);
  else describe(name, body);
}

/** A site with data of its own, and a browser, for the tests of a group. */
export function siteAndBrowser(): { readonly site: Site; readonly browser: Browser } {
  let opened: { readonly site: Site; readonly browser: Browser; readonly dir: string } | undefined;
  beforeAll(async () => {
    const dir = await mkdtemp(join(tmpdir(), "parley-browser-"));
    opened = { dir, site: await openSite({ DATA_DIR: dir }), browser: await openBrowser() };
  });
  afterAll(async () => {
    if (!opened) return;
    await opened.browser.close();
    await opened.site.close();
    await rm(opened.dir, { recursive: true, force: true });
  });
  const there = () => {
    if (!opened) throw new Error("the site is not open yet");
    return opened;
  };
  return {
    get site() {
      return there().site;
    },
    get browser() {
      return there().browser;
    },
  };
}
