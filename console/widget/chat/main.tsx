/** @jsxImportSource preact */
import { render } from "preact";
import type { StartReply } from "../../../server/wire/visitor.ts";
import type { ToChat } from "../bridge.ts";
import { browserPorts } from "./browser.ts";
import { Chat, type Surroundings } from "./Chat.tsx";
import { createClient } from "./client.ts";
import { consentFor } from "./consent-for.ts";
import { connectHost } from "./host.ts";
import { directionOf, textsFor } from "./texts.ts";
import { createVisits } from "./visits.ts";

const base = new URL("api/v1/", location.href).href;
const ports = browserPorts(base);
const client = createClient(ports);
const locale = new URLSearchParams(location.search).get("locale") ?? navigator.language;
const playbook = new URLSearchParams(location.search).get("playbook");
let around: Surroundings = {
  look: undefined,
  page: { url: location.href.slice(0, 2000) },
  start: playbook === null ? {} : { playbook },
  texts: textsFor(locale),
  focus: 0,
  visible: true,
  onClose: undefined,
  save: saveFile,
};

function draw(part: Partial<Surroundings>): void {
  around = { ...around, ...part };
  const root = document.getElementById("parley");
  if (root !== null) render(<Chat {...around} client={client} />, root);
}

function speak(locale: string): void {
  document.documentElement.lang = locale;
  document.documentElement.dir = directionOf(locale);
}

const host = connectHost(window, onMessage);
/** The token of the link in a mail, on the chat's own page. */
const linkToken = host === undefined ? /^#resume=([\w-]{43})$/.exec(location.hash)?.[1] : undefined;
const visits = createVisits(ports, {
  session: client.session,
  page: () => around.page,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  onCall: () => host?.tell({ parley: "call" }),
});

function onMessage(message: ToChat): void {
  switch (message.parley) {
    case "init":
      speak(message.locale);
      dress(message);
      if (message.inline) client.resume();
      draw({
        look: message.look,
        page: message.page,
        start: message.start,
        texts: textsFor(message.locale),
        visible: message.inline,
        onClose: message.inline ? undefined : () => host?.tell({ parley: "close" }),
      });
      visits.say();
      break;
    case "open":
      open(message);
      draw({ visible: true, start: message.start, focus: around.focus + (message.focus ? 1 : 0) });
      break;
    case "closed":
      draw({ visible: false });
      break;
    case "page":
      draw({ page: message.page, ...(message.start && { start: message.start }) });
      visits.say();
      break;
    case "identify":
      client.identify(message.jwt);
      break;
  }
}

function open({ start, act }: ToChat & { parley: "open" }): void {
  const known = client.resume();
  const over = client.state().status === "ended" || client.state().phase === "gone";
  if (known && !(act && over)) return;
  const first = consentFor({ ...around, start, client }, over ? "gone" : "idle");
  if (first.wanted === undefined) client.begin(first.start, around.page);
}

function dress({ theme, variables }: ToChat & { parley: "init" }): void {
  const { style, dataset } = document.documentElement;
  dataset["theme"] = theme;
  for (const [name, value] of Object.entries(variables)) {
    if (name.startsWith("--parley-")) style.setProperty(name, value);
  }
}

function saveFile(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Only when the visitor says so: programs that look into mail open links too. */
function resumeByLink(): void {
  if (linkToken === undefined) return;
  void client.resumeBy(linkToken, around.page).then(() => {
    if (client.state().phase === "idle") return;
    // What is spent need not stand in the address.
    history.replaceState(null, "", location.pathname + location.search);
    draw({ resume: undefined });
  });
}

/** A page of its own has no loader that would ask for the site's name. */
async function look(): Promise<StartReply["look"] | undefined> {
  try {
    const body = JSON.stringify({ page: around.page });
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${base}start`, { method: "POST", headers, body });
    return response.ok ? ((await response.json()) as StartReply).look : undefined;
  } catch {
    return undefined;
  }
}

/** What happens once a conversation is there: the loader counts and tells the page. */
function relay(): void {
  let told = client.state();
  client.subscribe(() => {
    const now = client.state();
    if (now.unread !== told.unread) host?.tell({ parley: "unread", count: now.unread });
    if (now.phase === "open" && told.phase !== "open") visits.say();
    if (now.status !== told.status) host?.tell({ parley: "status", status: now.status });
    const last = told.messages.at(-1)?.seq ?? now.history;
    for (const { seq, from } of now.messages) {
      if (seq > last) host?.tell({ parley: "message", seq, from });
    }
    told = now;
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) around.onClose?.();
});
window.addEventListener("online", () => client.retryNow());
speak(locale);
relay();
window.addEventListener("pagehide", visits.leave);
if (host === undefined) {
  if (linkToken === undefined) client.resume();
  else draw({ resume: resumeByLink });
  void look().then((found) => draw({ look: found }));
}
draw({});
