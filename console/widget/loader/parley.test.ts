import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";

/** The loader runs once a page, so this file is one page and tells one story after the other. */
interface Page extends Window {
  Parley?: (...args: readonly unknown[]) => unknown;
}

const page = window as unknown as Page;
const asked: {
  url: string;
  body: { page: { url: string }; event?: string; facts?: object; met?: object; returning?: boolean };
}[] = [];
const starts = [
  { playbook: "b2b", after: 8, teaser: "Hi! I'm Robin." },
  { playbook: "sales", event: "clicked_talk_to_sales" },
];
const reply = { look: { name: "Fernway", bot: "Robin", online: true }, starts };
const widget = () => document.querySelector("parley-widget")?.shadowRoot;
const panel = () => widget()?.querySelector<HTMLElement>(".panel");
const launcher = () => widget()?.querySelector<HTMLElement>(".launcher");

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test("asks what may start, shows the launcher, and stores nothing", async () => {
  const script = Object.assign(document.createElement("script"), {
    type: "text/x",
    src: "https://chat.example/parley.js",
  });
  document.head.append(script);
  Object.assign(globalThis, {
    PARLEY_STYLE: "",
    matchMedia: () => ({ matches: false }),
    CSSStyleSheet: class {
      replaceSync(): void {}
    },
    fetch: (url: URL, init: { body: string }) => {
      const body = JSON.parse(init.body);
      asked.push({ url: url.href, body });
      const fitting = body.event === undefined ? starts : starts.filter(({ event }) => event === body.event);
      return Promise.resolve({ ok: true, json: () => Promise.resolve({ ...reply, starts: fitting }) });
    },
  });
  Object.assign(page, {
    Parley: Object.assign(() => undefined, {
      q: [
        ["on", "open", () => document.body.append("opened ")],
        ["set", { plan: "pro", seats: 5 }],
      ],
    }),
  });

  await import("./parley.ts");
  await jest.advanceTimersByTimeAsync(0);

  expect(asked.map(({ url }) => url)).toEqual(["https://chat.example/api/v1/start"]);
  expect(asked[0]?.body).toMatchObject({ facts: { plan: "pro", seats: 5 }, met: {}, returning: false });
  expect(launcher()?.ariaLabel).toBe("Open chat");
  expect(panel()?.hidden).toBe(true);
  expect(widget()?.querySelector("iframe")).toBeNull();
  expect([localStorage.length, sessionStorage.length]).toEqual([0, 0]);
});

test("shows the teaser when its time has come, and opens nothing by itself", async () => {
  await import("./parley.ts");
  page.Parley?.("page");
  await jest.advanceTimersByTimeAsync(7_900);
  expect(widget()?.querySelector(".teaser")).toBeNull();
  await jest.advanceTimersByTimeAsync(200);
  expect(widget()?.querySelector(".teaser p")?.textContent).toBe("Hi! I'm Robin.");
  expect(panel()?.hidden).toBe(true);
  expect(localStorage.length).toBe(0);
});

test("opens at once for an event that starts a playbook, and for no other", async () => {
  page.Parley?.("track", "scrolled");
  await jest.advanceTimersByTimeAsync(0);
  expect(panel()?.hidden).toBe(true);

  const button = document.createElement("button");
  button.setAttribute("data-parley-event", "clicked_talk_to_sales");
  document.body.append(button);
  button.focus();
  button.click();
  await jest.advanceTimersByTimeAsync(0);
  expect(panel()?.hidden).toBe(false);
  expect(launcher()?.ariaLabel).toBe("Close chat");
  expect(widget()?.querySelector("iframe")?.src).toBe(
    `https://chat.example/chat#${encodeURIComponent(location.origin)}`,
  );
  expect(document.body.textContent).toContain("opened");
});

test("tells which playbook was met, by an act only, and who is back on a later visit", async () => {
  page.Parley?.("set", { seats: null, name: "Ana" });
  await jest.advanceTimersByTimeAsync(90_000);
  page.Parley?.("page");
  await jest.advanceTimersByTimeAsync(0);
  const { facts, met, returning } = asked.at(-1)?.body ?? {};
  expect([facts, returning]).toEqual([{ plan: "pro", name: "Ana" }, false]);
  expect(met).toEqual({ sales: expect.any(Number) });
  expect((met as { sales: number }).sales).toBeGreaterThanOrEqual(90);
  jest.setSystemTime(Date.now() + 31 * 60_000);
  page.Parley?.("page");
  await jest.advanceTimersByTimeAsync(0);
  expect(asked.at(-1)?.body.returning).toBe(true);
});

test("gives the focus back to what opened it", () => {
  page.Parley?.("close");
  expect(panel()?.hidden).toBe(true);
  expect(document.activeElement?.getAttribute("data-parley-event")).toBe("clicked_talk_to_sales");
});

test("hears only its own chat", () => {
  const frame = widget()?.querySelector("iframe") ?? document.createElement("iframe");
  const other = document.body.appendChild(document.createElement("iframe"));
  Object.defineProperty(frame, "contentWindow", { value: other.contentWindow });
  const tell = (origin: string, source: Window | null | undefined) =>
    window.dispatchEvent(
      new MessageEvent("message", { origin, source: source ?? null, data: { parley: "unread", count: 3 } }),
    );
  tell("https://evil.example", frame.contentWindow);
  tell("https://chat.example", window);
  expect(launcher()?.ariaLabel).toBe("Open chat");
  tell("https://chat.example", frame.contentWindow);
  expect(launcher()?.ariaLabel).toBe("Open chat, 3 unread");
});

test("asks again when the page changes without loading, and not for a place on the same page", async () => {
  const before = asked.length;
  history.replaceState({}, "", "#part");
  await jest.advanceTimersByTimeAsync(10);
  expect(asked).toHaveLength(before);
  history.pushState({}, "", "/security");
  await jest.advanceTimersByTimeAsync(10);
  expect(asked.at(-1)?.body.page.url).toMatch(/\/security$/);
});

test("comes back when the page throws it away", async () => {
  document.querySelector("parley-widget")?.remove();
  expect(widget()).toBeUndefined();
  await jest.advanceTimersByTimeAsync(0);
  expect(launcher()).toBeTruthy();
});

test("takes the look that the site gives it: colour, corner and words", async () => {
  const { look } = reply;
  Object.assign(look, { widget: { color: "#aa3300", position: "start", launcher: "Chat with us" } });
  page.Parley?.("page");
  await jest.advanceTimersByTimeAsync(0);
  const host = document.querySelector<HTMLElement>("parley-widget");
  expect(host?.style.getPropertyValue("--parley-primary")).toBe("#aa3300");
  expect(host?.hasAttribute("start")).toBe(true);
  expect(launcher()?.textContent).toContain("Chat with us");
  // What is to be seen on it is its name, too.
  expect(launcher()?.ariaLabel).toContain("Chat with us");

  host?.style.removeProperty("--parley-primary");
  Object.assign(look, { widget: undefined });
  page.Parley?.("page");
  await jest.advanceTimersByTimeAsync(0);
  expect(host?.style.getPropertyValue("--parley-primary")).toBe("");
  expect([host?.hasAttribute("start"), launcher()?.querySelector("span")?.hidden]).toEqual([false, true]);
});
