import {
  type CompiledPlaybook,
  formatMoveReport,
  type MoveReport,
  moveReport,
  type Site,
  type Talk,
} from "../../engine/index.ts";
import { makeCompiledVersions } from "../playbooks/compiled-versions.ts";
import type { ConversationStore, Stores } from "../stores/ports.ts";

const PAGE = 100;

/** What publishing this version does to the conversations that run, in one line of numbers. */
export async function moveNumbers(
  stores: Pick<Stores, "conversations" | "versions">,
  site: Site,
  to: CompiledPlaybook,
  now: number,
): Promise<string> {
  return formatMoveReport(await movesTo(stores, site, to, now));
}

/** The same as numbers. */
export async function movesTo(
  stores: Pick<Stores, "conversations" | "versions">,
  site: Site,
  to: CompiledPlaybook,
  now: number,
): Promise<MoveReport> {
  const talks = (await runningTalks(stores.conversations, site.id)).filter(
    ({ playbook }) => playbook === to.playbook.name,
  );
  const compiled = makeCompiledVersions(stores.versions, site.id);
  const from = new Map<string, CompiledPlaybook>();
  for (const hash of new Set(talks.map(({ version }) => version))) {
    const version = await compiled.get(hash);
    if (version) from.set(hash, version);
  }
  return moveReport(from, to, talks, { now, site, online: new Map() });
}

async function runningTalks(conversations: ConversationStore, siteId: string): Promise<readonly Talk[]> {
  const talks: Talk[] = [];
  for (const queue of ["bot", "waiting", "mine"] as const) {
    let cursor: string | undefined;
    do {
      const page = await conversations.list({
        siteId,
        queue,
        limit: PAGE,
        ...(cursor !== undefined && { cursor }),
      });
      talks.push(...page.rows.map(({ talk }) => talk));
      cursor = page.next;
    } while (cursor !== undefined);
  }
  return talks;
}
