import { formatProblem, proveOne } from "../../engine/index.ts";
import type { Actor } from "../audit/audit-store.ts";
import { makeLog } from "../log.ts";
import { diskFolder } from "../playbooks/folder.ts";
import { readFolder } from "../playbooks/read-folder.ts";
import { compileVersion } from "../playbooks/version-parts.ts";
import type { VersionRecord } from "../playbooks/version-store.ts";
import { moveNumbers } from "./move-numbers.ts";
import { type SiteStore, withSiteStore } from "./site-store.ts";
import type { ExitStatus, Surroundings, Terminal } from "./terminal.ts";

export interface PublishOptions {
  /** Kept with each version that is published. */
  readonly note: string | undefined;
  /** Publish this older version again instead of the folder. */
  readonly rollback: string | undefined;
}

const BY_COMMAND: Actor = { kind: "server", id: "parley publish" };

/**
 * `parley publish [--note TEXT] [--rollback HASH]`: makes what the site's folder holds live in the store, or an older
 * version again, and says before what that does to the conversations that run.
 *
 * @returns 0 done, or nothing to do; 1 a file is wrong: then nothing was published; the version is unknown; 2 wrong settings.
 */
export async function publish(
  options: PublishOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitStatus> {
  return await withSiteStore(surroundings, terminal, async (opened) =>
    options.rollback === undefined
      ? await publishFolder(opened, options.note, terminal)
      : await rollBack(opened, options.rollback, terminal),
  );
}

async function publishFolder(
  opened: SiteStore,
  note: string | undefined,
  terminal: Terminal,
): Promise<ExitStatus> {
  const { config, site, stores } = opened;
  const live = await stores.versions.live(site.id);
  const setting = {
    folder: diskFolder(config.playbooksDir),
    report: (lines: string) => terminal.err(lines),
    log: makeLog("silent"),
  };
  const { versions, there, wrong } = await readFolder(setting, site.id, live);
  if (wrong.size > 0) {
    terminal.err("parley publish: nothing was published. Mend what is wrong first.");
    return 1;
  }
  const broken = versions
    .flatMap(({ compiled }) => proveOne(compiled, { site, services: new Map() }))
    .filter(({ severity }) => severity === "error");
  if (broken.length > 0) {
    for (const problem of broken) terminal.err(formatProblem(problem));
    terminal.err("parley publish: nothing was published. parley explore shows the conversations.");
    return 1;
  }
  const isLive = (record: Pick<VersionRecord, "playbook" | "hash">) =>
    live.some(({ playbook, hash }) => playbook === record.playbook && hash === record.hash);
  const fresh = versions.filter(({ record }) => !isLive(record));
  for (const { record, compiled } of fresh) {
    terminal.out(`${record.playbook}: ${await moveNumbers(stores, site, compiled, terminal.now())}`);
  }
  for (const { record } of fresh) {
    const before = live.find(({ playbook }) => playbook === record.playbook);
    await makeLive(opened, { ...record, ...(note !== undefined && { note }) }, before, terminal);
  }
  if (fresh.length === 0) terminal.out("Everything in the folder is live already.");
  for (const { playbook } of live.filter((one) => !there.has(one.playbook))) {
    terminal.out(`${playbook} is live and not in the folder. It stays live.`);
  }
  return 0;
}

async function rollBack(opened: SiteStore, hash: string, terminal: Terminal): Promise<ExitStatus> {
  const { site, stores } = opened;
  if (site.publishFrom === "folder") {
    terminal.err(
      'parley publish: site.yml says "publish_from: folder". Put the older text back into the folder; it goes live by itself.',
    );
    return 1;
  }
  const record = await stores.versions.load(site.id, hash);
  const compiled = record && compileVersion(record, hash);
  if (!record || !compiled) {
    terminal.err(`parley publish: the store has no version ${hash}`);
    return 1;
  }
  const before = (await stores.versions.live(site.id)).find(({ playbook }) => playbook === record.playbook);
  if (before?.hash === hash) {
    terminal.out(`${record.playbook}: ${hash} is live already.`);
    return 0;
  }
  terminal.out(`${record.playbook}: ${await moveNumbers(stores, site, compiled, terminal.now())}`);
  await makeLive(opened, record, before, terminal);
  return 0;
}

async function makeLive(
  { stores, audit }: SiteStore,
  record: Omit<VersionRecord, "publishedAt">,
  before: VersionRecord | undefined,
  terminal: Terminal,
): Promise<void> {
  await stores.versions.publish({ publishedAt: new Date(terminal.now()).toISOString(), ...record });
  const { hash: object, playbook: detail } = record;
  await audit.write({ who: BY_COMMAND, what: "playbook.published", object, detail });
  terminal.out(`${record.playbook}: published ${record.hash}`);
  if (before) terminal.out(`  to go back: parley publish --rollback ${before.hash}`);
}
