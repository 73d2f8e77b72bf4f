const schemes = ["http:", "https:", "mailto:", "tel:"];

/** The address when it may be followed, else undefined: what came from outside may hold `javascript:`. */
export function safeLink(address: string): string | undefined {
  try {
    return schemes.includes(new URL(address).protocol) ? address : undefined;
  } catch {
    return undefined;
  }
}
