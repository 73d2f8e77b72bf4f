import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./support/chromium.ts";
import { describeInBrowser } from "./support/in-browser.ts";
import { mongoForTests } from "./support/mongo.ts";
import { goTo, inviteRep, newPage, openTalk, reply, setPassword } from "./support/rep.ts";
import { openSite } from "./support/site.ts";
import { type Visitor, visitorOn } from "./support/visitor.ts";

const ANA = "Ana Keller";
const JONAS = "Jonas Weber";
const TOM = "Tom Brandt";
const MIRA = "Mira Lund";
const ALL_OF_SALES = /all of sales: \d at their desks?, whoever was asked before did not answer/;

describeInBrowser("a visitor who waits for a person gets one, or hears that nobody comes", () => {
  let browser: Browser;
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "parley-waiting-"));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await rm(dir, { recursive: true, force: true });
  });

  test("on SQLite", () => story(browser, { DATA_DIR: join(dir, "sqlite") }));

  const mongo = mongoForTests();
  (mongo ? test : test.skip)("on MongoDB (needs MONGODB_URI)", async () => {
    const database = await mongo?.fresh();
    if (!database) throw new Error("no database");
    try {
      await story(browser, { DATA_DIR: join(dir, "mongo"), MONGODB_URI: database.uri });
    } finally {
      await database.drop();
    }
  });
});

async function story(browser: Browser, env: Readonly<Record<string, string>>): Promise<void> {
  const site = await openSite({ ...env, PLAYBOOKS_DIR: "e2e/playbooks-waiting" });
  const admin = await newPage(browser);
  const tom = await newPage(browser);
  const mira = await newPage(browser, { permissions: ["notifications"] });
  const jonas = visitorOn(await newPage(browser));
  const ana = visitorOn(await newPage(browser));
  try {
    await setPassword(admin, await site.firstLink(), "correct horse battery");
    await setPassword(tom, await inviteRep(admin, TOM, "tom@waiting.example"), "staple rather often");
    await setPassword(mira, await inviteRep(admin, MIRA, "mira@waiting.example"), "staple rather often");
    await wantsToBeTold(mira);
    for (const page of [tom, mira]) await page.getByText("No one is waiting.").waitFor();

    await asksForSomebody(jonas, site.url, JONAS);
    await nobodyComes(jonas, mira);
    await asksForSomebody(ana, site.url, ANA);
    await tomClaimsAndVanishes(ana, tom, mira);
    await nobodyTakesWhatIsPassedOn(ana, mira);
  } finally {
    for (const page of [ana.page, jonas.page, mira, tom, admin]) await page.context().close();
    await site.close();
  }
}

/** Turns alerts on, and writes down what the browser was asked to show: a window without a screen shows nothing. */
async function wantsToBeTold(rep: Page): Promise<void> {
  await rep.addInitScript(() => {
    const shown: string[] = [];
    const Shown = window.Notification;
    window.Notification = class extends Shown {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        shown.push(title);
        document.documentElement.dataset["told"] = shown.join("\n");
      }
    };
  });
  await rep.reload();
  await rep.getByText("No one is waiting.").waitFor();
  await rep.keyboard.press("g");
  await rep.keyboard.press("a");
  await rep.getByRole("button", { name: "Turn alerts on" }).click();
  await rep.getByRole("button", { name: "Turn alerts off" }).waitFor();
  await goTo(rep, "Inbox");
}

async function isTold(rep: Page, title: string): Promise<void> {
  await rep.locator(`html[data-told*="${title}"]`).waitFor();
}

async function asksForSomebody({ page, open, hears, says }: Visitor, url: string, name: string) {
  await page.goto(`${url}/pricing`);
  await open();
  await hears("Who am I talking to?");
  await says(name);
  await hears("One moment, I'm getting someone.");
}

/** One person is asked, then the team, then everybody; then the playbook says what else there is. */
async function nobodyComes(visitor: Visitor, rep: Page): Promise<void> {
  await openTalk(rep, JONAS);
  await rep.getByText(new RegExp(`(${TOM}|${MIRA}): `)).waitFor();
  await rep.getByText(ALL_OF_SALES).waitFor();
  await rep.getByText(/everybody: 3 at their desks, whoever was asked before did not answer/).waitFor();
  await visitor.hears("Everybody is busy right now, I'm sorry.");
  await visitor.hears("Where may we write to you?");
  await visitor.says("jonas@weber.example");
  await visitor.hears("We'll write to you there.");
  await rep.getByText(/^Closed: /).waitFor();
}

/** Tom takes it, and closes the browser without a word: when his time is over the team is asked, and Mira takes it. */
async function tomClaimsAndVanishes(visitor: Visitor, tom: Page, mira: Page): Promise<void> {
  await openTalk(tom, ANA);
  await tom.getByRole("button", { name: "Claim" }).click();
  await visitor.hears(/Tom.* joined/);
  await goTo(mira, "Inbox");
  await mira.getByText("No one is waiting.").waitFor();
  await tom.context().close();

  await openTalk(mira, ANA);
  await mira.getByText(ALL_OF_SALES).waitFor();
  await isTold(mira, `${ANA} waits for you`);
  await mira.getByRole("button", { name: "Claim" }).click();
  await visitor.hears(/Mira.* joined/);
  await reply(mira, ANA, "Hi Ana, Mira here. I'm with you now.");
  await visitor.hears("Hi Ana, Mira here. I'm with you now.");
}

/** Tom is not there to accept: it comes back to Mira, who is told and goes on with the visitor. */
async function nobodyTakesWhatIsPassedOn(visitor: Visitor, mira: Page): Promise<void> {
  await mira.getByRole("button", { name: "Pass on" }).click();
  const dialog = mira.getByRole("dialog", { name: `Pass ${ANA} on` });
  await dialog.getByRole("radio", { name: TOM }).check();
  await dialog.getByRole("button", { name: "Ask them" }).click();
  const asked = mira.getByText(`${TOM} has been asked to take over.`);
  await asked.waitFor();
  await isTold(mira, `${ANA} is still yours: your transfer was not accepted`);
  await asked.waitFor({ state: "detached" });
  await visitor.says("Are you still there?");
  await reply(mira, ANA, "Still with you.");
  await visitor.hears("Still with you.");
}
