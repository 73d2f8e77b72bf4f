import type { RequestHandler } from "express";
import helmet from "helmet";
import { usableOrigins } from "./origins.ts";

type Directives = Readonly<Record<string, readonly string[]>>;

const NOTHING: Directives = {
  "default-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
  "frame-ancestors": ["'none'"],
};

/** For the API: an answer that a browser is made to show as a page can do nothing. */
export const apiHeaders = headersWith(() => NOTHING, { sharedScript: false });

/** For the console: only our own scripts; styles in the page, since the component library writes them. */
export const consoleHeaders = headersWith(
  () => ({
    ...NOTHING,
    "script-src": ["'self'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "object-src": ["'none'"],
  }),
  { sharedScript: false },
);

/**
 * For the chat, which runs in an iframe on the company's website.
 *
 * @param origins Where it may be embedded; undefined: anywhere.
 */
export function chatHeaders(origins: () => readonly string[] | undefined): RequestHandler {
  return headersWith(
    () => {
      const named = usableOrigins(origins());
      return {
        ...NOTHING,
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "https:", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        // The chat builds its page by nodes and text alone, so nothing may make a page out of a text.
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["'none'"],
        "frame-ancestors": named ? ["'self'", ...named] : ["*"],
      };
    },
    { sharedScript: true },
  );
}

/** For the one script that other websites load, and for the sample site's own pages. */
export const siteHeaders = headersWith(
  () => ({
    ...NOTHING,
    "default-src": ["'self'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
  }),
  { sharedScript: true },
);

function headersWith(
  directives: () => Directives,
  { sharedScript }: { readonly sharedScript: boolean },
): RequestHandler {
  const others = helmet({
    contentSecurityPolicy: false,
    // `frame-ancestors` says it better, and this header would forbid the chat's iframe.
    xFrameOptions: false,
    crossOriginResourcePolicy: { policy: sharedScript ? "cross-origin" : "same-origin" },
    crossOriginOpenerPolicy: sharedScript ? false : { policy: "same-origin" },
  });
  return (request, response, next) => {
    const policy = Object.entries(directives()).map(([name, values]) => `${name} ${values.join(" ")}`);
    response.set("Content-Security-Policy", policy.join("; "));
    others(request, response, next);
  };
}
