import { resolve } from "node:path";
import { readConfigHere } from "./config-here.ts";
import type { Surroundings, Terminal } from "./terminal.ts";

/**
 * The data folder that the settings name. Undefined when they are wrong, or name MongoDB: it was told, with the program
 * that does for MongoDB what `command` does for SQLite.
 */
export function sqliteFolder(
  command: string,
  forMongo: string,
  surroundings: Surroundings,
  terminal: Terminal,
): string | undefined {
  const config = readConfigHere(surroundings, terminal);
  if (!config) return undefined;
  if (config.mongodbUri === undefined) return resolve(terminal.cwd, config.dataDir);
  terminal.err(`parley ${command}: the store is MongoDB. Use ${forMongo}: see docs/operations.md.`);
  return undefined;
}
