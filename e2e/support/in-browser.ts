import { describe } from "@jest/globals";
import { findChromium } from "./chromium.ts";

/** A group of tests that needs a browser; without one it is counted as skipped, with the reason in its name. */
export function describeInBrowser(name: string, body: () => void): void {
  if (findChromium() === undefined) describe.skip(`${name} (no Chromium: set CHROMIUM)`, body);
  else describe(name, body);
}
