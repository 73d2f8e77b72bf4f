import { atLocalTime, readLocalTime } from "../../engine/index.ts";
import type { LeadRecord, LeadStore } from "../stores/ports.ts";
import { csvHead, leadAsCsv, leadAsJson, ownColumns } from "./lead-rows.ts";
import { withSiteStore } from "./site-store.ts";
import type { ExitStatus, Surroundings, Terminal } from "./terminal.ts";

export type LeadsFormat = "csv" | "jsonl";

export interface LeadsExportOptions {
  /** A day, or a time with its zone; undefined: all leads. */
  readonly since?: string;
  readonly format: LeadsFormat;
}

/**
 * `parley leads export --since 2026-11-01 --format csv`: prints leads, the last changed first, a page at a time. Each is in it
 * once, also when it changes meanwhile.
 *
 * @returns 0 done, also when there are none; 2 for a time that is none.
 */
export async function leadsExport(
  options: LeadsExportOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitStatus> {
  return await withSiteStore(surroundings, terminal, async ({ site, stores, audit }) => {
    const { since, format } = options;
    const from = since === undefined ? "" : timeOf(since, site.timeZone);
    if (from === undefined) {
      terminal.err(
        `parley leads export: "${since}" is no time; write --since 2026-11-01 or --since "2026-11-01 09:00 Europe/Berlin"`,
      );
      return 2;
    }
    const who = { kind: "server", id: "parley leads export" } as const;
    await audit.write({
      who,
      what: "leads.exported",
      detail: from === "" ? format : `${format} since ${from}`,
    });
    const changed = () => changedSince(stores.leads, site.id, from);
    if (format === "csv") await printTable(changed, terminal);
    else for await (const record of changed()) terminal.write(leadAsJson(record));
    return 0;
  });
}

/** Reads them twice: which columns there are is known only behind the last one, and a page at a time is all that is held. */
async function printTable(changed: () => AsyncIterable<LeadRecord>, terminal: Terminal): Promise<void> {
  const own = new Set<string>();
  for await (const record of changed()) for (const name of ownColumns(record)) own.add(name);
  const columns = [...own].sort();
  terminal.write(csvHead(columns));
  const late = new Set<string>();
  for await (const record of changed()) {
    for (const name of ownColumns(record)) if (!own.has(name)) late.add(name);
    terminal.write(leadAsCsv(record, columns));
  }
  if (late.size > 0)
    terminal.err(
      `parley leads export: ${[...late].join(", ")} came in while this ran and is not in it; run it again`,
    );
}

const PAGE = 200;

/**
 * Leads that changed since then, the last changed first. One that changes meanwhile moves to the front, behind which the list
 * has gone on: so the front is looked at again until nothing new is there.
 */
async function* changedSince(leads: LeadStore, siteId: string, from: string): AsyncGenerator<LeadRecord> {
  const given = new Set<string>();
  let until = from;
  let newest: string | undefined;
  do {
    const before = given.size;
    newest = undefined;
    for await (const record of newestFirst(leads, siteId, until)) {
      newest ??= record.updatedAt;
      if (given.has(record.id)) continue;
      given.add(record.id);
      yield record;
    }
    if (given.size === before) return;
    until = newest ?? from;
  } while (newest !== undefined);
}

async function* newestFirst(leads: LeadStore, siteId: string, from: string): AsyncGenerator<LeadRecord> {
  let cursor: string | undefined;
  do {
    const { rows, next } = await leads.list({ siteId, limit: PAGE, ...(cursor !== undefined && { cursor }) });
    for (const record of rows) {
      if (record.updatedAt < from) return;
      yield record;
    }
    cursor = next;
  } while (cursor !== undefined);
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/** As the store writes times; a day begins where the site is. */
function timeOf(since: string, zone: string): string | undefined {
  if (ISO.test(since)) {
    const at = Date.parse(since);
    return Number.isNaN(at) ? undefined : new Date(at).toISOString();
  }
  const read = readLocalTime(/^\d{4}-\d\d-\d\d$/.test(since) ? `${since} 00:00` : since);
  return read && new Date(atLocalTime(read, zone)).toISOString();
}
