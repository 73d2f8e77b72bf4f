const FORM = /^(\*|https?:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?)$/i;

/** Those entries of site.yml that are origins, an origin with `*.` for all below it, or `*` for any. */
export function usableOrigins(origins: readonly string[] | undefined): readonly string[] | undefined {
  return origins?.filter((origin) => FORM.test(origin));
}

/**
 * Whether the chat may run on pages of the origin. Undefined: on any but `null`, which is everybody's: pages in a sandbox
 * and files from a disk have it.
 */
export function isAllowedOrigin(origins: readonly string[] | undefined, origin: string): boolean {
  if (origin === "null") return false;
  return usableOrigins(origins)?.some((allowed) => fits(allowed.toLowerCase(), origin.toLowerCase())) ?? true;
}

function fits(allowed: string, origin: string): boolean {
  if (allowed === "*" || allowed === origin) return true;
  const [scheme = "", host = ""] = allowed.split("://*.");
  return host !== "" && origin.startsWith(`${scheme}://`) && origin.endsWith(`.${host}`);
}
