import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./support/chromium.ts";
import { goTo, inviteRep, messages, newPage, openTalk, reply, setPassword } from "./support/rep.ts";
import { openSite, type Site } from "./support/site.ts";
import { becomeHot, type Visitor, visitorOn } from "./support/visitor.ts";

const ANA = "Ana Keller";
/** 24 hours, since a time of day stands beside each message. */
const LOOK = { colorScheme: "light", locale: "en-GB" } as const;
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** Makes the pictures of the README and the docs in `folder`, from a real run of the built server. */
async function takePictures(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const dir = await mkdtemp(join(tmpdir(), "parley-pictures-"));
  const browser = await openBrowser();
  const site = await openSite({ DATA_DIR: dir });
  const take = async (page: Page, name: string) => {
    // The caret blinks, and bubbles slide in.
    const path = join(folder, `${name}.png`);
    await page.screenshot({ path, animations: "disabled", caret: "hide" });
    process.stdout.write(`${path} ${Math.ceil((await stat(path)).size / 1024)} kB\n`);
  };
  try {
    await pictures(browser, site, take);
  } finally {
    await browser.close();
    await site.close();
    await rm(dir, { recursive: true, force: true });
  }
}

type Take = (page: Page, name: string) => Promise<void>;

async function pictures(browser: Browser, site: Site, take: Take): Promise<void> {
  const tom = await logInAsTom(browser, site, take);
  const others = await fillTheQueue(browser, site);
  for (const name of ["Marek Nowak", "Sofia Marin"]) await claim(tom, name);
  const ana = await talkToTheBot(browser, site, take);
  await ana.taps("Yes");
  await ana.hears(/One moment, Ana/);

  await goTo(tom, "Inbox");
  await claim(tom, ANA);
  await reply(tom, ANA, "Hi Ana, this is Tom.");
  await reply(tom, ANA, "80 people fits our Team plan. What hurts most today?");
  await ana.hears("What hurts most today?");
  await ana.says("Requests get lost overnight, nobody sees them before nine");
  await messages(tom, ANA).getByText("nobody sees them before nine").waitFor();
  await tom
    .getByRole("textbox", { name: `Reply to ${ANA}` })
    .fill("Overnight, Robin answers and you wake up to a tidy list. Shall I show you?");
  await goTo(tom, "Unclaimed");
  await tom.getByRole("main").getByRole("link", { name: /Jonas/ }).waitFor();
  await goTo(tom, "Mine");
  await openTalk(tom, ANA);
  await take(tom, "inbox-light");
  await tom.emulateMedia({ colorScheme: "dark" });
  await take(tom, "inbox-dark");
  await tom.emulateMedia({ colorScheme: "light" });
  await phone(browser, ana, take);
  await leadPage(tom, take);
  for (const other of others) await other.page.context().close();
}

async function logInAsTom(browser: Browser, site: Site, take: Take): Promise<Page> {
  const admin = await newPage(browser);
  await setPassword(admin, await site.firstLink(), "correct horse battery");
  const link = await inviteRep(admin, "Tom Brandt", "tom@fernway.example");
  await admin.context().close();
  const tom = await newPage(browser, LOOK);
  await setPassword(tom, link, "staple rather often");
  const door = await newPage(browser, LOOK);
  await door.goto(`${site.url}/console/login`);
  await door.getByLabel("E-mail").fill("tom@fernway.example");
  await take(door, "log-in");
  await door.context().close();
  return tom;
}

/** Others who wait or talk to the bot, so that the inbox is not empty around Ana. */
async function fillTheQueue(browser: Browser, site: Site): Promise<readonly Visitor[]> {
  const others: Visitor[] = [];
  for (const name of ["Marek Nowak", "Sofia Marin", "Jonas Weber", "Priya Raman"]) {
    const visitor = await visit(browser, `${site.url}/pricing?utm_campaign=autumn`);
    await visitor.hears("Who am I talking to?");
    await visitor.says(name);
    await visitor.hears("How many people would share the inbox?");
    others.push(visitor);
  }
  const [marek, sofia, jonas] = others;
  for (const visitor of [marek, sofia]) {
    await visitor?.says("60");
    await visitor?.hears("What do you do there?");
  }
  await marek?.taps("Head of support");
  await marek?.hears(/What should get better/);
  for (const visitor of [marek, sofia, jonas]) {
    await visitor?.says("can I talk to a human?");
    await visitor?.hears(/One moment/);
  }
  return others;
}

async function claim(rep: Page, name: string): Promise<void> {
  await goTo(rep, "Unclaimed");
  await openTalk(rep, name);
  await rep.getByRole("button", { name: "Claim" }).click();
  await rep.getByRole("textbox", { name: `Reply to ${name}` }).waitFor();
}

async function visit(browser: Browser, url: string): Promise<Visitor> {
  const visitor = visitorOn(await newPage(browser, LOOK));
  await visitor.page.goto(url);
  await visitor.open();
  return visitor;
}

async function talkToTheBot(browser: Browser, site: Site, take: Take): Promise<Visitor> {
  const ana = visitorOn(await newPage(browser, LOOK));
  await ana.page.goto(`${site.url}/pricing?utm_source=newsletter&utm_campaign=autumn`);
  await ana.page.getByRole("button", { name: "Let's go" }).waitFor();
  await take(ana.page, "teaser");
  await ana.open();
  await becomeHot(ana);
  await ana.says("sorry, we are 80 people");
  await ana.hears(/80 people, Operations/);
  await ana.says("is my data safe?");
  await ana.log
    .getByText(/80 people, Operations/)
    .nth(1)
    .waitFor();
  await take(ana.page, "widget");
  return ana;
}

/** The same talk in the visitor's other browser: a telephone. */
async function phone(browser: Browser, ana: Visitor, take: Take): Promise<void> {
  const storageState = await ana.page.context().storageState();
  const page = await newPage(browser, { ...PHONE, ...LOOK, storageState });
  await page.goto(ana.page.url());
  const visitor = visitorOn(page);
  await visitor.open();
  await visitor.hears("nobody sees them before nine");
  await take(page, "widget-phone");
  await page.context().close();
}

async function leadPage(tom: Page, take: Take): Promise<void> {
  await goTo(tom, "Leads");
  await tom.getByRole("row", { name: /Ana Keller/ }).waitFor();
  await take(tom, "leads");
  await tom.getByRole("link", { name: ANA }).click();
  await tom.getByRole("region", { name: "Score receipt" }).waitFor();
  await take(tom, "lead");
}

await takePictures(resolve(process.argv[2] ?? "docs/pictures"));
