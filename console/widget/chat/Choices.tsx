/** @jsxImportSource preact */
import { useRef, useState } from "preact/hooks";
import { Icon } from "./Icon.tsx";
import { fill, type Texts } from "./texts.ts";

/** One button: what it says, and what it sends. */
export interface Quick {
  readonly key: string;
  readonly label: string;
  readonly act: () => void;
}

interface QuickRepliesProps {
  /** The question that the buttons answer. */
  readonly name: string;
  readonly quick: readonly Quick[];
}

/** Buttons of which one is a stop for Tab; the arrow keys go through the rest. */
export function QuickReplies({ name, quick }: QuickRepliesProps) {
  const group = useRef<HTMLFieldSetElement>(null);
  const [current, setCurrent] = useState(0);
  const stop = Math.min(current, quick.length - 1);

  function onKeyDown(event: KeyboardEvent): void {
    const to = nextIndex(event, stop, quick.length);
    if (to === undefined) return;
    event.preventDefault();
    setCurrent(to);
    group.current?.querySelectorAll("button")[to]?.focus();
  }

  return (
    <fieldset ref={group} class="choices" aria-label={name} onKeyDown={onKeyDown}>
      {quick.map(({ key, label, act }, index) => (
        <button
          key={key}
          type="button"
          class="choice"
          dir="auto"
          tabIndex={index === stop ? 0 : -1}
          onFocus={() => setCurrent(index)}
          onClick={act}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}

/** Right means on where text runs left to right, back where it does not. */
function nextIndex({ key, currentTarget }: KeyboardEvent, at: number, count: number): number | undefined {
  const rtl = getComputedStyle(currentTarget as Element).direction === "rtl";
  const on = rtl ? "ArrowLeft" : "ArrowRight";
  const back = rtl ? "ArrowRight" : "ArrowLeft";
  if (key === on || key === "ArrowDown") return (at + 1) % count;
  if (key === back || key === "ArrowUp") return (at - 1 + count) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : undefined;
}

interface PickManyProps {
  readonly name: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly more: readonly Quick[];
  readonly onSend: (ids: readonly string[], label: string) => void;
  readonly texts: Texts;
}

/** Check boxes that look like the buttons, and one button that sends them. */
export function PickMany({ name, choices, more, onSend, texts }: PickManyProps) {
  const [picked, setPicked] = useState<readonly string[]>([]);
  const chosen = choices.filter(({ id }) => picked.includes(id));

  function toggle(id: string): void {
    setPicked(picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id]);
  }

  function submit(event: Event): void {
    event.preventDefault();
    if (chosen.length === 0) return;
    onSend(
      chosen.map(({ id }) => id),
      chosen.map(({ label }) => label).join(", "),
    );
  }

  const words = chosen.length === 1 ? texts.sendOne : fill(texts.sendMany, { count: chosen.length });
  return (
    <form onSubmit={submit}>
      <fieldset class="choices" aria-label={name}>
        {choices.map(({ id, label }) => (
          <label key={id} class="choice" dir="auto">
            <input type="checkbox" checked={picked.includes(id)} onChange={() => toggle(id)} />
            <Icon name="check" />
            {label}
          </label>
        ))}
        {more.map(({ key, label, act }) => (
          <button key={key} type="button" class="choice quiet" onClick={act}>
            {label}
          </button>
        ))}
      </fieldset>
      <button type="submit" class="wide" disabled={chosen.length === 0}>
        {chosen.length === 0 ? texts.pickAny : words}
      </button>
    </form>
  );
}
