import { useEffect } from "react";
import { useParts } from "../parts.ts";
import type { Act, Acts } from "./acts.ts";

const SEQUENCE_MS = 1_500;

/**
 * Runs acts by their keys. Single keys never act while somebody writes, while a dialog is open, or with Ctrl, Alt or Cmd.
 *
 * @param on false: nothing but Ctrl or Cmd with K acts.
 * @param openPalette Ctrl or Cmd with K.
 */
export function useKeys(on: boolean, openPalette: () => void): void {
  const { acts, clock } = useParts();
  useEffect(() => {
    const find = makeFinder(acts, () => clock.current());
    const onKeyDown = (event: KeyboardEvent) => {
      if (isPaletteKey(event)) {
        event.preventDefault();
        openPalette();
      } else if (on && isSingle(event) && !isBusy(event.target)) {
        const act = find(event.key.length === 1 ? event.key.toLowerCase() : event.key);
        if (act) event.preventDefault();
        act?.run();
      }
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [acts, clock, on, openPalette]);
}

/** Knows the key before, so that two in a row are one act. */
function makeFinder(acts: Acts, now: () => number): (key: string) => Act | undefined {
  let first: { readonly key: string; readonly at: number } | undefined;
  return (key) => {
    const known = acts.all.current();
    const both = first && now() - first.at <= SEQUENCE_MS ? `${first.key} ${key}` : undefined;
    const found = known.find((act) => act.key === both) ?? known.find((act) => act.key === key);
    const begins = !found && known.some((act) => act.key.startsWith(`${key} `));
    first = begins ? { key, at: now() } : undefined;
    return found;
  };
}

function isPaletteKey({ ctrlKey, metaKey, altKey, key }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && !altKey && key.toLowerCase() === "k";
}

function isSingle({ ctrlKey, altKey, metaKey, defaultPrevented, isComposing }: KeyboardEvent): boolean {
  return !ctrlKey && !altKey && !metaKey && !defaultPrevented && !isComposing;
}

/** Somebody writes, or a dialog asks something. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"]') !== null) return true;
  // A dialog that this very key has closed is not in the page any more, and the key was meant for it.
  const places = '[role="dialog"], input, textarea, select, [contenteditable]';
  return target instanceof HTMLElement && target.closest(places) !== null;
}
