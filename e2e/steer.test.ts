import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./support/chromium.ts";
import { describeInBrowser } from "./support/in-browser.ts";
import { mongoForTests } from "./support/mongo.ts";
import { goTo, newPage, openTalk, reply, setPassword } from "./support/rep.ts";
import { openSite } from "./support/site.ts";
import { type Visitor, visitorOn } from "./support/visitor.ts";

const ANA = "Ana Keller";

describeInBrowser(
  "a rep steers, gives back at a chosen step, and begins to talk with who is on the site",
  () => {
    let browser: Browser;
    let dir: string;
    beforeAll(async () => {
      dir = await mkdtemp(join(tmpdir(), "parley-steer-"));
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
  },
);

async function story(browser: Browser, env: Readonly<Record<string, string>>): Promise<void> {
  const site = await openSite(env);
  const rep = await newPage(browser);
  const visitor = visitorOn(await newPage(browser));
  try {
    await setPassword(rep, await site.firstLink(), "correct horse battery");
    await visitor.page.goto(`${site.url}/pricing`);
    await visitor.open();
    await visitor.hears("Who am I talking to?");
    await visitor.says(ANA);
    await visitor.hears("How many people would share the inbox?");

    await rep.goto(`${site.url}/console/inbox/bot`);
    await openTalk(rep, ANA);
    await steerWithoutTakingOver(rep, visitor);
    await writeAnAnswerDown(rep, visitor);
    await giveBackAtAStep(rep, visitor);
    await beginToTalk(rep, visitor, site.url);
  } finally {
    for (const page of [visitor.page, rep]) await page.context().close();
    await site.close();
  }
}

async function steerWithoutTakingOver(rep: Page, visitor: Visitor): Promise<void> {
  const steer = rep.getByRole("region", { name: "Steer Robin" });
  await steer.getByText("How many people would share the inbox?").waitFor();
  // By keyboard, as everything in the console.
  await steer.getByRole("group", { name: "Ask" }).getByRole("button", { name: "budget" }).press("Enter");
  await visitor.hears(/Is there a yearly budget/);
  await steer.getByText("Asked.").waitFor();
  await visitor.says("20k");
  await visitor.hears("How many people would share the inbox?");

  await steer.getByRole("group", { name: "Offer" }).getByRole("button", { name: "By email" }).click();
  await visitor.hears("Would you like to go on with “By email”?");
  await visitor.taps("No");
  await visitor.hears("How many people would share the inbox?");

  await steer.getByLabel("Say as Robin").fill("A trial costs nothing, by the way.");
  await steer.getByRole("button", { name: "Say it" }).click();
  await visitor.hears("A trial costs nothing, by the way.");
  await rep.getByText("Robin is talking with Ana Keller. Claim it to step in.").waitFor();
}

/** The answer to the open question: the bot goes on with the next one, and the fact says who wrote it. */
async function writeAnAnswerDown(rep: Page, visitor: Visitor): Promise<void> {
  const facts = rep.getByRole("region", { name: "Facts" });
  await facts.getByRole("button", { name: "Edit" }).click();
  const dialog = rep.getByRole("dialog", { name: "Write down an answer" });
  await dialog.getByLabel("Which answer?").selectOption({ label: "Team size" });
  await dialog.getByLabel("Team size").fill("80");
  await dialog.getByRole("button", { name: "Save" }).click();
  await visitor.hears("What do you do there?");
  await facts.getByText(/by Admin/).waitFor();
  const receipt = rep.getByRole("region", { name: "Score receipt" });
  await receipt
    .getByText(/Warm since “More than 50 people”; without team size it would be cold, at 20\./)
    .waitFor();
}

async function giveBackAtAStep(rep: Page, visitor: Visitor): Promise<void> {
  await rep.getByRole("button", { name: "Claim" }).click();
  await reply(rep, ANA, "Hi Ana, one question for me?");
  await visitor.hears("Hi Ana, one question for me?");
  await rep.getByRole("button", { name: "Back to Robin" }).click();
  const dialog = rep.getByRole("dialog", { name: `Give ${ANA} back to Robin` });
  await dialog.getByRole("radio", { name: "By email" }).check();
  await dialog.getByRole("button", { name: "Give back" }).click();
  await visitor.hears(/which work address can we reach you at/);
}

/** The visitor has put the chat away and reads on; the rep finds them, and the chat opens by itself. */
async function beginToTalk(rep: Page, visitor: Visitor, url: string): Promise<void> {
  await visitor.page
    .getByRole("dialog", { name: "Chat" })
    .frameLocator("iframe")
    .getByRole("button", { name: "Close chat" })
    .click();
  await visitor.page.getByRole("dialog", { name: "Chat" }).waitFor({ state: "hidden" });
  await visitor.page.goto(`${url}/security`);
  await goTo(rep, "Visitors");
  const row = rep.getByRole("row", { name: new RegExp(ANA) });
  await row.getByText("/security").waitFor();
  await row.getByText("Talks with Robin, at By email").waitFor();
  await row.getByRole("button", { name: `Write to ${ANA}` }).click();
  const dialog = rep.getByRole("dialog", { name: `Write to ${ANA}` });
  await dialog.getByLabel("Your first words").fill("I see you read about security. May I help?");
  await dialog.getByRole("button", { name: "Send and take over" }).click();
  await rep.getByRole("textbox", { name: `Reply to ${ANA}` }).waitFor();
  await visitor.hears("I see you read about security. May I help?");
  const pages = rep.getByRole("region", { name: "Pages visited" });
  await pages.getByText("/security").waitFor();
  await pages.getByText("/pricing").waitFor();
}
