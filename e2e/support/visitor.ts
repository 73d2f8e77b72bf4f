import type { FrameLocator, Locator, Page } from "playwright-core";

/** A visitor before a page with the widget. They find things as people do: by what is written on them. */
export interface Visitor {
  readonly page: Page;
  readonly chat: FrameLocator;
  readonly log: Locator;
  readonly box: Locator;
  open(): Promise<void>;
  /** Waits until it was said in the chat. */
  hears(text: string | RegExp): Promise<void>;
  /** Writes and sends. */
  says(text: string): Promise<void>;
  /** Presses the button of an answer. */
  taps(label: string): Promise<void>;
  picks(...labels: readonly string[]): Promise<void>;
}

export function visitorOn(page: Page): Visitor {
  const chat = page.getByRole("dialog", { name: "Chat" }).frameLocator("iframe");
  const log = chat.getByRole("log", { name: "Conversation" });
  const box = chat.getByRole("textbox");
  return {
    page,
    chat,
    log,
    box,
    open: async () => {
      await page.getByRole("button", { name: /^Open chat/ }).click();
      await log.waitFor();
    },
    hears: (text) => log.getByText(text).last().waitFor(),
    says: async (text) => {
      await box.fill(text);
      await box.press("Enter");
    },
    taps: (label) => chat.getByRole("button", { name: label, exact: true }).click(),
    picks: async (...labels) => {
      // The box itself is hidden behind its label, which is what a hand presses.
      for (const label of labels) await chat.locator("label").filter({ hasText: label }).click();
      await chat.getByRole("button", { name: `Send ${labels.length} choices` }).click();
    },
  };
}

/** A talk that ends with a hot lead who waits for a person: one bad e-mail, one answer changed by button, one in words. */
export async function becomeHot(visitor: Visitor): Promise<void> {
  const { hears, says, taps, picks } = visitor;
  await hears("Who am I talking to?");
  await says("Ana Keller");
  await hears("How many people would share the inbox?");
  await says("about 40");
  await hears("What do you do there?");
  await taps("Operations");
  await hears(/What should get better\?/);
  await picks("Faster replies", "One place for all requests");
  await hears(/Is there a yearly budget/);
  await says("20k");
  await hears("When would you like to be up and running?");
  await taps("This month");
  await hears(/which work address/);
  await says("ana@gmail.com");
  await hears(/That one won't do/);
  await says("ana@acme.example");
  await hears(/40 people, Operations, start this month/);
}

/** Goes on from {@link becomeHot}'s last question: what was read back is not right in two places. */
export async function correctTwice({ chat, hears, says, taps }: Visitor): Promise<void> {
  await says("sorry, we are 80 people");
  await hears(/80 people, Operations, start this month/);
  await chat.getByRole("button", { name: "Change role" }).click();
  await taps("Head of support");
  await hears(/80 people, Head of support, start this month/);
}
