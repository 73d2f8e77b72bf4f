import type { Request } from "express";
import { Refusal } from "../refusal.ts";

/**
 * The body as it came, whatever it is.
 *
 * @throws {Refusal} BODY_TOO_LARGE; the rest is not read then.
 */
export async function readBytes(request: Request, most: number): Promise<Buffer> {
  const tooLarge = () =>
    new Refusal("BODY_TOO_LARGE", `A file may have ${Math.floor(most / 1024 / 1024)} MiB at most.`);
  if (Number(request.headers["content-length"] ?? 0) > most) throw tooLarge();
  const parts: Buffer[] = [];
  let bytes = 0;
  // Else the connection would be gone before the refusal is sent.
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > most) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}
