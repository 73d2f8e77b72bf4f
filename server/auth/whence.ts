import { isIPv4, isIPv6 } from "node:net";

/** Where a request comes from, as far as it is kept. */
export interface Whence {
  /** The address; counted, never kept whole. */
  readonly address: string;
  /** "Firefox on Windows". */
  readonly device?: string;
  /** What a browser that logged in before shows. */
  readonly known?: string;
}

/** The network of an address: /24 of IPv4, /48 of IPv6; undefined for what is no address. */
export function networkOf(address: string): string | undefined {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (isIPv4(plain)) return `${plain.split(".").slice(0, 3).join(".")}.0/24`;
  if (!isIPv6(plain)) return undefined;
  const [head = "", tail] = plain.split("::");
  const first = head.split(":").filter((group) => group !== "");
  const groups = tail === undefined ? first : [...first, "0", "0", "0"];
  return `${groups
    .slice(0, 3)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ""))
    .join(":")}::/48`;
}

const BROWSERS = [
  ["Edg", "Edge"],
  ["OPR", "Opera"],
  ["Firefox", "Firefox"],
  ["Chrome", "Chrome"],
  ["Safari", "Safari"],
] as const;
const SYSTEMS = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["Mac OS", "macOS"],
  ["Linux", "Linux"],
] as const;

/** A browser's words about itself in three words, so that people know their sessions apart. */
export function deviceOf(userAgent: string): string | undefined {
  const find = (table: readonly (readonly [string, string])[]) =>
    table.find(([mark]) => userAgent.includes(mark))?.[1];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  if (browser !== undefined && system !== undefined) return `${browser} on ${system}`;
  return browser ?? system;
}
