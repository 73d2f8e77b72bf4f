import type { Value } from "../conditions/condition.ts";
import type { Playbook } from "../playbook/playbook.ts";

/** The visitor's language where the playbook and the site speak it, else the playbook's own. */
export function spokenLanguage(
  { language, alsoIn }: Playbook,
  ofSite: readonly string[] | undefined,
  wanted: Value | undefined,
): string {
  if (typeof wanted !== "string") return language;
  const near = [wanted.toLowerCase(), wanted.toLowerCase().split("-")[0] ?? ""];
  const spoken = alsoIn.filter((one) => ofSite === undefined || ofSite.includes(one));
  return (
    near.flatMap((one) => [language, ...spoken].find((known) => known.toLowerCase() === one) ?? [])[0] ??
    language
  );
}

/** The path of a page's address, without its query; conditions on `page` see this. */
export function pathOf(url: string): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").replace(/[?#].*$/s, "");
  return path === "" ? "/" : path;
}
