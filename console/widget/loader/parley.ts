import type { StartReply } from "../../../server/wire/visitor.ts";
import type { Start, ToChat, ToHost } from "../bridge.ts";
import { themeOf } from "./colour.ts";
import { fillScreen, isPhone } from "./full-screen.ts";
import { memory } from "./memory.ts";
import { onNavigate, page } from "./page.ts";
import { wordsFor } from "./texts.ts";
import { createView } from "./view.ts";

type Offer = StartReply["starts"][number];
type Facts = Start["facts"];
type Told = Readonly<Record<string, string | number | boolean | null>>;
type Listener = (detail: unknown) => void;
type Command = (...args: readonly never[]) => unknown;
/** Undefined is left out on the way. */
type Loose<T> = { readonly [K in keyof T]: T[K] | undefined };
interface Global {
  (...args: readonly unknown[]): unknown;
  q?: ArrayLike<unknown>[];
}

const script = (document.currentScript ??
  document.querySelector('script[src$="parley.js"]')) as HTMLScriptElement;
const { playbook, inline, theme = "", locale: asked, consent } = script.dataset;
const base = new URL(".", script.src);
const locale = asked ?? (document.documentElement.lang || navigator.language);
const words = wordsFor(locale);
const container = inline === undefined ? null : document.querySelector(inline);
const view = createView(words, theme, container, { onToggle, onClose, onTeaser, onDismiss });
const listeners: [string, Listener][] = [];
const outbox: ToChat[] = [];
let reply: StartReply | undefined;
let frame: HTMLIFrameElement | undefined;
let chatReady = false;
let open = false;
let hidden = false;
let agreed = consent === "true";
let teased: Offer | undefined;
let signed: string | undefined;
let timers: ReturnType<typeof setTimeout>[] = [];
let returnTo: Element | null = null;
/** What the page has told of the visitor. Kept nowhere. */
let known: Told = {};

const commands: Record<string, Command> = {
  open: () => openChat(true),
  close: onClose,
  toggle: onToggle,
  show: () => setHidden(false),
  hide: () => setHidden(true),
  set,
  track: (event: string, facts?: Facts) => void track(event, facts),
  start: (id: string, options?: { facts?: Facts }) => openChat(true, { playbook: id, ...options }),
  page: () => void visit(),
  consent: (given: boolean) => {
    agreed = given;
    if (open) openChat(false);
  },
  identify,
  on: (event: string, listener: Listener) => {
    listeners.push([event, listener]);
    if (event === "ready" && reply) listener(undefined);
    return () => off(event, listener);
  },
  off,
};

/** Facts for the conversation that begins next; null takes one back. */
function set(told: Told): void {
  known = { ...known, ...told };
  if (reply === undefined) return;
  if (!open && !teased) void visit();
}

function off(event: string, listener: Listener): void {
  const at = listeners.findIndex(([name, one]) => name === event && one === listener);
  if (at >= 0) listeners.splice(at, 1);
}

function emit(event: string, detail?: unknown): void {
  for (const [name, listener] of [...listeners]) if (name === event) listener(detail);
  document.dispatchEvent(new CustomEvent(`parley:${event}`, { detail }));
}

/** What is known of the visitor. */
function told(facts: Facts) {
  const all = Object.entries({ ...known, ...facts }).filter(([, value]) => value !== null);
  return { facts: Object.fromEntries(all), returning: memory.returning() };
}

/** Asks what may start on this page. Nothing is stored, here or there. */
async function ask(event?: string, facts?: Facts): Promise<StartReply | undefined> {
  const body = JSON.stringify({ page: page(), event, ...told(facts), met: memory.met() });
  const headers = { "content-type": "application/json" };
  try {
    const response = await fetch(new URL("api/v1/start", base), {
      method: "POST",
      headers,
      body,
      credentials: "omit",
    });
    if (response.ok) return (await response.json()) as StartReply;
    hint(
      response.status === 403
        ? `add ${location.origin} to origins: in site.yml`
        : `status ${response.status}`,
    );
  } catch {
    hint(
      `${base.origin} cannot be reached from ${location.origin}, or does not list it in origins: of site.yml`,
    );
  }
  return undefined;
}

let hinted = false;
function hint(text: string): void {
  // biome-ignore lint/suspicious/noConsole: the one place where the owner of a page can learn what is wrong
  if (!hinted) console.error(`Parley: ${text}`);
  hinted = true;
}

async function visit(): Promise<void> {
  timers.forEach(clearTimeout);
  timers = [];
  view.hideTeaser();
  const first = reply === undefined;
  const got = await ask();
  if (got === undefined) return;
  reply = got;
  tell({ parley: "page", page: page(), ...(!open && { start: whole(usual()) }) });
  if (first) begin();
  else dress();
  for (const offer of got.starts) {
    if (offer.event === undefined) timers.push(setTimeout(tease, (offer.after ?? 0) * 1000, offer));
  }
}

/** As the site has it; only on the page can be seen what the page says itself. */
function dress(): void {
  view.setLook(reply?.look.widget ?? { position: "end" });
  themeOf(view.host, view.launcher);
}

function begin(): void {
  view.attach();
  dress();
  // A page that draws itself anew may throw the widget away: it comes back, and the chat with it.
  const observer = new MutationObserver(() => {
    if (view.host.isConnected) return;
    view.attach();
    watch();
  });
  const watch = () => {
    const { documentElement, body } = view.host.ownerDocument;
    for (const node of [documentElement, body]) observer.observe(node, { childList: true });
  };
  watch();
  if (container !== null) load();
  else if (memory.wasOpen() && !isPhone()) openChat(false);
  // Who talks here is heard when a person wants to talk with them, and seen by the people who answer.
  else if (memory.talking()) load();
  emit("ready");
}

