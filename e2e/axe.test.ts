import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Frame, Page } from "playwright-core";
import { violations } from "./support/axe.ts";
import { openBrowser } from "./support/chromium.ts";
import { describeInBrowser } from "./support/in-browser.ts";
import { goTo, goToSetting, messages, newPage, openTalk, reply, setPassword } from "./support/rep.ts";
import { openSite, type Site } from "./support/site.ts";
import { leaveUndelivered } from "./support/undelivered.ts";
import { becomeHot, visitorOn } from "./support/visitor.ts";

const ANA = "Ana Keller";

describeInBrowser("axe finds nothing against WCAG 2.2 AA, light and dark, wide and narrow", () => {
  let browser: Browser;
  let site: Site;
  let dir: string;
  let rep: Page;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "parley-axe-"));
    site = await openSite({ DATA_DIR: dir });
    browser = await openBrowser();
    rep = await newPage(browser, { reducedMotion: "reduce" });
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    await rm(dir, { recursive: true, force: true });
  });

  test("at the door: welcome and log in", async () => {
    await rep.goto(await site.firstLink());
    await rep.getByLabel("Choose a password").waitFor();
    await rep.getByRole("button", { name: "Set password and log in" }).click();
    await rep.getByText("10 more characters, please.").waitFor();
    await expectClean("welcome", rep);
    await rep.goto(`${site.url}/console/login`);
    await rep.getByRole("button", { name: "Log in" }).click();
    await rep.getByText("Write your password.").waitFor();
    await expectClean("log in", rep);
  });

  test("in the console while there is nothing", async () => {
    await setPassword(rep, await site.firstLink(), "correct horse battery");
    await rep.getByText("No one is waiting.").waitFor();
    await expectClean("inbox, empty", rep);
    await goTo(rep, "Leads");
    await rep.getByText("No leads yet.").waitFor();
    await expectClean("leads, empty", rep);
    await goTo(rep, "Visitors");
    await rep.getByText("Nobody who talks is on the site.").waitFor();
    await expectClean("visitors, empty", rep);
    await goToSetting(rep, "People");
    await rep.getByRole("row", { name: /Admin/ }).waitFor();
    await expectClean("people", rep);
    await goToSetting(rep, "Undelivered");
    await rep.getByText("Everything was delivered.").waitFor();
    await expectClean("undelivered, empty", rep);
    await goToSetting(rep, "People");
    await rep.getByRole("button", { name: "Invite" }).click();
    await rep.getByRole("dialog").waitFor();
    await expectClean("invite", rep);
    await rep.keyboard.press("Escape");
  });

  test("in the chat, and in the console with somebody in it", async () => {
    const visitor = visitorOn(await newPage(browser, { reducedMotion: "reduce" }));
    await visitor.page.goto(`${site.url}/pricing?utm_campaign=autumn`);
    await visitor.page.getByRole("button", { name: "Let's go" }).waitFor();
    await expectClean("launcher and teaser", visitor.page, { within: "parley-widget" });
    await visitor.open();
    await becomeHot(visitor);
    await expectClean("chat with the bot", visitor.page, { frame: chatFrame(visitor.page) });
    await expectSteeringClean(rep);
    await expectLinkClean(browser, site.url);
    await visitor.taps("Yes");
    await visitor.hears(/One moment, Ana/);
    await expectClean("chat that waits", visitor.page, { frame: chatFrame(visitor.page) });

    await goTo(rep, "Inbox");
    await rep.getByRole("link", { name: /Ana Keller/ }).waitFor();
    await expectClean("inbox, waiting", rep);
    await openTalk(rep, ANA);
    await expectClean("conversation to claim", rep);
    await rep.getByRole("button", { name: "Claim" }).click();
    await reply(rep, ANA, "Hi Ana, see https://example.com/plans");
    await visitor.hears(/Hi Ana, see/);
    await visitor.says("thanks!");
    await messages(rep, ANA).getByText("thanks!").waitFor();
    await expectClean("open conversation", rep);
    await expectClean("chat with a person", visitor.page, { frame: chatFrame(visitor.page) });
    await rep.getByRole("button", { name: "Back to Robin" }).click();
    await rep.getByRole("dialog").waitFor();
    await expectClean("give back", rep);
    await rep.keyboard.press("Escape");

    await rep.goto(`${site.url}/console/leads`);
    await rep.getByRole("row", { name: /Ana Keller/ }).waitFor();
    await expectClean("leads", rep);
    await rep.getByRole("link", { name: ANA }).click();
    await rep.getByRole("region", { name: "Score receipt" }).waitFor();
    await expectClean("lead", rep);
    await rep.getByRole("button", { name: "Erase…" }).click();
    await rep.getByRole("dialog", { name: `Erase the data of ${ANA}` }).waitFor();
    await expectClean("erase", rep);
    await rep.keyboard.press("Escape");
    await visitor.page.context().close();
  });

  test("in the console with what was not delivered", async () => {
    const folder = join(dir, "hook-site");
    await cp("playbooks", folder, { recursive: true });
    const webhook = '{ url: "https://crm.example.com/hook", on: [lead.created], secret: CRM_HOOK_SECRET }';
    await appendFile(join(folder, "site.yml"), `\nwebhooks: { crm: ${webhook} }\n`);
    const data = join(dir, "hooks");
    const failing = await openSite({ DATA_DIR: data, PLAYBOOKS_DIR: folder });
    try {
      await leaveUndelivered(data, "fernway");
      const admin = await newPage(browser, { reducedMotion: "reduce" });
      await setPassword(admin, await failing.firstLink(), "correct horse battery");
      await goToSetting(admin, "Undelivered");
      await admin.getByRole("row", { name: /lead\.created/ }).waitFor();
      await admin.getByRole("region", { name: "Webhooks that need a look" }).waitFor();
      await expectClean("undelivered", admin);
      await admin.getByRole("button", { name: "Discard: lead.created, Webhook crm" }).click();
      await admin.getByRole("dialog").waitFor();
      await expectClean("discard", admin);
      await admin.context().close();
    } finally {
      await failing.close();
    }
  });

  test("in the chat of a site that asks for consent first", async () => {
    const folder = join(dir, "consent-site");
    await cp("playbooks", folder, { recursive: true });
    await appendFile(join(folder, "site.yml"), "\nconsent: { required: true }\n");
    const asking = await openSite({ DATA_DIR: join(dir, "consent"), PLAYBOOKS_DIR: folder });
    try {
      const visitor = visitorOn(await newPage(browser, { reducedMotion: "reduce" }));
      await visitor.page.goto(`${asking.url}/pricing`);
      await visitor.page.getByRole("button", { name: /^Open chat/ }).click();
      await visitor.chat.getByText("Is that all right with you?").waitFor();
      await expectClean("consent", visitor.page, { frame: chatFrame(visitor.page) });
      // What was looked at was the consent: the talk begins with a yes.
      await visitor.chat.getByRole("button", { name: "I agree" }).click();
      await visitor.hears("Who am I talking to?");
      await visitor.page.context().close();
    } finally {
      await asking.close();
    }
  });

  test("control: a picture without words is found", async () => {
    const page = await newPage(browser);
    await page.setContent("<html lang='en'><title>x</title><main><img src='x.png'></main></html>");
    expect(await violations(page.mainFrame())).toEqual([expect.stringContaining("image-alt")]);
    await page.context().close();
  });
});

