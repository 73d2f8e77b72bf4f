import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultSite, readPlaybook, readServices, readSite, readTests } from "../../engine/index.ts";
import type { Prey } from "./hunt.ts";

/** The playbooks of a folder, each with its tests. */
export function preyIn(folder: string): readonly Prey[] {
  const files = readdirSync(folder);
  const text = (name: string) => readFileSync(join(folder, name), "utf8");
  const site = files.includes("site.yml") ? readSite(text("site.yml"), "site.yml").site : undefined;
  const services = files.includes("services.yml")
    ? readServices(text("services.yml"), "services.yml").services
    : undefined;
  const read = files
    .filter((name) => name.endsWith(".playbook.yml"))
    .map((file) => ({ file, text: text(file), playbook: readPlaybook(text(file), file).playbook }));
  return read.map(({ file, text: source, playbook }) => {
    const tests = file.replace(".playbook.", ".test.");
    return {
      file,
      text: source,
      tests: files.includes(tests) ? [readTests(text(tests), tests).tests ?? []].flat() : [],
      beside: read.flatMap((other) =>
        other.playbook && other.playbook !== playbook ? [other.playbook] : [],
      ),
      site: site ?? defaultSite(),
      services: services ?? new Map(),
    };
  });
}
