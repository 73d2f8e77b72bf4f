import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Services } from "../playbook/service.ts";
import type { Site } from "../playbook/site.ts";
import { playScript } from "./run-tests.ts";
import type { TestFile } from "./test-file.ts";

/** Keys of the steps and sides of branches that the tests of a playbook walk. */
export function walkedByTests(
  files: readonly TestFile[],
  compiled: CompiledPlaybook,
  { site, services }: { readonly site: Site; readonly services: Services },
): ReadonlySet<string> {
  const changing = [...services.values()].filter(({ changes }) => changes).map(({ name }) => name);
  const ofPlaybook = files.filter((file) => file.playbook === compiled.playbook.name);
  const scene = { compiled, site, changing, recording: false };
  return new Set(
    ofPlaybook
      .flatMap((file) => file.conversations)
      .flatMap((script) => [...playScript(script, scene).visited]),
  );
}
