import { SETTINGS } from "../config.ts";

/**
 * Secrets of services.yml by the names of environment variables; NAME_FILE works too. Parley's own settings, such as
 * SECRET_KEY, are given to nobody.
 *
 * @param readFile Reads a text file; throws when it cannot.
 */
export function secretsFrom(
  env: { readonly [name: string]: string | undefined },
  readFile: (path: string) => string,
): (name: string) => string | undefined {
  return (name) => {
    if (Object.hasOwn(SETTINGS, name.replace(/_FILE$/, ""))) return undefined;
    const path = env[`${name}_FILE`]?.trim();
    if (!path) return env[name]?.trim() || undefined;
    try {
      return readFile(path).trim() || undefined;
    } catch {
      return undefined;
    }
  };
}
