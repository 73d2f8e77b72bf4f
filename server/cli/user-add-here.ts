import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultSite, readSite } from "../../engine/index.ts";
import { makeAuditLog } from "../audit/audit-log.ts";
import { makeAccounts } from "../auth/accounts.ts";
import { welcomeLink } from "../http/account-routes.ts";
import { makeLog } from "../log.ts";
import { openStores } from "../main.ts";
import { keptSecretKey } from "../secret-key.ts";
import { realTimekeeper } from "../timekeeper.ts";
import { readConfigHere } from "./config-here.ts";
import type { ExitStatus, Surroundings, Terminal } from "./terminal.ts";
import { type UserAddOptions, userAdd } from "./user-add.ts";

/** `parley user add` in the store that the settings name: the one that `parley serve` uses with the same settings. */
export async function userAddHere(
  email: string,
  options: UserAddOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitStatus> {
  const config = readConfigHere(surroundings, terminal);
  if (!config) return 2;
  const secretKey = config.secretKey ?? (await keptSecretKey(config.dataDir));
  const siteId = await siteIdOf(config.playbooksDir);
  const stores = await openStores(config);
  try {
    const shared = {
      siteId: () => siteId,
      timekeeper: realTimekeeper,
      log: makeLog("silent"),
      secretKey,
    };
    const accounts = makeAccounts({
      ...shared,
      people: stores.people,
      twoSteps: stores.twoSteps,
      counters: undefined,
      audit: makeAuditLog({ ...shared, store: stores.audit }),
    });
    const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`;
    return await userAdd(email, options, terminal, {
      accounts,
      linkFor: (token) => welcomeLink(publicUrl, token),
    });
  } finally {
    await stores.close();
  }
}

async function siteIdOf(playbooksDir: string): Promise<string> {
  const text = await readFile(join(playbooksDir, "site.yml"), "utf8").catch(() => undefined);
  const site = text === undefined ? undefined : readSite(text, "site.yml").site;
  return (site ?? defaultSite()).id;
}
