import type { Model } from "mongoose";
import { isDuplicate } from "./away.ts";

/**
 * Inserts unless a unique index forbids it.
 *
 * Not an upsert: of several upserts of one id at the same moment, some servers tell more than one caller that it was theirs.
 *
 * @returns whether it was inserted.
 */
export async function insertIfAbsent<T>(model: Model<T>, document: T): Promise<boolean> {
  try {
    await model.insertMany([document]);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
