import { afterEach, describe, expect, test } from "@jest/globals";
import { hashToken } from "../auth/token.ts";
import type { Limits } from "../limits/limits.ts";
import type { Letter, Mailer } from "../mail/mailer.ts";
import { Refusal } from "../refusal.ts";
import { type OutsideStage, outsideStage } from "../testing/outside-stage.ts";
import { VISITOR } from "../testing/turn-stage.ts";
import { sendMessage } from "../turns/visitor-acts.ts";

const PLAYBOOK = `
playbook: signup
language: de
questions:
  email: { ask: "Your address?", answer: email }
  company: { ask: "Your company?", answer: text }
  size: { ask: "How many are you?", answer: number }
lead: { unique_by: email, fields: { seats: size } }
talk:
  start:
    - ask: [email, company, size]
    - say: Bye.
    - end: done
`;

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function verifyStage(confirmAddresses = true, limits?: Pick<Limits, "count">) {
  const letters: Letter[] = [];
  const mailer: Mailer = {
    send: async (letter) => void letters.push(letter),
    close: () => undefined,
  };
  const stage = await outsideStage({
    playbook: PLAYBOOK,
    mailer,
    confirmAddresses,
    ...(limits && { limits }),
  });
  closers.push(() => stage.stop());
  const linkOf = (letter: Letter | undefined) => /\/verify\/(\S{43})/.exec(letter?.text ?? "")?.[1] ?? "";
  return { ...stage, letters, linkOf };
}

let count = 0;
async function say(stage: OutsideStage, id: string, text: string, origin = "here") {
  count += 1;
  await sendMessage(stage, id, VISITOR, { id: `message-${count}`, text }, undefined, origin);
  await stage.run(id);
}
async function talk(stage: OutsideStage, id: string, ...texts: readonly string[]) {
  await stage.begin(id);
  for (const text of texts) await say(stage, id, text);
}
const leadOf = (stage: OutsideStage, id: string) => stage.stores.leads.load("default", id);

describe("an address", () => {
  test("is asked once to be confirmed, in words that hold nothing of the visitor's", async () => {
    const stage = await verifyStage();
    await talk(stage, "c1", "Ana@Acme.example", "Canary Ltd");
    expect(stage.letters).toHaveLength(1);
    const [letter] = stage.letters;
    expect(letter).toMatchObject({ to: "ana@acme.example", subject: "Ist das Ihre Adresse? (Parley)" });
    expect(letter?.text).toContain("https://chat.example.com/verify/");
    expect(letter?.text).not.toContain("Canary");
    expect((await leadOf(stage, "c1"))?.verified).toBeUndefined();
  });

  test("counts as verified only after its link was used, which works once", async () => {
    const stage = await verifyStage();
    await talk(stage, "c1", "ana@acme.example", "Acme");
    const link = stage.linkOf(stage.letters[0]);
    expect(await stage.verification.isOpen(link)).toBe(true);
    expect((await leadOf(stage, "c1"))?.verified).toBeUndefined();
    expect(await stage.verification.confirm(link)).toBe(true);
    await stage.run("c1");
    expect(await leadOf(stage, "c1")).toMatchObject({ verified: true, email: "ana@acme.example" });
    expect(await stage.verification.confirm(link)).toBe(false);
    expect(await stage.verification.confirm("x".repeat(43))).toBe(false);
  });

  test("is not verified by a link that has run out, or was sent to another address", async () => {
    const stage = await verifyStage();
    await talk(stage, "c1", "ana@acme.example", "Acme");
    const old = stage.linkOf(stage.letters[0]);
    await say(stage, "c1", "my email is ana@other.example");
    expect(stage.letters.map(({ to }) => to)).toEqual(["ana@acme.example", "ana@other.example"]);
    expect(await stage.verification.isOpen(old)).toBe(false);
    expect(await stage.verification.confirm(old)).toBe(false);
    stage.timekeeper.advance(24 * 3_600_000);
    expect(await stage.verification.confirm(stage.linkOf(stage.letters[1]))).toBe(false);
    expect((await leadOf(stage, "c1"))?.verified).toBeUndefined();
  });

  test("that is changed after it was verified is not verified any more", async () => {
    const stage = await verifyStage();
    await talk(stage, "c1", "ana@acme.example", "Acme");
    await stage.verification.confirm(stage.linkOf(stage.letters[0]));
    await stage.run("c1");
    stage.timekeeper.advance(1_000);
    await say(stage, "c1", "my email is eve@other.example");
    const lead = await leadOf(stage, "c1");
    expect(lead?.email).toBe("eve@other.example");
    expect(lead?.verified).toBeUndefined();
  });

  test("is not asked twice in 24 hours, whoever gives it; after that it is", async () => {
    const stage = await verifyStage();
    for (const id of ["c1", "c2", "c3"]) await talk(stage, id, "ana@acme.example");
    expect(stage.letters).toHaveLength(1);
    stage.timekeeper.advance(24 * 3_600_000 + 1);
    await talk(stage, "c4", "ana@acme.example");
    expect(stage.letters).toHaveLength(2);
  });

  test("is not asked when the site's limit of mail is reached, and later when nobody can count", async () => {
    const fails = { with: undefined as Refusal | undefined };
    const counted: unknown[] = [];
    const limits: Pick<Limits, "count"> = {
      count: async (what, who) => {
        counted.push([what, who]);
        if (fails.with) throw fails.with;
      },
    };
    const stage = await verifyStage(true, limits);
    fails.with = new Refusal("TOO_MANY", "Too many.");
    await talk(stage, "c1", "ana@acme.example");
    expect(stage.letters).toEqual([]);
    expect((await stage.stores.conversations.load("default", "c1"))?.outbox).toEqual([]);
    fails.with = new Refusal("TRY_AGAIN", "Nobody counts.");
    await talk(stage, "c2", "bo@acme.example");
    expect(stage.letters).toEqual([]);
    fails.with = undefined;
    stage.timekeeper.advance(60_000);
    await stage.outbox.round();
    await stage.run("c2");
    expect(stage.letters.map(({ to }) => to)).toEqual(["bo@acme.example"]);
    expect(counted[0]).toEqual(["mail", { visitor: VISITOR }]);
  });

  test("of one origin, only three are asked in an hour", async () => {
    const stage = await verifyStage();
    for (let n = 1; n <= 5; n++) {
      await talk(stage, `c${n}`);
      await say(stage, `c${n}`, `person-${n}@acme.example`, "one origin");
    }
    expect(stage.letters).toHaveLength(3);
    await talk(stage, "c9");
    await say(stage, "c9", "person-9@acme.example", "another origin");
    expect(stage.letters).toHaveLength(4);
    stage.timekeeper.advance(3_600_001);
    await talk(stage, "c10");
    await say(stage, "c10", "person-10@acme.example", "one origin");
    expect(stage.letters).toHaveLength(5);
  });

  test("is not asked where the site does not say so", async () => {
    const stage = await verifyStage(false);
    await talk(stage, "c1", "ana@acme.example");
    expect(stage.letters).toEqual([]);
  });
});

