import { afterEach, describe, expect, test } from "@jest/globals";
import { openMailbox } from "../testing/mailbox.ts";
import { confirmLetter, inviteLetter } from "./letters.ts";
import { MailError } from "./mailer.ts";
import { smtpMailer } from "./smtp-mailer.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function mailbox(refuse?: Parameters<typeof openMailbox>[0]) {
  const box = await openMailbox(refuse);
  closers.push(box.close);
  return box;
}

const letter = { to: "ana@acme.example", subject: "Grüße", text: "Hello\n", id: "mail:verify:c1:2" };
const fault = async (sending: Promise<unknown>) =>
  await sending.then(
    () => "sent",
    (error: unknown) => (error instanceof MailError ? error.code : error),
  );

describe("a letter", () => {
  test("reaches one mailbox, as text, with a sender and an id that stays", async () => {
    const { heard, mailer } = await mailbox();
    await mailer.send(letter);
    await mailer.send(letter);
    expect(heard).toHaveLength(2);
    expect(heard[0]).toMatchObject({ from: "chat@fernway.example", to: ["ana@acme.example"] });
    expect(heard[0]?.text).toContain("From: Fernway <chat@fernway.example>");
    expect(heard[0]?.text).toContain("Message-ID: <mail-verify-c1-2@fernway.example>");
    expect(heard[0]?.text).toContain("Auto-Submitted: auto-generated");
    expect(heard[0]?.text).toContain("Content-Type: text/plain");
  });

  test.each([
    ["ana@acme.example\r\nBcc: bo@acme.example", "Hi"],
    ["ana@acme.example, bo@acme.example", "Hi"],
    ["Ana <ana@acme.example>", "Hi"],
    ["ana", "Hi"],
    ["ana@acme.example", "Hi\nBcc: bo@acme.example"],
    ["ana@acme.example", "Hi\r\n\r\nanother body"],
  ])("to %j about %j is refused before anything is sent", async (to, subject) => {
    const { heard, mailer } = await mailbox();
    expect(await fault(mailer.send({ ...letter, to, subject }))).toBe("HEADER_REFUSED");
    expect(heard).toEqual([]);
    // The twin without harm is taken.
    expect(await fault(mailer.send(letter))).toBe("sent");
  });

  test.each([
    [{ code: 550, at: "to" }, "MAIL_REFUSED"],
    [{ code: 554, at: "data" }, "MAIL_REFUSED"],
    [{ code: 451, at: "to" }, "MAIL_DEFERRED"],
    [{ code: 0, at: "hang" }, "TIMEOUT"],
  ] as const)("that the server answers with %j is %s", async (refuse, code) => {
    const { mailer } = await mailbox(refuse);
    expect(await fault(mailer.send(letter))).toBe(code);
  });

  test("to a server that is not there says so", async () => {
    const mailer = smtpMailer({ url: "smtp://127.0.0.1:1", from: "a@b.example", patienceMs: 1_000 });
    expect(await fault(mailer.send(letter))).toBe("UNREACHABLE");
  });
});

test("what is written names the site and the link, in the language of the visitor, and in a name on one line", () => {
  const site = "Fern\nway";
  for (const language of ["en", "de-AT", "fr", "es", "pt-BR", "tlh", undefined]) {
    const { subject, text } = confirmLetter(language, site, "https://x.example/verify/t");
    expect(subject).toContain("Fern way");
    expect(text).toContain("https://x.example/verify/t");
    expect(subject + text).not.toMatch(/SITE|LINK/);
  }
  expect(confirmLetter("de", site, "l").subject).toContain("Adresse");
  expect(inviteLetter(site, "https://x.example/welcome").text).toContain("https://x.example/welcome");
});
