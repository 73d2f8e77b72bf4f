import {
  type CompiledPlaybook,
  defaultSite,
  readSite,
  type Services,
  type Site,
} from "../../engine/index.ts";
import { faultDetails } from "../log.ts";
import { type CompiledVersions, makeCompiledVersions } from "./compiled-versions.ts";
import { publishFolder } from "./publish-folder.ts";
import { servicesFrom, tellMissing } from "./services.ts";
import { type PlaybooksSetting, problemLines } from "./setting.ts";

/** The site's folder, as it is now, and every version that was ever published. */
export interface Playbooks {
  site(): Site;
  /** What services.yml says; empty without the file. */
  services(): Services;
  /** What may start, in order of name. */
  live(): readonly CompiledPlaybook[];
  /** @returns undefined when the store has no such version. */
  version(hash: string): Promise<CompiledPlaybook | undefined>;
  /** Looks at the folder again. A file that is wrong changes nothing. */
  reload(): Promise<void>;
  /** Looks at the store again: another process may have published. Rejects when the store is away. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
}

const SITE_FILE = "site.yml";

/** Publishes what is new in the folder, and goes on doing so when it changes, until it is stopped. */
export async function openPlaybooks(setting: PlaybooksSetting): Promise<Playbooks> {
  const { folder, versions, log } = setting;
  let { site, text } = (await siteFrom(setting)) ?? { site: defaultSite(), text: undefined };
  setting.onSite?.(text);
  let services: Services = (await servicesFrom(setting)) ?? new Map();
  const compiled = makeCompiledVersions(versions, site.id);
  await publishUnlessKept(setting, site, compiled);
  let live = await liveOf(setting, site.id, compiled);
  tellMissing(setting, live, services);

  const load = async () => {
    const next = await siteFrom(setting);
    if (next && next.site.id !== site.id)
      setting.report(`${SITE_FILE}: "site:" has changed. Start the server anew to use it.`);
    else if (next) {
      ({ site, text } = next);
      setting.onSite?.(text);
    }
    services = (await servicesFrom(setting)) ?? services;
    await publishUnlessKept(setting, site, compiled);
    live = await liveOf(setting, site.id, compiled);
    tellMissing(setting, live, services);
  };
  // One after the other: two loads at once could each retire what the other published.
  let last: Promise<void> = Promise.resolve();
  const reload = () => {
    last = last.then(load).catch((error: unknown) => log.error("playbook.refused", faultDetails(error)));
    return last;
  };
  const refresh = () => {
    const done = last.then(async () => {
      live = await liveOf(setting, site.id, compiled);
    });
    last = done.catch(() => undefined);
    return done;
  };
  const unwatch = folder.watch(() => void reload());

  return {
    site: () => site,
    services: () => services,
    live: () => live,
    version: (hash) => compiled.get(hash),
    reload,
    refresh,
    stop: () => {
      unwatch();
      return last;
    },
  };
}

/** With `publish_from: store` people publish, and the folder only fills a store in which nothing is live. */
async function publishUnlessKept(
  setting: PlaybooksSetting,
  { id, publishFrom }: Site,
  compiled: CompiledVersions,
): Promise<void> {
  if (publishFrom === "store" && (await setting.versions.live(id)).length > 0) return;
  await publishFolder(setting, id, compiled);
}

/** @returns undefined when the file is wrong; the site of a folder without the file has the defaults. */
async function siteFrom({
  folder,
  report,
  log,
}: PlaybooksSetting): Promise<{ readonly site: Site; readonly text: string | undefined } | undefined> {
  if (!(await folder.names()).includes(SITE_FILE)) return { site: defaultSite(), text: undefined };
  const text = await folder.read(SITE_FILE);
  const { site, problems } = readSite(text, SITE_FILE);
  if (problems.length > 0) report(problemLines(problems));
  if (!site) log.warn("site.refused", { problems: problems.length });
  return site && { site, text };
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
