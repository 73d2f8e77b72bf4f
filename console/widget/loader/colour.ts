const VARIABLES = ["primary", "on-primary", "link", "bg", "fg", "radius", "font"];

/** The page's own `--parley-*` variables, for the chat, with a text colour that can be read on the page's primary. */
export function themeOf(host: HTMLElement, launcher: HTMLElement): Record<string, string> {
  const style = getComputedStyle(host);
  const found: Record<string, string> = {};
  for (const name of VARIABLES) {
    const value = style.getPropertyValue(`--parley-${name}`).trim();
    if (value !== "") found[`--parley-${name}`] = value;
  }
  if ("--parley-primary" in found && !("--parley-on-primary" in found)) {
    const readable = readableOn(getComputedStyle(launcher).backgroundColor);
    found["--parley-on-primary"] = readable;
    host.style.setProperty("--computed", readable);
  }
  return found;
}

/** White where it reaches 4.5 to 1 on the colour, else near black. */
function readableOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (light + 0.05) >= 4.5 ? "#fff" : "#101415";
}
