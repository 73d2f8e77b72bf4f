import type { Browser, Page } from "playwright-core";

/** Waiting for a person on a busy machine; longer means that it will not come. */
export const PATIENCE_MS = 30_000;

/** A browser of one's own, with nothing in it. */
export async function newPage(browser: Browser, options: Parameters<Browser["newContext"]>[0] = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  return await context.newPage();
}

/** Opens a one-time link and sets the password with it: the person then stands in the inbox. */
export async function setPassword(page: Page, link: string, password: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Choose a password").fill(password);
  await page.getByRole("button", { name: "Set password and log in" }).click();
  await page.getByRole("navigation", { name: "Console" }).waitFor();
}

/** An admin invites a rep on the people page. Gives the one-time link. */
export async function inviteRep(admin: Page, name: string, email: string): Promise<string> {
  await goToSetting(admin, "People");
  await admin.getByRole("button", { name: "Invite" }).click();
  const form = admin.getByRole("dialog", { name: "Invite a person" });
  await form.getByLabel("E-mail").fill(email);
  await form.getByLabel("Name").fill(name);
  await form.getByRole("button", { name: "Make the link" }).click();
  const told = admin.getByRole("dialog", { name: `Send this to ${email}` });
  const link = await told.getByText("/welcome?link=").innerText();
  await told.getByRole("button", { name: "Done" }).click();
  return link;
}

/** Follows a link of the console's navigation. */
export async function goTo(page: Page, title: string): Promise<void> {
  const side = page.getByRole("navigation", { name: "Console" });
  await side.getByRole("link", { name: new RegExp(`^${title}`) }).click();
}

/** Opens a page of the settings, from wherever one is. */
export async function goToSetting(page: Page, title: string): Promise<void> {
  await goTo(page, "Settings");
  const list = page.getByRole("navigation", { name: "Settings" });
  await list.getByRole("link", { name: title, exact: true }).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

/** Opens a conversation from the queue that is shown, as soon as it stands there. */
export async function openTalk(page: Page, name: string): Promise<void> {
  await page
    .getByRole("main")
    .getByRole("link", { name: new RegExp(name) })
    .first()
    .click();
  await page.getByRole("region", { name: `Conversation with ${name}` }).waitFor();
}

/** Writes to the visitor and waits until it is said. */
export async function reply(page: Page, name: string, text: string): Promise<void> {
  const box = page.getByRole("textbox", { name: `Reply to ${name}` });
  await box.fill(text);
  await box.press("Control+Enter");
  await messages(page, name).getByText(text).waitFor();
}

/** What was said, as the console shows it. */
export function messages(page: Page, name: string) {
  return page.getByRole("log", { name: `Messages with ${name}` });
}
