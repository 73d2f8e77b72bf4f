import type { CompiledPlaybook } from "../../engine/index.ts";
import { compileVersion } from "./version-parts.ts";
import type { VersionStore } from "./version-store.ts";

const MOST_KEPT = 200;

/** Compiled playbooks by the hash of their version, made when first asked for. */
export interface CompiledVersions {
  /** @returns undefined when the store has no such version, or it cannot be compiled by this release. */
  get(hash: string): Promise<CompiledPlaybook | undefined>;
  put(compiled: CompiledPlaybook): void;
}

export function makeCompiledVersions(versions: VersionStore, siteId: string): CompiledVersions {
  const kept = new Map<string, CompiledPlaybook>();
  const coming = new Map<string, Promise<CompiledPlaybook | undefined>>();

  const keep = (compiled: CompiledPlaybook) => {
    kept.delete(compiled.version);
    kept.set(compiled.version, compiled);
    const oldest = kept.keys().next();
    if (kept.size > MOST_KEPT && !oldest.done) kept.delete(oldest.value);
  };
  const load = async (hash: string) => {
    const record = await versions.load(siteId, hash);
    const compiled = record && compileVersion(record, hash);
    if (compiled) keep(compiled);
    return compiled;
  };

  return {
    put: keep,
    get: async (hash) => {
      const there = kept.get(hash);
      if (there) {
        keep(there);
        return there;
      }
      const before = coming.get(hash);
      if (before) return await before;
      const now = load(hash).finally(() => coming.delete(hash));
      coming.set(hash, now);
      return await now;
    },
  };
}
