import { basename } from "node:path";
import {
  addTexts,
  checkTogether,
  defaultSite,
  type Playbook,
  type Problem,
  readPlaybook,
  readServices,
  readSite,
  readTests,
  type Services,
  type Site,
  type TestFile,
  unspokenTexts,
} from "../../engine/index.ts";
import type { SiteFile } from "./site-files.ts";

/** One folder with all that is in it, read. */
export interface SiteFolder {
  readonly folder: string;
  /** What `site.yml` says; the defaults of the language where there is none, or where it has errors. */
  readonly site: Site;
  /** Empty where there is no `services.yml`, or where it has errors. */
  readonly services: Services;
  /** Those without errors, with their texts in other languages as far as these have none. */
  readonly playbooks: readonly Playbook[];
  /** Those without errors. */
  readonly tests: readonly TestFile[];
  readonly problems: readonly Problem[];
}

/** Reads files folder by folder: a `site.yml` holds for the playbooks beside it. */
export function readSiteFolders(files: readonly SiteFile[]): readonly SiteFolder[] {
  const folders = [...new Set(files.map((file) => file.folder))];
  return folders.map((folder) =>
    readOne(
      folder,
      files.filter((file) => file.folder === folder),
    ),
  );
}

function readOne(folder: string, files: readonly SiteFile[]): SiteFolder {
  const of = (kind: SiteFile["kind"]) => files.filter((file) => file.kind === kind);
  const reads = {
    playbooks: of("playbook").map(({ text, file }) => readPlaybook(text, file)),
    tests: of("tests").map(({ text, file }) => readTests(text, file)),
    services: of("services").map(({ text, file }) => readServices(text, file)),
    sites: of("site").map(({ text, file }) => readSite(text, file)),
  };
  const texts = new Map(of("texts").map((one) => [basename(one.file), one]));
  const spoken = reads.playbooks.flatMap(({ playbook }) =>
    playbook ? addTexts(playbook, (name) => texts.get(name)) : [],
  );
  const playbooks = spoken.map(({ playbook }) => playbook);
  const tests = reads.tests.flatMap((read) => read.tests ?? []);
  const services = reads.services.at(-1)?.services;
  const site = reads.sites.at(-1)?.site;
  const problems = [...Object.values(reads), spoken].flatMap((read) => read.flatMap((each) => each.problems));
  const textsFiles = of("texts").map(({ file }) => file);
  problems.push(...unspokenTexts(playbooks, textsFiles, playbooks.length === of("playbook").length));
  const together = checkTogether(playbooks, { site, services });
  // Services that cannot be read may still be there.
  const unread = services === undefined && reads.services.length > 0;
  problems.push(...together.filter(({ code }) => !(unread && code === "SERVICE_MISSING")));
  return {
    folder,
    site: site ?? defaultSite(),
    services: services ?? new Map(),
    playbooks,
    tests,
    problems: inOrder(
      problems,
      files.map(({ file }) => file),
    ),
  };
}

function inOrder(problems: readonly Problem[], files: readonly string[]): readonly Problem[] {
  const rank = new Map(files.map((file, index) => [file, index]));
  const of = ({ file }: Problem) => rank.get(file) ?? files.length;
  return problems.toSorted(
    (one, other) => of(one) - of(other) || one.at.line - other.at.line || one.at.column - other.at.column,
  );
}
