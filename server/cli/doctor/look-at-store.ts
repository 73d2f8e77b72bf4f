import { statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../../config.ts";
import { openStores } from "../../main.ts";
import {
  DATABASE,
  holdsDatabase,
  lookAtDatabase,
  NEWEST_MIGRATION,
} from "../../stores/sqlite/copy-database.ts";
import { bad, doubtful, type Finding, good } from "./finding.ts";

const MIB = 1024 * 1024;
// SQLite needs room for its log, and a copy of the database for a backup.
const LITTLE_MIB = 1024;
const TOO_LITTLE_MIB = 64;

/** Whether the store answers, is whole, and has room. A database that is not there yet is not made. */
export async function lookAtStore(config: Config): Promise<readonly Finding[]> {
  if (config.mongodbUri !== undefined) return [await answers(config, "MongoDB")];
  const room = await roomIn(config.dataDir);
  if (!holdsDatabase(config.dataDir)) {
    return [good("store", `SQLite, no database in ${config.dataDir} yet: the server makes one`), room];
  }
  const { migration, faults } = lookAtDatabase(join(config.dataDir, DATABASE));
  if (faults.length > 0)
    return [
      bad("store", `the database is damaged: ${faults[0]}`, "Stop the server, and restore a backup."),
      room,
    ];
  if (migration > NEWEST_MIGRATION) {
    const found = `the database is at migration ${migration}, this Parley knows ${NEWEST_MIGRATION}`;
    return [bad("store", found, "Install the newer Parley again; an older one never writes to it."), room];
  }
  return [await answers(config, `SQLite in ${config.dataDir}, whole`), room];
}

async function answers(config: Config, name: string): Promise<Finding> {
  try {
    const stores = await openStores(config);
    await stores.ping().finally(() => stores.close());
    return good("store", `${name}, answers`);
  } catch (error) {
    const found = error instanceof Error ? error.message : "it does not answer";
    return bad("store", found, "Start it, or mend MONGODB_URI or DATA_DIR.");
  }
}

async function roomIn(dir: string): Promise<Finding> {
  const disk = await statfs(dir).catch(() => undefined);
  if (!disk) return good("disk", `${dir} is not there yet: the server makes it`);
  const free = Math.floor((disk.bavail * disk.bsize) / MIB);
  const found = `${free} MiB free in ${dir}`;
  if (free < TOO_LITTLE_MIB) return bad("disk", found, "Make room: without it messages are refused.");
  if (free < LITTLE_MIB) return doubtful("disk", found, "Make room, or watch it closely.");
  return good("disk", found);
}
