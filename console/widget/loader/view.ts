import type { StartReply } from "../../../server/wire/visitor.ts";
import type { wordsFor } from "./texts.ts";

declare const PARLEY_STYLE: string;

const BUBBLE = "M4 5h16v11h-9l-4 4v-4H4zM8 9h8M8 12.5h5";
const DOWN = "m6 9 6 6 6-6";
const CLOSE = "M6 6l12 12M18 6 6 18";
const BOT = "M5 9h14v10H5zM12 9V5M9 13v2M15 13v2M2 13v3M22 13v3";

export interface ViewEvents {
  readonly onToggle: () => void;
  readonly onClose: () => void;
  readonly onTeaser: () => void;
  readonly onDismiss: () => void;
}

type Look = NonNullable<StartReply["look"]["widget"]>;
type Words = ReturnType<typeof wordsFor>;

/** Launcher, teaser and panel in a shadow root. Made without markup, so a strict page policy has nothing to refuse. */
export function createView(words: Words, theme: string, container: Element | null, on: ViewEvents) {
  const host = make("parley-widget");
  if (theme !== "") host.setAttribute("theme", theme);
  if (container !== null) host.setAttribute("inline", "");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(PARLEY_STYLE);
  root.adoptedStyleSheets = [sheet];

  const badge = make("b");
  const face = svg(BUBBLE);
  const label = make("span");
  const launcher = button("launcher", "", on.onToggle, face, label, badge);
  launcher.setAttribute("part", "launcher");
  launcher.setAttribute("aria-expanded", "false");
  const panel = make("div", container === null ? "panel" : "panel inline");
  panel.setAttribute("part", "panel");
  panel.role = "dialog";
  panel.ariaLabel = words.chat;
  panel.hidden = container === null;
  const all = make("div", "", panel, launcher);
  launcher.hidden = container !== null;
  root.append(all);
  let teaser: HTMLElement | undefined;
  let unread = 0;
  label.dir = "auto";
  label.hidden = true;

  function name(): void {
    const open = !panel.hidden;
    badge.textContent = String(unread);
    badge.hidden = unread === 0;
    launcher.ariaLabel =
      (open ? words.close : label.textContent || words.open) +
      (unread > 0 ? `, ${unread} ${words.unread}` : "");
    launcher.setAttribute("aria-expanded", String(open));
    face.firstElementChild?.setAttribute("d", open ? DOWN : BUBBLE);
    all.className = open ? "open" : "";
  }

  host.addEventListener("keydown", (event) => {
    if (event.key === "Escape") on.onClose();
  });
  name();
  return {
    host,
    panel,
    launcher,
    /** As the site wants it; what the page itself says of its colour wins. */
    setLook: ({ color, position, launcher: text = "" }: Look) => {
      const { style } = host;
      style.removeProperty("--parley-primary");
      if (color && !getComputedStyle(host).getPropertyValue("--parley-primary"))
        style.setProperty("--parley-primary", color);
      host.toggleAttribute("start", position === "start");
      label.textContent = text;
      label.hidden = text === "";
      name();
    },
    attach: () => (container ?? host.ownerDocument.body).append(host),
    setOpen: (open: boolean) => {
      panel.hidden = !open;
      name();
    },
    setShown: (shown: boolean) => {
      launcher.hidden = !shown || container !== null;
    },
    setUnread: (count: number) => {
      unread = count;
      name();
    },
    showTeaser: (bot: string, text: string) => {
      teaser?.remove();
      const tag = make("i");
      tag.textContent = "Bot";
      const line = make("p");
      line.textContent = text;
      line.dir = "auto";
      line.onclick = on.onTeaser;
      const hint = make("small");
      hint.textContent = words.hint;
      const go = button("go", "", on.onTeaser);
      go.textContent = words.go;
      const head = make("div", "", svg(BOT), bot, tag, button("x", words.dismiss, on.onDismiss, svg(CLOSE)));
      teaser = make("section", "teaser", head, line, go, hint);
      teaser.ariaLabel = bot;
      launcher.before(teaser);
    },
    hideTeaser: () => teaser?.remove(),
  };
}

function make(tag: string, className = "", ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  element.append(...children);
  return element;
}

function button(className: string, label: string, onClick: () => void, ...children: Node[]): HTMLElement {
  const element = make("button", className, ...children);
  (element as HTMLButtonElement).type = "button";
  if (label !== "") element.ariaLabel = label;
  element.onclick = onClick;
  return element;
}

function svg(path: string): SVGElement {
  const [picture, line] = ["svg", "path"].map((tag) =>
    document.createElementNS("http://www.w3.org/2000/svg", tag),
  ) as [SVGElement, SVGElement];
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.ariaHidden = "true";
  line.setAttribute("d", path);
  picture.append(line);
  return picture;
}
