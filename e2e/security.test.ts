import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Secret, TOTP } from "otpauth";
import type { Browser, Frame, Page } from "playwright-core";
import { violations } from "./support/axe.ts";
import { openBrowser } from "./support/chromium.ts";
import { describeInBrowser } from "./support/in-browser.ts";
import { goTo, goToSetting, newPage, setPassword } from "./support/rep.ts";
import { openSite, type Site } from "./support/site.ts";
import { becomeHot, visitorOn } from "./support/visitor.ts";

const PASSWORD = "correct horse battery";

describeInBrowser("the console and the chat keep to their policy", () => {
  let browser: Browser;
  let site: Site;
  let dir: string;
  let admin: Page;
  let secret = "";
  const reports: string[] = [];
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "parley-security-"));
    site = await openSite({ DATA_DIR: dir });
    browser = await openBrowser();
    admin = await watched(await newPage(browser, { reducedMotion: "reduce" }), reports);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    await rm(dir, { recursive: true, force: true });
  });

  test("an admin sets up codes by keyboard, keeps the recovery codes and logs in with one", async () => {
    await setPassword(admin, await site.firstLink(), PASSWORD);
    await admin.getByRole("link", { name: /Your account/ }).click();
    await admin.getByRole("heading", { name: "Where you are logged in" }).waitFor();
    await admin.getByText("This one").waitFor();
    await expectClean("account", admin);
    const codes = admin.getByRole("region", { name: "Codes when you log in" });
    await codes.getByLabel("Your password").fill(PASSWORD);
    await admin.keyboard.press("Enter");
    const shown = await codes.locator("code").innerText();
    secret = shown.replaceAll(" ", "");
    expect(await codes.getByRole("link", { name: "open it in the app" }).getAttribute("href")).toContain(
      `secret=${secret}`,
    );
    await expectClean("codes, set up", admin);
    await codes.getByLabel("First code").fill("000000");
    await admin.keyboard.press("Enter");
    await codes.getByRole("alert").waitFor();
    await codes.getByLabel("First code").fill(codeOf(secret));
    await admin.keyboard.press("Enter");
    const list = codes.getByRole("list", { name: "Recovery codes" });
    await list.waitFor();
    expect(await list.getByRole("listitem").count()).toBe(10);
    const recovery = await list.getByRole("listitem").first().innerText();
    await expectClean("codes, recovery", admin);
    await codes.getByRole("button", { name: "I have kept them" }).click();
    await codes.getByRole("button", { name: "Turn codes off" }).waitFor();

    await admin.getByRole("button", { name: "Log out" }).last().click();
    await admin.getByLabel("E-mail").fill("admin@localhost");
    await admin.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await admin.keyboard.press("Enter");
    await admin.getByLabel("Code").waitFor();
    await expectClean("log in, code", admin);
    await admin.keyboard.type(recovery);
    await admin.keyboard.press("Enter");
    await admin.getByRole("navigation", { name: "Console" }).waitFor();
  });

  test("an admin makes a key by keyboard, which reads leads until it is revoked", async () => {
    await goToSetting(admin, "API keys");
    await admin.getByText("No keys yet.").waitFor();
    await expectClean("keys, empty", admin);
    await admin.getByRole("button", { name: "Make a key" }).press("Enter");
    const form = admin.getByRole("dialog", { name: "Make an API key" });
    await form.getByLabel("Name").fill("CRM");
    await form.getByRole("checkbox", { name: "Read leads with their conversations" }).press("Space");
    await expectClean("make a key", admin);
    await form.getByLabel("Name").press("Enter");
    const told = admin.getByRole("dialog", { name: "The key CRM" });
    const key = await told.locator("code").innerText();
    await expectClean("key made", admin);
    await told.getByRole("button", { name: "Done" }).press("Enter");
    await admin.getByRole("row", { name: /CRM/ }).waitFor();
    await expectClean("keys", admin);
    const ask = () => fetch(`${site.url}/api/v1/leads`, { headers: { authorization: `Bearer ${key}` } });
    expect((await ask()).status).toBe(200);
    await admin.getByRole("button", { name: "Revoke CRM" }).press("Enter");
    const sure = admin.getByRole("dialog", { name: "Revoke CRM?" });
    await sure.getByRole("button", { name: "Revoke" }).press("Enter");
    await admin.getByText("No keys yet.").waitFor();
    expect((await ask()).status).toBe(401);
  });

  test("the audit log tells all of it, and that nothing was changed", async () => {
    await goToSetting(admin, "Audit log");
    const table = admin.getByRole("table");
    for (const words of ["Turned codes on", "Used a recovery code", "Made an API key", "Revoked an API key"])
      await table.getByText(words).first().waitFor();
    await admin.getByRole("button", { name: "Check" }).press("Enter");
    await admin.getByText(/All \d+ lines are as they were written/).waitFor();
    await expectClean("audit log", admin);
    await goToSetting(admin, "People");
    await admin.getByRole("button", { name: "Change Admin" }).press("Enter");
    await admin.getByRole("dialog", { name: "Admin" }).waitFor();
    await expectClean("person", admin);
    await admin.keyboard.press("Escape");
  });

  test("a whole talk and every screen of the console bring no report", async () => {
    const page = await watched(await newPage(browser, { reducedMotion: "reduce" }), reports);
    const visitor = visitorOn(page);
    await page.goto(`${site.url}/pricing`);
    await visitor.open();
    await becomeHot(visitor);
    await visitor.taps("Yes");
    await visitor.hears(/One moment, Ana/);
    await goTo(admin, "Leads");
    await admin.getByRole("row", { name: /Ana Keller/ }).waitFor();
    await admin.getByRole("link", { name: "Ana Keller" }).click();
    await admin.getByRole("region", { name: "Score receipt" }).waitFor();
    expect(reports).toEqual([]);

    // Control: what the policy forbids is reported, in both.
    await script(admin.mainFrame());
    expect(reports.some((one) => one.includes("script-src"))).toBe(true);
    reports.length = 0;
    const chat = page.frames().find((frame) => new URL(frame.url()).pathname === "/chat");
    if (!chat) throw new Error("the chat is not open");
    await script(chat);
    await expect(chat.evaluate("document.body.innerHTML = '<b>x</b>'")).rejects.toThrow(/TrustedHTML/);
    expect(reports.filter((one) => one.startsWith("require-trusted-types-for"))).not.toEqual([]);
    await page.context().close();
  });
});

