import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultSite, readSite, type Site } from "../../engine/index.ts";
import { type AuditLog, makeAuditLog } from "../audit/audit-log.ts";
import type { Config } from "../config.ts";
import { makeLog } from "../log.ts";
import { openStores } from "../main.ts";
import { keptSecretKey } from "../secret-key.ts";
import type { Stores } from "../stores/ports.ts";
import { realTimekeeper } from "../timekeeper.ts";
import { readConfigHere } from "./config-here.ts";
import type { ExitStatus, Surroundings, Terminal } from "./terminal.ts";

/** The site that the settings name, with its store. */
export interface SiteStore {
  readonly config: Config;
  readonly site: Site;
  readonly stores: Stores;
  readonly audit: AuditLog;
}

/** Does something with the store that `parley serve` uses with the same settings, and closes it. Wrong settings: 2. */
export async function withSiteStore(
  surroundings: Surroundings,
  terminal: Terminal,
  act: (opened: SiteStore) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const config = readConfigHere(surroundings, terminal);
  if (!config) return 2;
  const text = await readFile(join(config.playbooksDir, "site.yml"), "utf8").catch(() => undefined);
  const site = (text === undefined ? undefined : readSite(text, "site.yml").site) ?? defaultSite();
  const stores = await openStores(config);
  try {
    const secretKey = config.secretKey ?? (await keptSecretKey(config.dataDir));
    const audit = makeAuditLog({
      store: stores.audit,
      siteId: () => site.id,
      timekeeper: realTimekeeper,
      log: makeLog("silent"),
      secretKey,
    });
    return await act({ config, site, stores, audit });
  } finally {
    await stores.close();
  }
}
