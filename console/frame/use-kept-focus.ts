import { type RefObject, useEffect, useRef } from "react";

/**
 * Takes the focus when it was lost: what had it is gone, or hidden since a narrow screen shows another pane.
 *
 * @param when the focus is looked after each time that this changes.
 * @returns goes to an element with `tabIndex={-1}`.
 */
export function useKeptFocus<T extends HTMLElement>(when: string): RefObject<T | null> {
  const place = useRef<T>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `when` is the moment, not a value that is read
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const { activeElement } = document;
      const lost = activeElement === null || activeElement === document.body || !isShown(activeElement);
      const { current } = place;
      if (lost && current && isShown(current)) current.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [when]);
  return place;
}

/** Old browsers, and those without a layout, count everything as shown. */
function isShown(element: Element): boolean {
  return "checkVisibility" in element ? element.checkVisibility() : true;
}
