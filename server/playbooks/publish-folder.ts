import { SERVER } from "../audit/audit-log.ts";
import type { CompiledVersions } from "./compiled-versions.ts";
import { readFolder } from "./read-folder.ts";
import type { PlaybooksSetting } from "./setting.ts";

/**
 * Publishes each playbook of the folder that differs from its live version, and retires those whose file is gone. A
 * file that is wrong is told and leaves its live version as it is.
 */
export async function publishFolder(
  setting: PlaybooksSetting,
  siteId: string,
  compiled: CompiledVersions,
): Promise<void> {
  const { versions, log, timekeeper, audit } = setting;
  const before = await versions.live(siteId);
  const read = await readFolder(setting, siteId, before);
  for (const { record, compiled: machine } of read.versions) {
    const { playbook, hash } = record;
    if (before.some((live) => live.playbook === playbook && live.hash === hash)) continue;
    compiled.put(machine);
    await versions.publish({ ...record, publishedAt: new Date(timekeeper.now()).toISOString() });
    const change = { object: hash, detail: playbook };
    await audit(siteId, { who: SERVER, what: "playbook.published", ...change });
    log.info("playbook.published", { playbook, version: hash });
  }
  for (const { playbook, hash } of before) {
    if (read.there.has(playbook)) continue;
    await versions.retire(siteId, playbook);
    await audit(siteId, { who: SERVER, what: "playbook.retired", object: hash, detail: playbook });
    log.info("playbook.retired", { playbook });
  }
}
