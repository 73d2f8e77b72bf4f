import type { Log } from "../log.ts";
import { readVectors } from "./shipped-vectors.ts";

/** Says once, at the start, when topics will be told apart by words and letters alone. */
export function warnOfVectors(log: Log, folder?: URL): void {
  const { state } = readVectors(folder);
  if (state !== "there") log.warn("vectors.missing", { state });
}
