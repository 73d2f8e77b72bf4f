import { isIPv4, isIPv6 } from "node:net";

/**
 * The part of an internet address that one household or office has: the whole IPv4 address, the first 64 bits of an IPv6
 * address, since whoever has one has all that begin alike. Anything else is one network, the unknown one.
 */
export function networkOf(address: string | undefined): string {
  const plain = (address ?? "").replace(/%.*$/, "").toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1] ?? plain;
  if (isIPv4(mapped)) return mapped;
  if (!isIPv6(plain)) return "unknown";
  // The URL parser writes every form of an address in one way, and its zeros as "::".
  const [head = "", tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length;
  const groups = [...front, ...Array.from({ length: zeros }, () => "0"), ...back];
  return `${groups.slice(0, 4).join(":")}::/64`;
}
