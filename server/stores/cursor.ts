import { CursorError, type Listed } from "./ports.ts";

/** A place in a list that is sorted by `at`, then `id`. */
export interface Position {
  readonly at: string;
  readonly id: string;
}

/** One page out of rows of which one more than `limit` was asked for: the extra row tells whether there is a next page. */
export function listed<T>(rows: readonly T[], limit: number, positionOf: (row: T) => Position): Listed<T> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { rows: page, next: more ? writeCursor(positionOf(last)) : undefined };
}

/** @throws {CursorError} when it is not one of ours. */
export function readCursor(cursor: string): Position {
  const parts = partsOf(cursor);
  const [at, id] = parts;
  if (parts.length !== 2 || typeof at !== "string" || typeof id !== "string") {
    throw new CursorError("the cursor is not one that a list gave");
  }
  return { at, id };
}

function writeCursor({ at, id }: Position): string {
  return Buffer.from(JSON.stringify([at, id])).toString("base64url");
}

function partsOf(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
