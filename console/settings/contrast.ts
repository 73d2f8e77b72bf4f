/** WCAG's contrast of two colours, 1 to 21; undefined where one of them is no `#rrggbb`. */
export function contrast(one: string, other: string): number | undefined {
  const [a, b] = [luminance(one), luminance(other)];
  if (a === undefined || b === undefined) return undefined;
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** The colour of words on a colour, as the widget chooses it: white where that reaches 4.5, else near black. */
export function wordsOn(colour: string): string {
  return (contrast(colour, "#ffffff") ?? 21) >= 4.5 ? "#ffffff" : "#101415";
}

/** Cut, not rounded: 4.49 is not 4.5. */
export function figure(ratio: number): string {
  return (Math.floor(ratio * 10) / 10).toFixed(1);
}

function luminance(colour: string): number | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return undefined;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