/** The lead card beside a talk with the bot, the screen of visitors, and the dialogs of both. */
async function expectSteeringClean(rep: Page): Promise<void> {
  await goTo(rep, "Visitors");
  await rep.getByRole("row", { name: /Ana Keller/ }).waitFor();
  await expectClean("visitors", rep);
  await rep.getByRole("button", { name: `Write to ${ANA}` }).click();
  await rep.getByRole("dialog", { name: `Write to ${ANA}` }).waitFor();
  await expectClean("write to a visitor", rep);
  await rep.keyboard.press("Escape");
  await rep.getByRole("link", { name: ANA }).click();
  await rep.getByRole("region", { name: "Steer Robin" }).waitFor();
  await expectClean("steering", rep);
  await rep.getByRole("button", { name: "Edit" }).click();
  await rep.getByRole("dialog", { name: "Write down an answer" }).waitFor();
  await expectClean("an answer that is written down", rep);
  await rep.keyboard.press("Escape");
}

/** The page behind the link of a letter, before its button is pressed, and when the link does nothing any more. */
async function expectLinkClean(browser: Browser, url: string): Promise<void> {
  const page = await newPage(browser, { reducedMotion: "reduce" });
  await page.goto(`${url}/c#resume=${"a".repeat(43)}`);
  const button = page.getByRole("button", { name: "Go on with the chat" });
  await button.waitFor();
  await expectClean("chat to go on with", page);
  await button.click();
  await page.getByText("This chat is no longer here.").waitFor();
  await expectClean("link that is spent", page);
  await page.context().close();
}

interface Where {
  readonly frame?: Frame;
  readonly within?: string;
}

/** In all four looks. The page is left light and wide. */
async function expectClean(name: string, page: Page, { frame = page.mainFrame(), within }: Where = {}) {
  const found: string[] = [];
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      found.push(
        ...(await violations(frame, within)).map((fault) => `${name}, ${width}, ${colorScheme}: ${fault}`),
      );
    }
  }
  expect(found).toEqual([]);
}

function chatFrame(page: Page): Frame {
  const frame = page.frames().find((one) => new URL(one.url()).pathname === "/chat");
  if (frame === undefined) throw new Error("the chat is not open");
  return frame;
}
