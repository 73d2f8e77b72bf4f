import type { Page } from "../../../server/wire/visitor.ts";

/** The page as it is now, cut to what the server takes. */
export function page(): Page {
  const { title, referrer } = document;
  return { url: location.href.slice(0, 2000), title: title.slice(0, 300), referrer: referrer.slice(0, 2000) };
}

/** Calls back when the address has changed without a new page; another place on the same page is no change. */
export function onNavigate(changed: () => void): void {
  let known = address();

  function look(): void {
    // After the page has set its new title.
    setTimeout(() => {
      if (address() === known) return;
      known = address();
      changed();
    });
  }

  for (const name of ["pushState", "replaceState"] as const) {
    const original = history[name];
    history[name] = function (this: History, ...args) {
      original.apply(this, args);
      look();
    };
  }
  addEventListener("popstate", look);
}

function address(): string {
  return location.href.split("#")[0] ?? "";
}
