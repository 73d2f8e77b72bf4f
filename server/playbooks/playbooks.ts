import { type CompiledPlaybook, defaultSite, readSite, type Site } from "../../engine/index.ts";
import { faultDetails } from "../log.ts";
import { type CompiledVersions, makeCompiledVersions } from "./compiled-versions.ts";
import { publishFolder } from "./publish-folder.ts";
import { type PlaybooksSetting, problemLines } from "./setting.ts";

/** The site's folder, as it is now, and every version that was ever published. */
export interface Playbooks {
  site(): Site;
  /** What may start, in order of name. */
  live(): readonly CompiledPlaybook[];
  /** @returns undefined when the store has no such version. */
  version(hash: string): Promise<CompiledPlaybook | undefined>;
  /** Looks at the folder again. A file that is wrong changes nothing. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

const SITE_FILE = "site.yml";

/** Publishes what is new in the folder, and goes on doing so when it changes, until it is stopped. */
export async function openPlaybooks(setting: PlaybooksSetting): Promise<Playbooks> {
  const { folder, versions, log } = setting;
  let site = (await siteFrom(setting)) ?? defaultSite();
  const compiled = makeCompiledVersions(versions, site.id);
  let live = await publishFolder(setting, site.id, compiled).then(() => liveOf(setting, site.id, compiled));

  const load = async () => {
    const next = await siteFrom(setting);
    if (next && next.id !== site.id)
      setting.report(`${SITE_FILE}: "site:" has changed. Start the server anew to use it.`);
    else if (next) site = next;
    await publishFolder(setting, site.id, compiled);
    live = await liveOf(setting, site.id, compiled);
  };
  // One after the other: two loads at once could each retire what the other published.
  let last: Promise<void> = Promise.resolve();
  const reload = () => {
    last = last.then(load).catch((error: unknown) => log.error("playbook.refused", faultDetails(error)));
    return last;
  };
  const unwatch = folder.watch(() => void reload());

  return {
    site: () => site,
    live: () => live,
    version: (hash) => compiled.get(hash),
    reload,
    stop: () => {
      unwatch();
      return last;
    },
  };
}

/** @returns undefined when the file is wrong; the site of a folder without the file has the defaults. */
async function siteFrom({ folder, report, log }: PlaybooksSetting): Promise<Site | undefined> {
  if (!(await folder.names()).includes(SITE_FILE)) return defaultSite();
  const { site, problems } = readSite(await folder.read(SITE_FILE), SITE_FILE);
  if (problems.length > 0) report(problemLines(problems));
  if (!site) log.warn("site.refused", { problems: problems.length });
  return site;
}

async function liveOf(
  { versions, log }: PlaybooksSetting,
  siteId: string,
  compiled: CompiledVersions,
): Promise<readonly CompiledPlaybook[]> {
  const live: CompiledPlaybook[] = [];
  for (const { hash, playbook } of await versions.live(siteId)) {
    const one = await compiled.get(hash).catch((error: unknown) => {
      log.error("playbook.refused", { playbook, version: hash, ...faultDetails(error) });
      return undefined;
    });
    if (one) live.push(one);
  }
  return live.sort((a, b) => (a.playbook.name < b.playbook.name ? -1 : 1));
}
