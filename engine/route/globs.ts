/**
 * Whether a path fits a pattern in which `*` stands for any run of characters, an empty one too. A slash at the end of the
 * path does not matter. Takes the earliest place of each piece, so no pattern can make it try again and again.
 */
export function fitsGlob(path: string, pattern: string): boolean {
  return fits(path, pattern) || (path.length > 1 && path.endsWith("/") && fits(path.slice(0, -1), pattern));
}

function fits(path: string, pattern: string): boolean {
  const [first = "", ...pieces] = pattern.split("*");
  const last = pieces.pop();
  if (last === undefined) return path === pattern;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const piece of pieces) {
    const found = path.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return path.length - at >= last.length && path.endsWith(last);
}