function setHidden(hide: boolean): void {
  hidden = hide;
  view.setShown(!hide);
  if (hide) view.hideTeaser();
}

function tease(offer: Offer): void {
  if (open || hidden || teased || !offer.teaser || container || memory.talking() || memory.dismissed())
    return;
  teased = offer;
  view.showTeaser(reply?.look.bot ?? "", offer.teaser);
  view.setUnread(1);
}

function onTeaser(): void {
  openChat(true, { playbook: teased?.playbook });
}

function onDismiss(): void {
  memory.dismiss();
  if (teased) memory.meet(teased.playbook);
  view.hideTeaser();
  view.setUnread(0);
  view.launcher.focus();
}

function onToggle(): void {
  if (open) onClose();
  else openChat(true);
}

/** A text was signed by the site's server; plain facts are what the page says. */
function identify(who: string | Told): void {
  if (typeof who !== "string") {
    set(who);
    return;
  }
  signed = who;
  tell({ parley: "identify", jwt: who });
}

async function track(event: string, facts?: Facts): Promise<void> {
  const offer = (await ask(event, facts))?.starts.find((one) => one.event === event);
  if (offer) openChat(true, { playbook: offer.playbook, event, facts });
}

/** What the launcher begins: the page's own choice, else what starts by itself here. */
function usual(): Loose<Start> {
  const offer = reply?.starts.find(({ event }) => event === undefined) ?? reply?.starts[0];
  return { playbook: playbook ?? offer?.playbook };
}

function whole(start: Loose<Start>): Start {
  const consent = agreed ? reply?.look.consent?.text : undefined;
  return JSON.parse(JSON.stringify({ ...start, ...told(start.facts), consent })) as Start;
}

function openChat(act: boolean, start?: Loose<Start>): void {
  if (reply === undefined) return;
  load();
  view.hideTeaser();
  view.setUnread(0);
  const begun = start ?? usual();
  tell({ parley: "open", focus: act, act, start: whole(begun) });
  // Where the site asks for consent first, opening the chat is not yet a reason to remember anything.
  const allowed = agreed || reply.look.consent === undefined;
  if (act && allowed && begun.playbook !== undefined && !memory.talking()) memory.meet(begun.playbook);
  if (act) memory.setTalking(true);
  if (open || container) return;
  returnTo = document.activeElement;
  setOpen(true);
  if (act) frame?.focus();
}

function onClose(): void {
  if (!open) return;
  setOpen(false);
  tell({ parley: "closed" });
  const back = returnTo instanceof HTMLElement && returnTo !== document.body && returnTo !== view.host;
  (back && returnTo?.isConnected ? (returnTo as HTMLElement) : view.launcher).focus();
}

function setOpen(now: boolean): void {
  open = now;
  view.setOpen(now);
  memory.setOpen(now);
  fillScreen(now, view.panel);
  emit(now ? "open" : "close");
}

function load(): void {
  if (frame !== undefined) return;
  frame = document.createElement("iframe");
  frame.title = reply ? `${words.chat}, ${reply.look.name}` : words.chat;
  frame.src = new URL(`chat#${encodeURIComponent(location.origin)}`, base).href;
  view.panel.append(frame);
}

function tell(message: ToChat): void {
  if (frame === undefined) return;
  if (chatReady) frame.contentWindow?.postMessage(message, base.origin);
  else if (message.parley === "open") outbox.push(message);
}

function onMessage({ origin, source, data }: MessageEvent<ToHost>): void {
  if (origin !== base.origin || source === null || source !== frame?.contentWindow) return;
  switch (data.parley) {
    case "hello":
      greet();
      break;
    case "close":
      onClose();
      break;
    case "call":
      if (!hidden) openChat(false);
      break;
    case "unread":
      view.setUnread(data.count);
      emit("unread", data.count);
      break;
    case "message":
      emit("message", { seq: data.seq, from: data.from });
      break;
    case "status":
      if (data.status === "ended") emit("ended");
      memory.setTalking(data.status !== "ended");
      break;
  }
}

/** The chat is there, or there again after the iframe was moved. */
function greet(): void {
  const again = chatReady;
  chatReady = true;
  const variables = themeOf(view.host, view.launcher);
  const look = reply?.look;
  tell({
    parley: "init",
    page: page(),
    look,
    locale,
    theme,
    variables,
    inline: container !== null,
    start: whole(usual()),
  });
  if (signed) tell({ parley: "identify", jwt: signed });
  for (const message of outbox.splice(0)) tell(message);
  if (again && open) tell({ parley: "open", focus: false, act: false, start: whole(usual()) });
}

onNavigate(() => void visit());
addEventListener("message", onMessage);
addEventListener("resize", () => fillScreen(open, view.panel));
for (const event of ["resize", "scroll"])
  window.visualViewport?.addEventListener(event, () => fillScreen(open, view.panel));
document.addEventListener("click", (event) => {
  const element = event.target instanceof Element ? event.target.closest("[data-parley-event]") : null;
  if (element === null || reply === undefined) return;
  event.preventDefault();
  void track(element.getAttribute("data-parley-event") ?? "");
});

const page_ = window as unknown as { Parley?: Global };
const queue = Array.from(page_.Parley?.q ?? [], (call) => Array.from(call));
const run: Global = (name, ...args) => commands[name as string]?.(...(args as never[]));
page_.Parley = run;
// What may start depends on what is known of the visitor.
for (const call of queue) if (call[0] === "set") run(...call);
void visit().then(() => {
  for (const call of queue) if (call[0] !== "set") run(...call);
});
