import { readFileSync } from "node:fs";
import { type Config, formatFaults, readConfig } from "../config.ts";
import type { Surroundings, Terminal } from "./terminal.ts";

/** The settings of the environment; undefined when they are wrong: every fault was told. */
export function readConfigHere(
  { env }: Pick<Surroundings, "env">,
  terminal: Pick<Terminal, "err">,
): Config | undefined {
  const { config, faults } = readConfig(env, (path) => readFileSync(path, "utf8"));
  if (!config) terminal.err(formatFaults(faults));
  return config;
}
