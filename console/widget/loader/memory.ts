const KEY = "parley";
/** After a pause as long as this it is another visit. */
const VISIT_MS = 30 * 60 * 1000;
const WEEK_MS = 7 * 24 * 3600 * 1000;

interface Kept {
  /** A conversation was begun in this browser and has not ended. */
  readonly talking?: boolean;
  /** When the teaser was dismissed, ms since 1970. */
  readonly dismissed?: number;
  /** When the visitor last met each playbook by an act of their own, ms since 1970. */
  readonly met?: Readonly<Record<string, number>>;
  /** When they first did something here, ms since 1970. */
  readonly since?: number;
}

/** What the loader remembers on the company's own page; each of it follows from something that the visitor did. */
export const memory = {
  talking: (): boolean => read().talking === true,
  setTalking: (talking: boolean) => write({ ...read(), talking }),
  dismissed: (): boolean => Date.now() - (read().dismissed ?? 0) < WEEK_MS,
  dismiss: () => write({ ...read(), dismissed: Date.now() }),
  /** The visitor has begun this playbook, or sent it away. */
  meet: (playbook: string) => {
    const { since = Date.now(), met } = read();
    write({ ...read(), since, met: { ...met, [playbook]: Date.now() } });
  },
  /** Whole seconds since each playbook was met. */
  met: (): Record<string, number> => {
    const met = { ...read().met };
    for (const name in met) met[name] = Math.max(0, Math.round((Date.now() - (met[name] ?? 0)) / 1000));
    return met;
  },
  /** They did something here on an earlier visit. */
  returning: (): boolean => Date.now() - (read().since ?? Number.POSITIVE_INFINITY) > VISIT_MS,
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
