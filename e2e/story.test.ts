import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import type { LeadDetail, LeadPage } from "../server/wire/rep.ts";
import { openBrowser } from "./support/chromium.ts";
import { describeInBrowser } from "./support/in-browser.ts";
import { mongoForTests } from "./support/mongo.ts";
import { goTo, inviteRep, messages, newPage, openTalk, reply, setPassword } from "./support/rep.ts";
import { openSite, type Site } from "./support/site.ts";
import { becomeHot, correctTwice, type Visitor, visitorOn } from "./support/visitor.ts";

const ANA = "Ana Keller";
const WHEN_KILLED = "Can we keep our old mailboxes?";
const WHILE_DEAD = "Are you still there?";
const REP_WHILE_DEAD = "Yes, they move over with all their mail.";
/** Every word of the visitor, as it was sent. */
const SAID = [
  ...[
    "Ana Keller",
    "about 40",
    "Operations",
    "Faster replies, One place for all requests",
    "20k",
    "This month",
  ],
  ...[
    "ana@gmail.com",
    "ana@acme.example",
    "sorry, we are 80 people",
    "Change role",
    "Head of support",
    "Yes",
  ],
  ...["We lose mail overnight", WHEN_KILLED, WHILE_DEAD],
];

describeInBrowser("a visitor becomes a lead, over a server that is killed in the middle of a message", () => {
  let browser: Browser;
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "parley-story-"));
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
  const site = await openSite(env);
  const admin = await newPage(browser);
  const tom = await newPage(browser);
  const visitor = visitorOn(await newPage(browser));
  try {
    await twoRepsLogIn(site, admin, tom);
    await visitor.page.goto(`${site.url}/pricing?utm_source=newsletter&utm_campaign=autumn`);
    await visitor.open();
    await becomeHot(visitor);
    await correctTwice(visitor);
    await visitor.taps("Yes");
    await visitor.hears(/One moment, Ana.* I'm asking my colleagues in sales/);

    await tomIsFaster(admin, tom);
    await visitor.hears(/Tom.* joined/);
    await talkBothWays(visitor, tom);
    await killInTheMiddle(site, visitor, tom);
    await readAlong(admin);

    await giveBack(visitor, tom);
    await leadStandsInTheConsole(tom);
    await leadStandsInTheApi(site, tom);
  } finally {
    for (const page of [visitor.page, admin, tom]) await page.context().close();
    await site.close();
  }
}

async function twoRepsLogIn(site: Site, admin: Page, tom: Page): Promise<void> {
  await setPassword(admin, await site.firstLink(), "correct horse battery");
  const link = await inviteRep(admin, "Tom Brandt", "tom@fernway.example");
  await goTo(admin, "Inbox");
  await setPassword(tom, link, "staple rather often");
  await tom.getByText("No one is waiting.").waitFor();
}

/** Both press Claim; the admin's line is slow, so Tom's claim arrives first. */
async function tomIsFaster(admin: Page, tom: Page): Promise<void> {
  await openTalk(admin, ANA);
  await openTalk(tom, ANA);
  const { promise: slowLine, resolve: tomHasIt } = withResolvers();
  await admin.route("**/claim", async (route) => {
    await slowLine;
    await route.continue();
  });
  await admin.getByRole("button", { name: "Claim" }).click();
  await tom.getByRole("button", { name: "Claim" }).click();
  await tom.getByRole("textbox", { name: `Reply to ${ANA}` }).waitFor();
  tomHasIt();
  await admin.getByRole("alert").getByText("Tom Brandt claimed this just before you.").waitFor();
  expect(await admin.getByRole("textbox", { name: `Reply to ${ANA}` }).count()).toBe(0);
}

async function talkBothWays(visitor: Visitor, tom: Page): Promise<void> {
  await reply(tom, ANA, "Hi Ana, Tom here. What made you look?");
  await visitor.hears("Hi Ana, Tom here. What made you look?");
  await visitor.says("We lose mail overnight");
  await messages(tom, ANA).getByText("We lose mail overnight").waitFor();
}

/**
 * The server has written the visitor's message down and dies before it can say so: the widget cannot know.
 * Both sides go on writing while nobody answers.
 */
