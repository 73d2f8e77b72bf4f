import { StoreAwayError } from "../ports.ts";

// The disk or the lock, not the statement: the same call may well succeed later.
const AWAY = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|NOMEM|PROTOCOL)/;

/** The error as callers of the ports see it. Faults of ours, such as a broken constraint, stay what they are. */
export function awayOr(error: unknown): unknown {
  if (!isAway(error)) return error;
  return new StoreAwayError(`the database file cannot be used now: ${error.message}`, { cause: error });
}

export function closedError(): StoreAwayError {
  return new StoreAwayError("the database file is closed");
}

export function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith("SQLITE_BUSY");
}

function isAway(error: unknown): error is Error {
  // The driver gives no code when it cannot open the file at all.
  return error instanceof Error && (AWAY.test(codeOf(error)) || error.message.startsWith("ConnectionFailed"));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
