import type { Response } from "express";
import Type from "typebox";
import { confirmWords } from "../mail/letters.ts";
import type { TurnSetting } from "../turns/take.ts";
import type { Verification } from "../verify/verification.ts";
import { acceptedLanguage } from "./accepted-language.ts";
import { ANSWERED, type Route, route } from "./route.ts";

export interface VerifySetting extends Pick<TurnSetting, "playbooks"> {
  readonly verification: Verification;
}

const params = Type.Object(
  { token: Type.String({ pattern: "^[A-Za-z0-9_-]{43}$" }) },
  { additionalProperties: false },
);

/**
 * The page behind the link of a mail. Only its button verifies, since programs that look into mail open links; the
 * pages know nothing of whose link it is.
 */
export function verifyRoutes({ playbooks, verification }: VerifySetting): readonly Route[] {
  const words = (language: string | undefined) => confirmWords(language, playbooks.site().name);
  return [
    route(
      "GET /verify/:token",
      { summary: "The page behind the link of a mail that asks for an address to be confirmed.", params },
      async ({ params: { token }, request, response }): Promise<typeof ANSWERED> => {
        const language = acceptedLanguage(request);
        const { title, ask, button, gone } = words(language);
        const open = await verification.isOpen(token);
        const form = `<p>${escaped(ask)}</p><form method="post"><button>${escaped(button)}</button></form>`;
        show(response, open ? 200 : 410, title, open ? form : `<p>${escaped(gone)}</p>`, language);
        return ANSWERED;
      },
    ),
    route(
      "POST /verify/:token",
      { summary: "Confirms the address that the link was sent to; once.", params },
      async ({ params: { token }, request, response }): Promise<typeof ANSWERED> => {
        const language = acceptedLanguage(request);
        const { title, done, gone } = words(language);
        const verified = await verification.confirm(token);
        show(response, verified ? 200 : 410, title, `<p>${escaped(verified ? done : gone)}</p>`, language);
        return ANSWERED;
      },
    ),
  ];
}

const STYLE =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1.5rem;color-scheme:light dark}" +
  "button{font:inherit;padding:.6rem 1.2rem;border-radius:.5rem;border:1px solid}";

function show(
  response: Response,
  status: number,
  title: string,
  body: string,
  language: string | undefined,
): void {
  response.set({
    "Content-Security-Policy":
      "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; style-src 'unsafe-inline'",
    "Cache-Control": "no-store",
    // The token stands in the address.
    "Referrer-Policy": "no-referrer",
  });
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${escaped(title)}</title><style>${STYLE}</style>`;
  const lang = (language ?? "en").slice(0, 2);
  response
    .status(status)
    .type("text/html")
    .send(
      `<!doctype html><html lang="${escaped(lang)}"><head>${head}</head><body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`,
    );
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
