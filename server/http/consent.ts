import { chatConsentText, type Site } from "../../engine/index.ts";
import { Refusal } from "../refusal.ts";

/** The words that a visitor must agree to before the chat sends anything; undefined where the site asks for none. */
export function wantedConsent(
  site: Site,
  language: string | undefined,
): { readonly text: string } | undefined {
  return site.consent.required ? { text: chatConsentText(site, language) } : undefined;
}

/**
 * The words as they were agreed to: the proof holds what was shown.
 *
 * @param agreed what the visitor's browser says was shown and agreed to
 * @throws {Refusal} CONSENT_REQUIRED where the site asks for it and these are not its words.
 */
export function givenConsent(site: Site, agreed: string | undefined): string | undefined {
  if (!site.consent.required) return undefined;
  if (agreed !== undefined && LANGUAGES.some((language) => chatConsentText(site, language) === agreed))
    return agreed;
  throw new Refusal("CONSENT_REQUIRED", "The visitor has to agree to the chat first.");
}

/** Those of the built-in texts. */
const LANGUAGES = ["en", "de", "fr", "es", "pt"];
