import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { confirmLetter } from "../mail/letters.ts";
import { type Mailbox, openMailbox } from "../testing/mailbox.ts";
import { family, type Pair } from "./collections/pair.ts";
import { WORDS } from "./collections/words.ts";
import { tell, tryAll } from "./figures.ts";

jest.setTimeout(180_000);

let box: Mailbox;
beforeAll(async () => {
  box = await openMailbox();
});
afterAll(() => box.close());

const HEAD =
  /^(From|To|Subject|Message-ID|Date|MIME-Version|Content-Type|Content-Transfer-Encoding|Auto-Submitted|X-Auto-Response-Suppress):/i;

/** What of a letter that came in should not be there. */
function faultIn({ to, text }: Mailbox["heard"][number], wanted: string): string | undefined {
  const head = text.split(/\r?\n\r?\n/)[0] ?? "";
  const names = head.split(/\r?\n/).filter((line) => !/^[ \t]/.test(line));
  const odd = names.find((line) => !HEAD.test(line));
  if (odd !== undefined) return `has the header ${odd}`;
  return to.length === 1 && to[0] === wanted ? undefined : `went to ${to.join()}`;
}

const ADDRESSES: readonly Pair[] = family("an address", "ana@acme.example", [
  ...["\r\n", "\n", "\r", "\u0000", "\u2028", "\u0085", "%0d%0a", "\\r\\n"].flatMap((end) => [
    `ana@acme.example${end}Bcc: all@evil.example`,
    `ana${end}Bcc: all@evil.example${end}@acme.example`,
    `ana@acme.example>${end}RCPT TO:<all@evil.example`,
    `"${end}"@acme.example`,
  ]),
  "ana@acme.example, all@evil.example",
  "ana@acme.example; all@evil.example",
  "ana@acme.example all@evil.example",
  "Ana <ana@acme.example>, Bo <all@evil.example>",
  "<all@evil.example>ana@acme.example",
  "group: all@evil.example;",
  "@evil.example:ana@acme.example",
  "ana@acme.example(all@evil.example)",
  "ana@[127.0.0.1]",
  "",
  "@",
  "ana@",
]);

test("no address sends a letter to somebody else, or begins a header; its twin gets its letter", async () => {
  const figures = await tryAll(ADDRESSES, 250, async (to, kind) => {
    const before = box.heard.length;
    const letter = {
      ...confirmLetter("en", "Fernway", "https://chat.example.com/verify/x"),
      to,
      id: "mail:1",
    };
    const sent = await box.mailer.send(letter).then(
      () => true,
      () => false,
    );
    const came = box.heard.slice(before);
    if (kind === "twin") return sent && came.length === 1 ? undefined : "got no letter";
    const wrong = came.find((one) => one.to.some((address) => address.includes("evil")));
    return (
      (wrong && `went to ${wrong.to.join()}`) ??
      came.map((one) => faultIn(one, one.to[0] ?? "")).find(Boolean)
    );
  });
  tell("addresses of mail", figures);
  expect(figures.faults).toEqual([]);
});

test("no name of a site begins a header or another letter", async () => {
  const figures = await tryAll(WORDS, 250, async (words) => {
    const before = box.heard.length;
    const letter = confirmLetter("en", words.slice(0, 200), "https://chat.example.com/verify/x");
    await box.mailer.send({ ...letter, to: "ana@acme.example", id: "mail:2" }).catch(() => undefined);
    return box.heard
      .slice(before)
      .map((one) => faultIn(one, "ana@acme.example"))
      .find(Boolean);
  });
  tell("words in mail", figures);
  expect(figures.faults).toEqual([]);
  expect(box.heard.length).toBeGreaterThan(200);
});

test("control: a letter with a header too many, or another reader, is found", () => {
  const text = "From: a@b.example\r\nTo: ana@acme.example\r\nBcc: all@evil.example\r\n\r\nHello";
  expect(faultIn({ from: "", to: ["ana@acme.example"], text }, "ana@acme.example")).toContain("Bcc");
  expect(faultIn({ from: "", to: ["a", "b"], text: "From: a\r\n\r\n" }, "a")).toContain("went to");
});