/** Collects what the browser reports against a page's policy, in its frames too. */
async function watched(page: Page, reports: string[]): Promise<Page> {
  await page.exposeFunction("tellReport", (report: string) => void reports.push(report));
  await page.addInitScript(`addEventListener("securitypolicyviolation", (event) =>
    tellReport(event.effectiveDirective + " " + event.blockedURI + " " + location.pathname))`);
  return page;
}

/** Puts an inline script into the page; the policy must stop it. */
async function script(frame: Frame): Promise<void> {
  const ran = await frame.evaluate(`new Promise((done) => {
    addEventListener("securitypolicyviolation", () => setTimeout(() => done(globalThis.ranInline === true), 50), { once: true });
    const script = document.createElement("script");
    try { script.append(document.createTextNode("globalThis.ranInline = true")); } catch {}
    document.head.append(script);
  })`);
  expect(ran).toBe(false);
}

function codeOf(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate();
}

async function expectClean(name: string, page: Page): Promise<void> {
  const found: string[] = [];
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      const pictures = process.env["PICTURES"];
      if (pictures) await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`) });
      found.push(
        ...(await violations(page.mainFrame())).map((fault) => `${name}, ${width}, ${colorScheme}: ${fault}`),
      );
    }
  }
  expect(found).toEqual([]);
}
