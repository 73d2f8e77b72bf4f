const MOST_LETTERS = 200;

/** The `utm_…` parameters of the page's address. Empty when there are none, or the address is not one. */
export function campaignOf(url: string): { readonly [name: string]: string } {
  if (!URL.canParse(url, "http://page.invalid")) return {};
  const found = new Map<string, string>();
  for (const [name, value] of new URL(url, "http://page.invalid").searchParams) {
    const known = name.toLowerCase();
    if (/^utm_[a-z_]{1,30}$/.test(known) && value !== "" && !found.has(known)) {
      found.set(known, value.slice(0, MOST_LETTERS));
    }
  }
  return Object.fromEntries(found);
}
