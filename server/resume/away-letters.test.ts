import { afterEach, describe, expect, test } from "@jest/globals";
import { hashToken, newToken } from "../auth/token.ts";
import { openMailbox } from "../testing/mailbox.ts";
import { type OutsideStage, outsideStage } from "../testing/outside-stage.ts";
import { VISITOR } from "../testing/turn-stage.ts";
import { claim, reply } from "../turns/rep-acts.ts";
import { sendMessage } from "../turns/visitor-acts.ts";
import { makeVisitors } from "../visitors/visitors.ts";
import { LINK_LASTS_MS } from "./away-letters.ts";
import { LETTER_AFTER_MS } from "./letter-item.ts";
import { resumeBy } from "./resume.ts";

const PLAYBOOK = `
playbook: signup
language: en
questions:
  email: { ask: "Your address?", answer: email }
  size: { ask: "How many are you?", answer: number }
lead: { unique_by: email, fields: { seats: size } }
talk:
  start:
    - ask: [email, size]
    - end: done
`;
const ID = "conversation-1";
const TOM = { id: "tom", name: "Tom Brandt" };

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A talk in which the visitor gave an address, and Tom has taken over. */
async function talkWithTom(mail = true) {
  const mailbox = await openMailbox();
  closers.push(mailbox.close);
  const stage = await outsideStage({
    playbook: PLAYBOOK,
    confirmAddresses: true,
    ...(mail && { mailer: mailbox.mailer }),
  });
  closers.push(() => stage.stop());
  await stage.begin(ID);
  await sendMessage(stage, ID, VISITOR, { id: "message-1", text: "ana@acme.example" });
  await stage.run(ID);
  await claim(stage, ID, TOM);
  const confirm = async () => {
    const link = /\/verify\/(\S{43})/.exec(body(mailbox.heard[0]?.text))?.[1] ?? "";
    expect(await stage.verification.confirm(link)).toBe(true);
    mailbox.heard.length = 0;
  };
  return { stage, mailbox, confirm };
}

let said = 0;
const says = async (stage: OutsideStage, text: string) => {
  said += 1;
  await reply(stage, ID, TOM, { id: `reply-${said}`, text });
};
const runAfter = async (stage: OutsideStage, ms: number) => {
  stage.timekeeper.advance(ms);
  await stage.outbox.round();
  await stage.delivering.round();
  await stage.delivering.settled();
};
const mailedOf = async (stage: OutsideStage) => (await stage.conversations.load("default", ID))?.mailed;
const visitUntil = (stage: OutsideStage, until: number, seen = 0) =>
  stage.stores.visits.say({
    siteId: "default",
    conversation: ID,
    path: "/",
    title: "",
    since: 0,
    pageSince: 0,
    seen,
    until,
  });
const body = (text: string | undefined) => (text ?? "").replace(/=\r?\n/g, "").replaceAll("=3D", "=");
const linkIn = (text: string | undefined) => /\/c#resume=([\w-]{43})/.exec(body(text))?.[1] ?? "";

