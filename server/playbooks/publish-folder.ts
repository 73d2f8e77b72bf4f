import { createHash } from "node:crypto";
import { compilePlaybook, type Playbook, readPlaybook } from "../../engine/index.ts";
import { faultDetails } from "../log.ts";
import type { VersionRecord } from "../stores/ports.ts";
import type { CompiledVersions } from "./compiled-versions.ts";
import { type PlaybooksSetting, problemLines } from "./setting.ts";

/**
 * Publishes each playbook of the folder whose text differs from its live version, and retires those whose file is gone. A
 * file that is wrong is told and leaves its live version as it is.
 */
export async function publishFolder(
  setting: PlaybooksSetting,
  siteId: string,
  compiled: CompiledVersions,
): Promise<void> {
  const { folder, versions, log } = setting;
  const files = (await folder.names()).filter((name) => name.endsWith(".playbook.yml"));
  const before = await versions.live(siteId);
  /** Playbook to the file that has it. */
  const found = new Map<string, string>();
  const wrong = new Set<string>();
  for (const file of files) {
    const read = await readFile(setting, file);
    if (!read) {
      wrong.add(file);
      continue;
    }
    const { playbook, text } = read;
    const other = found.get(playbook.name);
    if (other !== undefined) {
      setting.report(
        `${file}: the playbook "${playbook.name}" is in ${other} already. Give one of them another name.`,
      );
      continue;
    }
    found.set(playbook.name, file);
    await publish(setting, compiled, before, { siteId, playbook: playbook.name, file, text }, playbook);
  }
  for (const { playbook, file } of before) {
    if (found.has(playbook) || wrong.has(file)) continue;
    await versions.retire(siteId, playbook);
    log.info("playbook.retired", { playbook });
  }
}

async function readFile(
  { folder, report, log }: PlaybooksSetting,
  file: string,
): Promise<{ readonly playbook: Playbook; readonly text: string } | undefined> {
  try {
    const text = await folder.read(file);
    const { playbook, problems } = readPlaybook(text, file);
    if (problems.length > 0) report(problemLines(problems));
    if (playbook) return { playbook, text };
    log.warn("playbook.refused", { file, problems: problems.length });
  } catch (error) {
    report(`${file}: ${error instanceof Error ? error.message : "cannot be read"}`);
    log.warn("playbook.refused", { file, ...faultDetails(error) });
  }
  return undefined;
}

async function publish(
  { versions, log, report, timekeeper }: PlaybooksSetting,
  compiled: CompiledVersions,
  before: readonly VersionRecord[],
  version: Omit<VersionRecord, "hash" | "publishedAt">,
  playbook: Playbook,
): Promise<void> {
  const hash = createHash("sha256").update(version.text).digest("hex");
  if (before.some((live) => live.playbook === version.playbook && live.hash === hash)) return;
  try {
    compiled.put(compilePlaybook(playbook, hash));
  } catch (error) {
    report(
      `${version.file}: cannot be compiled: ${error instanceof Error ? error.message : "unknown fault"}`,
    );
    log.error("playbook.refused", { playbook: version.playbook, ...faultDetails(error) });
    return;
  }
  await versions.publish({ ...version, hash, publishedAt: new Date(timekeeper.now()).toISOString() });
  log.info("playbook.published", { playbook: version.playbook, version: hash });
}
