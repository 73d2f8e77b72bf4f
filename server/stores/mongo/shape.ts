import type { Connection } from "mongoose";

/** Grows when records are kept in a way that an older server would damage. */
const SHAPE = 1;
const _id = "shape";

/**
 * Notes in the database which shape its records have; a database of an older shape is brought up to ours.
 *
 * Refuses one that is ahead of this code: an older server that writes to a newer shape loses fields silently, which is worse
 * than not starting.
 */
export async function holdShape(connection: Connection, shape = SHAPE): Promise<void> {
  const notes = connection.collection<{ readonly _id: string; readonly shape: number }>("parley");
  await notes.updateOne({ _id }, { $max: { shape } }, { upsert: true });
  const found = await notes.findOne({ _id });
  if (found && found.shape > shape) {
    throw new Error(`the database has shape ${found.shape}, this server knows ${shape}: upgrade the server`);
  }
}
