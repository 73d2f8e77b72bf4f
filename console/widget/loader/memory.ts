const KEY = "parley";
const WEEK_MS = 7 * 24 * 3600 * 1000;

interface Kept {
  /** A conversation was begun in this browser and has not ended. */
  readonly talking?: boolean;
  /** When the teaser was dismissed, ms since 1970. */
  readonly dismissed?: number;
}

/** What the loader remembers on the company's own page; each of it follows from something that the visitor did. */
export const memory = {
  talking: (): boolean => read().talking === true,
  setTalking: (talking: boolean) => write({ ...read(), talking }),
  dismissed: (): boolean => Date.now() - (read().dismissed ?? 0) < WEEK_MS,
  dismiss: () => write({ ...read(), dismissed: Date.now() }),
  /** The panel was open on the last page of this tab. */
  wasOpen: (): boolean => quietly(() => sessionStorage.getItem(KEY)) === "open",
  setOpen: (open: boolean) => quietly(() => sessionStorage.setItem(KEY, open ? "open" : "")),
};

function read(): Kept {
  return quietly(() => JSON.parse(localStorage.getItem(KEY) ?? "{}") as Kept) ?? {};
}

function write(kept: Kept): void {
  quietly(() => localStorage.setItem(KEY, JSON.stringify(kept)));
}

/** A browser may refuse storage: then nothing is remembered. */
function quietly<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
