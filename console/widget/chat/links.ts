const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The address when a visitor may follow it; undefined for any scheme that could run something. */
export function safeLink(link: string, base: string): string | undefined {
  try {
    const url = new URL(link, base);
    return SCHEMES.has(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** A text cut at its web addresses: every second part is an address. */
export function splitLinks(text: string): readonly string[] {
  return text.split(/(https?:\/\/[^\s<>"]*[^\s<>"().,;:!?'])/);
}
