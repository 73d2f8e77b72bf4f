import { join } from "node:path";
import { diskFiles } from "../../files/disk-files.ts";
import { memoryFiles } from "../../files/memory-files.ts";
import type { Stores } from "../ports.ts";
import { sqliteApiKeys } from "./api-keys.ts";
import { sqliteAudit } from "./audit.ts";
import { sqliteChanges } from "./changes.ts";
import { sqliteConversations } from "./conversations.ts";
import { openSqliteCounters } from "./counters.ts";
import { sqliteDeliveries, sqliteEndpoints } from "./deliveries.ts";
import { sqliteDesks } from "./desks.ts";
import { openFile } from "./file.ts";
import { sqliteInboxSearch } from "./inbox-search.ts";
import { sqliteLeads } from "./leads.ts";
import { sqliteLine } from "./line.ts";
import { sqliteMemory } from "./memory.ts";
import { sqlitePeople } from "./people.ts";
import { sqlitePresence } from "./presence.ts";
import { sqliteResumeLinks } from "./resume-links.ts";
import { sqliteSettings, sqliteSightings } from "./settings.ts";
import { sqliteShelf } from "./shelf.ts";
import { sqliteTwoSteps } from "./two-steps.ts";
import { sqliteVerifications } from "./verifications.ts";
import { sqliteVersions } from "./versions.ts";
import { sqliteVisitors } from "./visitors.ts";
import { sqliteVisits } from "./visits.ts";

/**
 * Opens `parley.db` in `dir`, brought up to the newest migration; folder and file are made when missing.
 *
 * Files of visitors are in the folder `files` beside it. Several processes may have the same file open. What a port has resolved is on the disk. `:memory:` as `dir`
 * gives a store that is gone when it is closed.
 *
 * @throws {StoreAwayError} when the file cannot be opened.
 * @throws {Error} when the file was written by a newer server.
 */
export async function openSqlite({ dir }: { readonly dir: string }): Promise<Stores> {
  const file = await openFile(dir);
  const counters = await openSqliteCounters(dir);
  const anything = file.statement<unknown>("select 1 from conversation limit 1");
  return {
    conversations: sqliteConversations(file),
    leads: sqliteLeads(file),
    people: sqlitePeople(file),
    versions: sqliteVersions(file),
    memory: sqliteMemory(file),
    changes: sqliteChanges(file),
    presence: sqlitePresence(file),
    inboxSearch: sqliteInboxSearch(file),
    shelf: sqliteShelf(file),
    visits: sqliteVisits(file),
    resumeLinks: sqliteResumeLinks(file),
    desks: sqliteDesks(file),
    line: sqliteLine(file),
    settings: sqliteSettings(file),
    sightings: sqliteSightings(file),
    files: dir === ":memory:" ? memoryFiles() : diskFiles(join(dir, "files")),
    counters,
    twoSteps: sqliteTwoSteps(file),
    apiKeys: sqliteApiKeys(file),
    audit: sqliteAudit(file),
    visitors: sqliteVisitors(file),
    deliveries: sqliteDeliveries(file),
    endpoints: sqliteEndpoints(file),
    verifications: sqliteVerifications(file),
    async ping() {
      await file.read(() => anything.first());
    },
    async close() {
      counters.close();
      await file.close();
    },
  };
}
