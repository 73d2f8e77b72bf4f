import type { Clock } from "./ports.ts";

const QUIET_FOR_MS = 2_000;

/**
 * Says when the visitor should hear about a bad connection: once some source has been in trouble for 2 s.
 * A blink of the network stays untold.
 */
export function createTrouble(
  clock: Clock,
  onChange: (told: boolean, nextTryAt: number | undefined) => void,
) {
  const dueBySource = new Map<string, number>();
  let told = false;
  let stop: (() => void) | undefined;

  function report(): void {
    if (told) onChange(true, Math.min(...dueBySource.values()));
  }

  return {
    /** `nextTryAt` undefined: this source is well again. */
    tell: (source: string, nextTryAt: number | undefined): void => {
      if (nextTryAt === undefined) dueBySource.delete(source);
      else dueBySource.set(source, nextTryAt);
      if (dueBySource.size > 0) {
        stop ??= clock.after(QUIET_FOR_MS, () => {
          told = true;
          report();
        });
        report();
        return;
      }
      stop?.();
      stop = undefined;
      if (told) onChange(false, undefined);
      told = false;
    },
  };
}
