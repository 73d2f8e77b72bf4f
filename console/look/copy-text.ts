/** Puts text on the clipboard. @returns false when the browser does not allow it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    // Missing on pages that are served without TLS.
    await (navigator.clipboard as Clipboard | undefined)?.writeText(text);
    return "clipboard" in navigator;
  } catch {
    return false;
  }
}
