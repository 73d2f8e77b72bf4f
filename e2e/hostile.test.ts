import { expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { MARKUP } from "../server/hostile/collections/markup.ts";
import { describeInBrowser, siteAndBrowser } from "./support/in-browser.ts";
import { goTo, newPage, setPassword } from "./support/rep.ts";
import { visitorOn } from "./support/visitor.ts";

/** What a page does that text alone never makes it do. */
function watch(page: Page): () => Promise<readonly string[]> {
  const seen: string[] = [];
  page.on("dialog", (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => seen.push(`error: ${error.message}`));
  page.on("console", (line) => {
    if (/Content Security Policy|Refused to/i.test(line.text())) seen.push(`policy: ${line.text()}`);
  });
  page.on("request", (request) => {
    if (request.url().includes("evil.example")) seen.push(`request: ${request.url()}`);
  });
  return async () => {
    for (const frame of page.frames()) {
      // As a text, since the page's own world is what is looked at.
      const found: unknown = await frame.evaluate(`({
        ran: typeof window.hostile,
        scripts: [...document.scripts].filter((one) => !one.src.startsWith(location.origin)).length,
        links: [...document.links].filter((one) => !/^(https?|mailto|tel):$/.test(one.protocol)).map((one) => one.href),
        frames: [...document.querySelectorAll("iframe, object, embed, base, form[action]")].filter((one) => !(one.src ?? "").startsWith(location.origin)).length,
      })`);
      const clean = { ran: "undefined", scripts: 0, links: [], frames: 0 };
      if (JSON.stringify(found) !== JSON.stringify(clean))
        seen.push(`${frame.url()}: ${JSON.stringify(found)}`);
    }
    return seen;
  };
}

describeInBrowser("what hostile visitors write", () => {
  const here = siteAndBrowser();

  const payloads = MARKUP.map(({ hostile }) => hostile.replaceAll("\u0000", ""));
  const post = async (path: string, token: string, body: object) => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const answer = await fetch(`${here.site.url}/api/v1${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    expect(answer.status).toBeLessThan(300);
  };

  test("is text in the chat, and nothing else", async () => {
    const page = await newPage(here.browser);
    const found = watch(page);
    let bearer = "";
    let talk = "";
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      talk = /\/conversations\/([^/]+)/.exec(pathname)?.[1] ?? talk;
      bearer = request.headers()["authorization"]?.slice("Bearer ".length) ?? bearer;
    });
    await page.goto(`${here.site.url}/pricing?utm_campaign=${encodeURIComponent(payloads[0] ?? "")}`);
    const visitor = visitorOn(page);
    await visitor.open();
    await visitor.says("Ana");
    await visitor.hears("How many people would share the inbox?");
    for (const [index, text] of payloads.entries()) {
      await post(`/conversations/${talk}/messages`, bearer, { id: `hostile-${index}`, text });
    }
    await visitor.says("the last word");
    await visitor.hears("the last word");
    // Control of the arrangement: they stand there, as letters.
    const shown = await visitor.log.innerText();
    const missing = payloads.filter((text) => !squeezed(shown).includes(squeezed(text)));
    expect(missing.slice(0, 3)).toEqual([]);
    expect(await found()).toEqual([]);
    await page.context().close();
  });

  test("is text in the console: lists, conversation, lead, names, pages and campaigns", async () => {
    for (const [index, text] of payloads.entries()) {
      if (index % 4 > 0) continue;
      const token = Buffer.alloc(32, index).toString("base64url");
      const id = `conversation-hostile-${index}`;
      const url = `https://a.example/pricing?utm_source=${encodeURIComponent(text)}`;
      const page = { url, title: text.slice(0, 300), referrer: text.slice(0, 2_000) };
      await post("/conversations", token, { id, playbook: "b2b-qualification", page });
      await post(`/conversations/${id}/messages`, token, { id: "name-hostile", text: text.slice(0, 100) });
      await post(`/conversations/${id}/messages`, token, { id: "mail-hostile", text });
      await post(`/conversations/${id}/messages`, token, {
        id: "human-hostile",
        text: "I want to talk to a human",
      });
    }
    const rep = await newPage(here.browser);
    const found = watch(rep);
    await setPassword(rep, await here.site.firstLink(), "correct horse battery");
    const rows = rep.getByRole("main").getByRole("link");
    await rows.nth(10).waitFor();
    for (const row of [1, 4, 7, 10]) {
      await rows.nth(row).click();
      await rep.getByRole("button", { name: /^Show \d+ messages/ }).click();
      await rep.getByRole("log").getByText("I want to talk to a human").waitFor();
      expect(await found()).toEqual([]);
    }
    await goTo(rep, "Leads");
    const leads = rep.getByRole("main").getByRole("row").getByRole("link");
    await leads.first().waitFor();
    await leads.first().click();
    await rep.getByRole("region", { name: "Score receipt" }).waitFor();
    expect(await found()).toEqual([]);
    await rep.context().close();
  });

  test("control: where it is put into a page as anything but text, it is seen", async () => {
    const page = await newPage(here.browser);
    const found = watch(page);
    await page.goto(`${here.site.url}/pricing`);
    await page.evaluate(
      `document.body.insertAdjacentHTML("beforeend", '<a href="javascript:window.hostile=1">x</a><iframe src="https://evil.example/"></iframe>')`,
    );
    expect((await found()).join()).toContain("javascript:");
    expect((await found()).join()).toContain("evil.example");
    await page.context().close();
  });
});

function squeezed(text: string): string {
  return text.replace(/\P{L}+/gu, "");
}
