import type { Request } from "express";

/** The language that the visitor's browser asks for first, like "de-AT"; undefined where it names none. */
export function acceptedLanguage(request: Request): string | undefined {
  return request.acceptsLanguages().find((language) => /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(language));
}
