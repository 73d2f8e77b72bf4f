import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { openStores } from "../server/stores/open-stores.ts";
import { type HandClock, handClock } from "../server/testing/hand-clock.ts";
import { type Mailbox, openMailbox } from "../server/testing/mailbox.ts";
import { testServer } from "../server/testing/test-server.ts";
import { openBrowser } from "./support/chromium.ts";
import { describeInBrowser } from "./support/in-browser.ts";
import { mongoForTests } from "./support/mongo.ts";
import { pause } from "./support/parley-process.ts";
import { newPage } from "./support/rep.ts";
import { visitorOn } from "./support/visitor.ts";

const SIGNUP = `
playbook: signup
language: en
start_when: [{ page: /* }]
questions:
  email: { ask: "Which address can we reach you at?", answer: email }
  size: { ask: "How many are you?", answer: number }
lead: { unique_by: email }
talk:
  start:
    - ask: [email, size]
    - end: done
`;

describeInBrowser("a rep's answer goes by mail, and the talk goes on at another device", () => {
  let browser: Browser;
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "parley-mail-"));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await rm(dir, { recursive: true, force: true });
  });

  test("on SQLite", () => story(browser, { mongodbUri: undefined, dataDir: join(dir, "sqlite") }));

  const mongo = mongoForTests();
  (mongo ? test : test.skip)("on MongoDB (needs MONGODB_URI)", async () => {
    const database = await mongo?.fresh();
    if (!database) throw new Error("no database");
    try {
      await story(browser, { mongodbUri: database.uri, dataDir: join(dir, "mongo") });
    } finally {
      await database.drop();
    }
  });
});

async function story(browser: Browser, settings: Parameters<typeof openStores>[0]): Promise<void> {
  const stores = await openStores(settings);
  const mailbox = await openMailbox();
  const clock = handClock();
  const server = await testServer({
    stores,
    timekeeper: clock,
    mailer: mailbox.mailer,
    sampleSite: "examples/sample-site",
    files: { "hello.playbook.yml": SIGNUP, "site.yml": "confirm_addresses: true\n" },
  });
  const laptop = visitorOn(await newPage(browser));
  const phone = await newPage(browser, { viewport: { width: 390, height: 844 } });
  try {
    await laptop.page.goto(`${server.url}/pricing`);
    await laptop.open();
    await laptop.hears("Which address can we reach you at?");
    await laptop.says("ana@acme.example");
    await laptop.hears("How many are you?");
    const question = await letterIn(mailbox, clock, 0);
    const verify = /\/verify\/[\w-]{43}/.exec(question)?.[0] ?? "";
    expect((await server.ask("POST", verify)).status).toBe(200);

    const tom = await server.rep("rep", "Tom");
    const { body: queue } = await tom("GET", "/api/v1/inbox?queue=bot");
    const id = (queue.data as { id: string }[])[0]?.id ?? "";
    await laptop.page.context().close();
    await tom("POST", `/api/v1/inbox/${id}/claim`);
    await tom("POST", `/api/v1/inbox/${id}/replies`, { id: "reply-mail-1", text: "Hi Ana, Tom here." });
    await tom("POST", `/api/v1/inbox/${id}/replies`, {
      id: "reply-mail-2",
      text: "Shall we talk on Monday?",
    });
    const letter = await letterIn(mailbox, clock, 1);
    expect(letter).toContain("Hi Ana, Tom here.");
    expect(letter).toContain("Shall we talk on Monday?");
    const link = /http\S+\/c#resume=[\w-]{43}/.exec(letter)?.[0] ?? "";

    await phone.goto(link);
    await phone.getByRole("button", { name: "Go on with the chat" }).click();
    const log = phone.getByRole("log", { name: "Conversation" });
    await log.getByText("Shall we talk on Monday?").waitFor();
    await log.getByText("ana@acme.example").waitFor();
    const box = phone.getByRole("textbox");
    await box.fill("Monday is good");
    await box.press("Enter");
    await log.getByText("Monday is good").waitFor();
    expect(phone.url()).not.toContain("resume");
    const { body: detail } = await tom("GET", `/api/v1/inbox/${id}`);
    expect((detail.messages as { text?: string }[]).at(-1)?.text).toBe("Monday is good");
    // It goes on after a reload as well, and nobody else gets in by the same link.
    await phone.reload();
    await log.getByText("Monday is good").waitFor();
    const stranger = await newPage(browser);
    await stranger.goto(link);
    await stranger.getByRole("button", { name: "Go on with the chat" }).click();
    await stranger.getByText("This chat is no longer here.").waitFor();
    await stranger.context().close();
  } finally {
    await phone.context().close();
    await server.close();
    await mailbox.close();
    await stores.close();
  }
}

/** Lets the server's time pass until the letter is there. */
async function letterIn(mailbox: Mailbox, clock: HandClock, at: number): Promise<string> {
  for (let tries = 0; tries < 400; tries++) {
    const text = mailbox.heard[at]?.text;
    if (text !== undefined) return text.replace(/=\r?\n/g, "").replaceAll("=3D", "=");
    clock.advance(2_000);
    await pause(50);
  }
  throw new Error("no letter came");
}