describe("the lead of a verified address", () => {
  async function verified(stage: Awaited<ReturnType<typeof verifyStage>>, id: string) {
    const before = stage.letters.length;
    await talk(stage, id, "ana@acme.example");
    expect(stage.letters).toHaveLength(before + 1);
    expect(await stage.verification.confirm(stage.linkOf(stage.letters.at(-1)))).toBe(true);
    await stage.run(id);
    stage.timekeeper.advance(25 * 3_600_000);
  }

  test("is joined by that of the next conversation, and keeps what only the first one said", async () => {
    const stage = await verifyStage();
    await verified(stage, "c1");
    await say(stage, "c1", "Acme");
    await say(stage, "c1", "80");
    stage.timekeeper.advance(1_000);
    await verified(stage, "c2");
    await say(stage, "c2", "Globex");
    const lead = await leadOf(stage, "c1");
    expect(lead).toMatchObject({ conversation: "c2", earlier: { conversations: ["c1"] }, verified: true });
    expect(lead?.lead.fields).toEqual({ seats: 80 });
    const answers = Object.fromEntries(lead?.lead.answers.map(({ name, value }) => [name, value]) ?? []);
    expect(answers).toEqual({ email: "ana@acme.example", company: "Globex", size: 80 });
    expect(await leadOf(stage, "c2")).toBeUndefined();
  });

  test("is never joined by one that is not verified", async () => {
    const stage = await verifyStage();
    await verified(stage, "c1");
    await say(stage, "c1", "Acme");
    await talk(stage, "c2", "ana@acme.example", "Evil");
    expect(JSON.stringify(await leadOf(stage, "c1"))).not.toContain("Evil");
    expect(await leadOf(stage, "c2")).toMatchObject({ conversation: "c2", email: "ana@acme.example" });
    expect(await stage.stores.leads.sameAddress("default", "ana@acme.example", "c1")).toHaveLength(1);
  });

  test("is not joined once its own address was changed to another", async () => {
    const stage = await verifyStage();
    await verified(stage, "c1");
    await say(stage, "c1", "Acme");
    await say(stage, "c1", "my email is eve@other.example");
    stage.timekeeper.advance(25 * 3_600_000);
    await verified(stage, "c2");
    expect((await leadOf(stage, "c1"))?.email).toBe("eve@other.example");
    expect(await leadOf(stage, "c2")).toMatchObject({ verified: true, email: "ana@acme.example" });
  });

  test("leaves nothing of its asking two days later", async () => {
    const stage = await verifyStage();
    await talk(stage, "c1", "ana@acme.example");
    const token = hashToken(stage.linkOf(stage.letters[0]));
    const kept = () => stage.stores.verifications.byToken("default", token);
    stage.timekeeper.advance(47 * 3_600_000);
    await stage.delivering.sweep();
    expect(await kept()).toMatchObject({ conversation: "c1" });
    stage.timekeeper.advance(2 * 3_600_000);
    await stage.delivering.sweep();
    expect(await kept()).toBeUndefined();
  });

  test("is forgotten with the conversation", async () => {
    const stage = await verifyStage();
    await verified(stage, "c1");
    await say(stage, "c1", "Canary Ltd");
    await say(stage, "c1", "forget me");
    const left = JSON.stringify([
      await leadOf(stage, "c1"),
      await stage.conversations.load("default", "c1"),
      (await stage.stores.deliveries.listDead({ siteId: "default", limit: 9 })).rows,
    ]);
    expect(left).not.toMatch(/Canary|acme/);
  });
});
