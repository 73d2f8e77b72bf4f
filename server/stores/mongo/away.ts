import { types } from "node:util";
import { mongo } from "mongoose";
import { StoreAwayError } from "../ports.ts";

// The server or the way to it, not the command: the same call may well succeed later.
const AWAY_NAMES = new Set([
  "MongoExpiredSessionError",
  "MongoClientClosedError",
  "MongoNotConnectedError",
  "MongoServerClosedError",
  "MongoServerSelectionError",
  "MongoTopologyClosedError",
  "MongoWaitQueueTimeoutError",
  "MongoWriteConcernError",
  "MongooseServerSelectionError",
]);
// Stepping down, shutting down, no primary, out of time, out of disk.
const AWAY_CODES = new Set([6, 7, 50, 64, 89, 91, 189, 262, 10107, 11600, 11602, 13435, 13436, 14031]);

/** A socket that breaks in the middle of a write comes out of the driver as it is, in no class of the driver's. */
const SOCKET_CODES = new Set([
  "EPIPE",
  "ECONNRESET",
  "ECONNABORTED",
  "ECONNREFUSED",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** Runs work on the database; trouble with the server or the way to it comes out as {@link StoreAwayError}. */
export async function reach<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isAway(error)) throw error;
    throw new StoreAwayError(`the database cannot be used now: ${error.message}`, { cause: error });
  }
}

export function isDuplicate(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === 11000;
}

function isAway(error: unknown): error is Error {
  // Not `instanceof`: Node's own errors have another class than ours where code runs in a context of its own.
  if (!types.isNativeError(error)) return false;
  if (AWAY_NAMES.has(error.name)) return true;
  if (!(error instanceof mongo.MongoError)) return isClosed(error);
  if (error instanceof mongo.MongoServerError)
    return AWAY_CODES.has(Number(error.code)) || error.hasErrorLabel("RetryableWriteError");
  // What the driver itself says when it could not talk to the server; only its complaints of wrong calls are our fault.
  return !(error instanceof mongo.MongoAPIError);
}

/** Mongoose has no class of its own for a connection that is closed. */
function isClosed(error: Error): boolean {
  if ("code" in error && SOCKET_CODES.has(String(error.code))) return true;
  return error.name === "MongooseError" && /connection|bufferCommands/i.test(error.message);
}
