import {
  defaultSite,
  type Playbook,
  type Problem,
  readPlaybook,
  readSite,
  readTests,
  type Site,
  type TestFile,
} from "../../engine/index.ts";
import type { SiteFile } from "./site-files.ts";

/** One folder with all that is in it, read. */
export interface SiteFolder {
  readonly folder: string;
  /** What `site.yml` says; the defaults of the language where there is none, or where it has errors. */
  readonly site: Site;
  /** Those without errors. */
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
  let site = defaultSite();
  const playbooks: Playbook[] = [];
  const tests: TestFile[] = [];
  const problems: Problem[] = [];
  for (const { kind, text, file } of files) {
    if (kind === "playbook") {
      const read = readPlaybook(text, file);
      problems.push(...read.problems);
      if (read.playbook) playbooks.push(read.playbook);
    } else if (kind === "tests") {
      const read = readTests(text, file);
      problems.push(...read.problems);
      if (read.tests) tests.push(read.tests);
    } else {
      const read = readSite(text, file);
      problems.push(...read.problems);
      site = read.site ?? site;
    }
  }
  return { folder, site, playbooks, tests, problems };
}
