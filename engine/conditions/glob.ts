/**
 * Whether the whole text fits a pattern in which `*` stands for any run of characters, case ignored.
 * Time is bounded by length of text times length of pattern; there is no backtracking beyond the last `*`.
 */
export function matchesGlob(text: string, pattern: string): boolean {
  const value = text.toLowerCase();
  const glob = pattern.toLowerCase();
  let at = 0;
  let inGlob = 0;
  let star = -1;
  let resumeAt = 0;
  while (at < value.length) {
    if (glob[inGlob] === "*") {
      star = inGlob;
      resumeAt = at;
      inGlob += 1;
    } else if (glob[inGlob] === value[at]) {
      at += 1;
      inGlob += 1;
    } else if (star >= 0) {
      resumeAt += 1;
      at = resumeAt;
      inGlob = star + 1;
    } else {
      return false;
    }
  }
  while (glob[inGlob] === "*") inGlob += 1;
  return inGlob === glob.length;
}
