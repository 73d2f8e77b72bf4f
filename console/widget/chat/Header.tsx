/** @jsxImportSource preact */
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./Icon.tsx";
import type { Texts } from "./texts.ts";

interface HeaderProps {
  readonly title: string;
  /** The rep who has the talk; the bot's picture otherwise. */
  readonly rep: string | undefined;
  readonly presence: string;
  readonly online: boolean;
  /** Absent where the chat cannot be closed. */
  readonly onClose: (() => void) | undefined;
  readonly onStartOver: (() => void) | undefined;
  readonly onDownload: (() => void) | undefined;
  readonly texts: Texts;
}

/** Who is on the other side, and what can be done with the whole chat. */
export function Header({ title, rep, presence, online, onClose, texts, ...menu }: HeaderProps) {
  return (
    <header class="head">
      <Avatar rep={rep} large />
      <div class="who">
        <h1 dir="auto">{title}</h1>
        <p>
          <span class={online ? "dot on" : "dot"} />
          {presence}
        </p>
      </div>
      <Menu {...menu} texts={texts} />
      {onClose && (
        <button type="button" class="tool" aria-label={texts.close} onClick={onClose}>
          <Icon name="close" size={20} />
        </button>
      )}
    </header>
  );
}

/** Square for the bot, round for a person: visible without colour. */
export function Avatar({
  rep,
  large = false,
}: {
  readonly rep: string | undefined;
  readonly large?: boolean;
}) {
  const size = large ? " large" : "";
  return (
    <span class={(rep === undefined ? "avatar" : "avatar rep") + size} aria-hidden="true">
      {rep === undefined ? <Icon name="bot" size={large ? 20 : 16} /> : initials(rep)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}

type MenuProps = Pick<HeaderProps, "onStartOver" | "onDownload" | "texts">;

function Menu({ onStartOver, onDownload, texts }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open) list.current?.querySelector("button")?.focus();
  }, [open]);
  if (onStartOver === undefined && onDownload === undefined) return null;

  function close(): void {
    setOpen(false);
    button.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const items = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") close();
    else if (event.key === "Tab") setOpen(false);
    else if (step !== undefined) items.at((at + step) % items.length)?.focus();
    if (event.key === "Escape" || step !== undefined) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  const item = (label: string, act: () => void) => (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      onClick={() => {
        close();
        act();
      }}
    >
      {label}
    </button>
  );
  return (
    <div class="menu">
      <button
        ref={button}
        type="button"
        class="tool"
        aria-label={texts.menu}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="more" size={20} />
      </button>
      {open && (
        <div
          ref={list}
          role="menu"
          tabIndex={-1}
          aria-label={texts.menu}
          onKeyDown={onKeyDown}
          onFocusOut={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOpen(false);
          }}
        >
          {onStartOver && item(texts.startOver, onStartOver)}
          {onDownload && item(texts.download, onDownload)}
        </div>
      )}
    </div>
  );
}
