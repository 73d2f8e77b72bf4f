import type { IncomingMessage } from "node:http";
import { EgressError } from "./egress-error.ts";

/** An answer of a service ends up in the conversation's document, so it must stay small. */
const MOST_ANSWER_BYTES = 64 * 1024;

/**
 * Reads an answer as JSON; null when it has no body.
 *
 * @throws {EgressError} TOO_LARGE, NOT_JSON, BROKEN_OFF. The rest of the answer is not read then.
 */
export async function readJsonBody(response: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let bytes = 0;
  if (Number(response.headers["content-length"] ?? 0) > MOST_ANSWER_BYTES) throw tooLarge(response);
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MOST_ANSWER_BYTES) throw tooLarge(response);
    parts.push(part);
  }
  if (!response.complete) throw new EgressError("BROKEN_OFF", true);
  if (bytes === 0) return null;
  if (!isJsonType(response.headers["content-type"])) throw new EgressError("NOT_JSON", true);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts))) as unknown;
  } catch {
    throw new EgressError("NOT_JSON", true);
  }
}

function tooLarge(response: IncomingMessage): EgressError {
  response.destroy();
  return new EgressError("TOO_LARGE", true);
}

function isJsonType(type: string | undefined): boolean {
  const [essence = ""] = (type ?? "").toLowerCase().split(";");
  return /^application\/([a-z0-9.-]+\+)?json$/.test(essence.trim());
}
