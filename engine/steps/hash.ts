/** A number from 0 to below 1, the same for the same text: spreads visitors over the sides of a test. */
export function spread(text: string): number {
  return Number.parseInt(shortHash(text), 16) / 0x1000000;
}

/** Six hex digits that stand for a text in a step's key. Equal texts, equal digits; nothing secret about it. */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  const folded = ((hash >>> 24) ^ hash) & 0xffffff;
  return folded.toString(16).padStart(6, "0");
}
