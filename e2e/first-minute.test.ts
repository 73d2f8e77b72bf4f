import { expect, test } from "@jest/globals";
import type { Frame, Page } from "playwright-core";
import { describeInBrowser, siteAndBrowser } from "./support/in-browser.ts";
import { newPage } from "./support/rep.ts";
import { visitorOn } from "./support/visitor.ts";

describeInBrowser("the first minute of a visitor", () => {
  const here = siteAndBrowser();

  test("nothing is stored in the browser and nobody is known to the server before the visitor acts", async () => {
    const page = await newPage(here.browser);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${here.site.url}/pricing`);
    await page
      .getByRole("region", { name: "Robin" })
      .getByText("Nothing is stored until you start.")
      .waitFor();
    expect(await storedIn(page)).toEqual([]);
    expect(asked.filter((path) => path.startsWith("/api/v1/conversations"))).toEqual([]);

    const visitor = visitorOn(page);
    await page.getByRole("button", { name: "Let's go" }).click();
    await visitor.hears("Who am I talking to?");
    // Control: the look above would have found something.
    expect(await storedIn(page)).not.toEqual([]);
    expect(asked).toContain("/api/v1/conversations");
    await page.context().close();
  });

  test("a chat that was begun goes on after a reload, with nothing said twice", async () => {
    const page = await newPage(here.browser);
    await page.goto(`${here.site.url}/pricing`);
    const visitor = visitorOn(page);
    await visitor.open();
    await visitor.says("Lea");
    await visitor.hears("How many people would share the inbox?");
    await page.reload();
    await visitor.hears("How many people would share the inbox?");
    expect(await visitor.log.getByText("Lea", { exact: true }).count()).toBe(1);
    await page.context().close();
  });
});

/** All that a page and its frames have put into the browser. */
async function storedIn(page: Page): Promise<readonly string[]> {
  const cookies = await page.context().cookies();
  const inFrames = await Promise.all(page.frames().map(storedInFrame));
  return [...cookies.map(({ name }) => `cookie ${name}`), ...inFrames.flat()];
}

function storedInFrame(frame: Frame): Promise<readonly string[]> {
  return frame.evaluate(async () => [
    ...Object.keys(localStorage).map((key) => `localStorage ${key}`),
    ...Object.keys(sessionStorage).map((key) => `sessionStorage ${key}`),
    ...(await indexedDB.databases()).map(({ name }) => `indexedDB ${name}`),
    ...(await caches.keys()).map((key) => `cache ${key}`),
  ]);
}
