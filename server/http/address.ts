import type { Request } from "express";

/**
 * Where the request comes from. Behind a proxy of TRUST_PROXY, what that proxy says; a header of anybody else counts for
 * nothing. An IPv4 address that came by IPv6 is written as IPv4.
 */
export function addressOf(request: Request): string {
  const address = request.ip ?? request.socket.remoteAddress ?? "";
  return address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
}