describe("what a rep says to a visitor who has left", () => {
  test("goes to the verified address after some minutes, as one letter with a link; what was mailed is not mailed again", async () => {
    const { stage, mailbox, confirm } = await talkWithTom();
    await confirm();
    await says(stage, "Hi Ana.");
    stage.timekeeper.advance(60_000);
    await says(stage, "80 people fit our Team plan.");
    await runAfter(stage, LETTER_AFTER_MS - 60_001);
    expect(mailbox.heard).toEqual([]);
    await runAfter(stage, 1);
    expect(mailbox.heard.map(({ to }) => to)).toEqual([["ana@acme.example"]]);
    const [letter] = mailbox.heard;
    expect(letter?.text).toContain("Subject: Tom Brandt answered you");
    expect(body(letter?.text)).toContain("  Hi Ana.");
    expect(body(letter?.text)).toContain("  80 people fit our Team plan.");
    expect(body(letter?.text)).toContain("https://chat.example.com/c#resume=");
    expect(await mailedOf(stage)).toMatchObject({ state: "sent" });
    await runAfter(stage, 10 * LETTER_AFTER_MS);
    expect(mailbox.heard).toHaveLength(1);
    await says(stage, "One more thing.");
    await runAfter(stage, LETTER_AFTER_MS);
    expect(mailbox.heard).toHaveLength(2);
    expect(body(mailbox.heard[1]?.text)).not.toContain("Hi Ana.");
    // The store has neither the words nor the link.
    const delivery = await stage.stores.deliveries.load("default", `mail:letter:${ID}:4`);
    expect(JSON.stringify(delivery ?? {})).not.toContain("Hi Ana");
  });

  test("is never sent to an address that is not verified, and the rep is told", async () => {
    const { stage, mailbox } = await talkWithTom();
    mailbox.heard.length = 0;
    await says(stage, "Hi Ana.");
    await runAfter(stage, LETTER_AFTER_MS);
    expect(mailbox.heard).toEqual([]);
    expect(await mailedOf(stage)).toMatchObject({ state: "unverified" });
  });

  test("is not sent to the verified address once the visitor has given another", async () => {
    const { stage, mailbox, confirm } = await talkWithTom();
    await confirm();
    const conversation = await stage.conversations.load("default", ID);
    if (!conversation) throw new Error("no conversation");
    const uniqueBy = { question: "email", value: "eve@acme.example" };
    await stage.conversations.save({
      ...conversation,
      v: conversation.v + 1,
      lead: { ...conversation.lead, uniqueBy },
    });
    const item = { id: "letter:x", kind: "letter", body: { turn: 4 }, tries: 0, nextTryAt: 0 } as const;
    await says(stage, "Hi Ana.");
    const after = await stage.conversations.load("default", ID);
    if (!after) throw new Error("no conversation");
    await stage.outward.letter({ ...after, lead: { ...after.lead, uniqueBy } }, item);
    await stage.delivering.settled();
    expect(mailbox.heard).toEqual([]);
    expect(await mailedOf(stage)).toMatchObject({ state: "unverified" });
  });

  test("without a way to send mail, the rep is told that too", async () => {
    const { stage } = await talkWithTom(false);
    await says(stage, "Hi Ana.");
    await runAfter(stage, LETTER_AFTER_MS);
    expect(await mailedOf(stage)).toMatchObject({ state: "off" });
  });

  test("waits while the visitor is there, and what they have seen or answered is not sent", async () => {
    const { stage, mailbox, confirm } = await talkWithTom();
    await confirm();
    await says(stage, "Hi Ana.");
    const now = stage.timekeeper.now();
    await visitUntil(stage, now + 2 * LETTER_AFTER_MS, 99);
    await runAfter(stage, LETTER_AFTER_MS);
    await runAfter(stage, LETTER_AFTER_MS - 1);
    expect((await stage.conversations.load("default", ID))?.outbox.map(({ kind }) => kind)).toContain(
      "letter",
    );
    await runAfter(stage, LETTER_AFTER_MS);
    expect(mailbox.heard).toEqual([]);
    expect(await mailedOf(stage)).toBeUndefined();
    await stage.stores.visits.forget("default", ID);
    await says(stage, "Are you there?");
    await sendMessage(stage, ID, VISITOR, { id: "message-2", text: "yes" });
    await runAfter(stage, LETTER_AFTER_MS);
    expect(mailbox.heard).toEqual([]);
    // Control: without an answer it goes.
    await says(stage, "Good.");
    await runAfter(stage, LETTER_AFTER_MS);
    expect(mailbox.heard).toHaveLength(1);
  });
});

describe("the link of a letter", () => {
  async function mailed() {
    const { stage, mailbox, confirm } = await talkWithTom();
    await confirm();
    await says(stage, "Hi Ana.");
    await runAfter(stage, LETTER_AFTER_MS);
    const visitors = makeVisitors({
      ...stage,
      store: stage.stores.visitors,
      siteId: () => "default",
      secret: () => undefined,
      names: () => [],
      enforced: () => false,
    });
    const around = {
      ...stage,
      resumeLinks: stage.stores.resumeLinks,
      visitors,
      secretKey: "k".repeat(32),
      siteId: () => "default",
    };
    const use = (token: string, link = linkIn(mailbox.heard[0]?.text)) => resumeBy(around, link, token);
    return { stage, visitors, use };
  }
  const device = () => hashToken(newToken());

  test("makes one more device the visitor's, once; the same device may ask again", async () => {
    const { stage, visitors, use } = await mailed();
    const phone = device();
    expect((await use(phone)).id).toBe(ID);
    expect(await visitors.visitorOf(phone)).toBe(VISITOR);
    expect((await use(phone)).id).toBe(ID);
    await expect(use(device())).rejects.toMatchObject({ code: "LINK_INVALID" });
    await sendMessage(stage, ID, await visitors.visitorOf(phone), { id: "message-3", text: "I am back" });
    // Control: a device without the link is somebody else.
    const other = device();
    await expect(
      sendMessage(stage, ID, await visitors.visitorOf(other), { id: "message-4", text: "me too" }),
    ).rejects.toMatchObject({ code: "CONVERSATION_UNKNOWN" });
  });

  test("does nothing once it has run out, for a token of somebody else, or when it was made up", async () => {
    const { stage, visitors, use } = await mailed();
    const taken = device();
    await visitors.keep(taken);
    await expect(use(taken)).rejects.toMatchObject({ code: "TOKEN_EXPIRED" });
    await expect(use(device(), newToken())).rejects.toMatchObject({ code: "LINK_INVALID" });
    stage.timekeeper.advance(LINK_LASTS_MS);
    await expect(use(taken)).rejects.toMatchObject({ code: "LINK_INVALID" });
  });
});
