/** What a visitor is told who sent too much, by language. */
const WORDS: Readonly<Record<string, string>> = {
  en: "That was a lot at once. Nothing you wrote is lost: it goes on by itself in {time}.",
  de: "Das war viel auf einmal. Nichts davon geht verloren: In {time} geht es von selbst weiter.",
  fr: "Cela fait beaucoup d’un coup. Rien de ce que vous avez écrit n’est perdu : la suite part d’elle-même dans {time}.",
  es: "Ha sido mucho de una vez. Nada de lo que ha escrito se pierde: continúa por sí solo en {time}.",
  pt: "Foi muito de uma só vez. Nada do que escreveu se perde: continua sozinho em {time}.",
};

/**
 * What to tell a visitor who has to wait, in their language, or in English where it is not spoken here.
 *
 * @param accepted a language such as "de-AT"
 * @param seconds whole, at least 1
 */
export function waitWords(
  accepted: string | undefined,
  seconds: number,
): { readonly language: string; readonly text: string } {
  const asked = accepted?.toLowerCase().split("-")[0] ?? "en";
  const known = Object.hasOwn(WORDS, asked) ? asked : "en";
  return { language: known, text: (WORDS[known] ?? "").replace("{time}", timeOf(known, seconds)) };
}

/** Rounded up, so that nobody comes back too early: "40 seconds", "3 minutes", "1 hour". */
function timeOf(language: string, seconds: number): string {
  const [unit, size] =
    seconds <= 90
      ? (["second", 1] as const)
      : seconds <= 90 * 60
        ? (["minute", 60] as const)
        : (["hour", 3_600] as const);
  return formatOf(language, unit).format(Math.ceil(seconds / size));
}

const formats = new Map<string, Intl.NumberFormat>();

/** To make one takes longer than all else there is to a refusal, and who floods is refused hundreds of times a second. */
function formatOf(language: string, unit: "second" | "minute" | "hour"): Intl.NumberFormat {
  const key = `${language} ${unit}`;
  const format =
    formats.get(key) ?? new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" });
  formats.set(key, format);
  return format;
}