async function killInTheMiddle(site: Site, visitor: Visitor, tom: Page): Promise<void> {
  const { promise: dead, resolve: isDead } = withResolvers();
  await visitor.page.route(
    "**/messages",
    async (route) => {
      await route.fetch();
      await site.kill();
      isDead();
      await route.abort("connectionreset");
    },
    { times: 1 },
  );
  await visitor.says(WHEN_KILLED);
  await dead;
  await visitor.says(WHILE_DEAD);
  await visitor.chat.getByText("Not sent").first().waitFor();
  await visitor.chat.getByRole("button", { name: "Try now" }).waitFor();
  const lost = tom.getByRole("alert").filter({ hasText: "Live updates are lost" });
  await lost.waitFor();
  const box = tom.getByRole("textbox", { name: `Reply to ${ANA}` });
  await box.fill(REP_WHILE_DEAD);
  await box.press("Control+Enter");
  const retry = messages(tom, ANA).getByRole("button", { name: "Retry" });
  await retry.waitFor();

  await site.startAgain();
  await visitor.chat.getByRole("button", { name: "Try now" }).waitFor({ state: "detached" });
  await lost.waitFor({ state: "detached" });
  await messages(tom, ANA).getByText(WHILE_DEAD).waitFor();
  await retry.click();
  await visitor.hears(REP_WHILE_DEAD);
  await visitor.chat.getByText(/Not sent|Sending/).waitFor({ state: "detached" });
  for (const log of [visitor.log, messages(tom, ANA)]) {
    for (const text of [WHEN_KILLED, WHILE_DEAD, REP_WHILE_DEAD]) {
      expect([text, await log.getByText(text, { exact: true }).count()]).toEqual([text, 1]);
    }
  }
}

/** Who lost the claim still sees what is said. */
async function readAlong(admin: Page): Promise<void> {
  await messages(admin, ANA).getByText(REP_WHILE_DEAD).waitFor();
}

async function giveBack(visitor: Visitor, tom: Page): Promise<void> {
  await tom.getByRole("button", { name: "Back to Robin" }).click();
  const ask = tom.getByRole("dialog", { name: `Give ${ANA} back to Robin` });
  await ask.getByRole("button", { name: "Give back" }).click();
  await visitor.hears("It's Robin again. Good to have had you here!");
  await visitor.chat.getByText("This chat has ended.").waitFor();
}

async function leadStandsInTheConsole(tom: Page): Promise<void> {
  await goTo(tom, "Leads");
  await tom.getByRole("searchbox", { name: "Search leads" }).fill("acme");
  await tom
    .getByRole("row", { name: /Ana Keller.*95 Hot.*ana@acme\.example.*Qualified.*\/pricing/ })
    .waitFor();
  await tom.getByRole("link", { name: ANA }).click();
  const receipt = await tom.getByRole("region", { name: "Score receipt" }).innerText();
  for (const line of ["95", "More than 50 people", "+30", "Can decide", "+20", "Starts this month", "+15"]) {
    expect(receipt).toContain(line);
  }
  await messages(tom, ANA).getByText(WHEN_KILLED).waitFor();
  const origin = await tom.getByRole("region", { name: "Page and campaign" }).innerText();
  for (const words of ["Pricing: Fernway", "/pricing?", "autumn", "newsletter"])
    expect(origin).toContain(words);
}

async function leadStandsInTheApi(site: Site, tom: Page): Promise<void> {
  const read = async <T>(path: string): Promise<T> => {
    const response = await tom.context().request.get(`${site.url}/api/v1/${path}`);
    expect(response.status()).toBe(200);
    return (await response.json()) as T;
  };
  const { data } = await read<LeadPage>("leads?search=acme");
  expect(data).toHaveLength(1);
  const detail = await read<LeadDetail>(`leads/${data[0]?.id}`);
  expect(detail).toMatchObject({
    name: ANA,
    playbook: "b2b-qualification",
    lead: { score: 95, grade: "hot", outcome: "qualified", fields: { seats: 80, job: "Head of support" } },
    campaign: { utm_source: "newsletter", utm_campaign: "autumn" },
  });
  expect(detail.page.url).toBe(`${site.url}/pricing?utm_source=newsletter&utm_campaign=autumn`);
  expect(detail.lead.receipt.filter(({ counted }) => counted).map(({ because }) => because)).toEqual([
    "More than 50 people",
    "Can decide",
    "Wants what we do best",
    "Budget covers the team plan",
    "Starts this month",
  ]);
  expect(detail.messages.map(({ seq }) => seq)).toEqual(detail.messages.map((_, index) => index + 1));
  const texts = detail.messages.flatMap(({ from, text }) => (from === "visitor" ? [text] : []));
  expect(texts).toEqual(SAID);
}

function withResolvers() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
