import { openMongo } from "./mongo/open-mongo.ts";
import type { Stores } from "./ports.ts";
import { openSqlite } from "./sqlite/open-sqlite.ts";

export interface StoreSettings {
  /** A mongodb:// address; undefined: SQLite. */
  readonly mongodbUri: string | undefined;
  /** Folder of the SQLite file. */
  readonly dataDir: string;
}

/**
 * Opens the store that the settings name: MongoDB where there is an address, else SQLite in the data folder.
 *
 * @throws {StoreAwayError} when it cannot be reached.
 */
export async function openStores({ mongodbUri, dataDir }: StoreSettings): Promise<Stores> {
  return mongodbUri === undefined ? await openSqlite({ dir: dataDir }) : await openMongo({ uri: mongodbUri });
}
