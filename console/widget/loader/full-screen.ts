export function isPhone(): boolean {
  return matchMedia("(max-width: 480px)").matches;
}

/** On a phone the keyboard takes room from the visual viewport only; the panel follows it, and the page below keeps still. */
export function fillScreen(open: boolean, panel: HTMLElement): void {
  const full = open && isPhone();
  const seen = window.visualViewport;
  document.documentElement.style.overflow = full ? "hidden" : "";
  panel.style.setProperty("--height", full && seen ? `${seen.height}px` : "");
  panel.style.setProperty("--top", full && seen ? `${seen.offsetTop}px` : "");
}
