import { child, type SourceNode, textOf } from "../problems/source-node.ts";
import { readSpan } from "../time/read-span.ts";
import type { FileReader } from "./file-reader.ts";
import {
  COUNTED_FOR,
  type CountedFor,
  LIMITED,
  type Limited,
  type Rate,
  type Retention,
  type SiteLimits,
  START_LIMITS,
  START_RETENTION,
} from "./site-limits.ts";

/** `limits:` of site.yml. What it does not name is as at the start. */
export function readSiteLimits(node: SourceNode | undefined, reader: FileReader): SiteLimits {
  const read = LIMITED.map((name) => {
    const given = child(node, name);
    if (given === undefined) return [name, START_LIMITS[name]] as const;
    const parts: readonly (readonly [string, SourceNode])[] =
      given.kind === "map"
        ? [...given.entries.values()].map(({ key, value }) => [key, value] as const)
        : [[COUNTED_FOR[name], given]];
    const rates = parts.map(([who, value]) => [who, readRate(value, reader)] as const);
    return [name, { ...START_LIMITS[name], ...Object.fromEntries(rates) }] as const;
  });
  return withoutHoles(
    Object.fromEntries(read) as Record<Limited, Partial<Record<CountedFor, Rate | undefined>>>,
  );
}

/** `retention:` of site.yml. */
export function readRetention(node: SourceNode | undefined, reader: FileReader): Retention {
  const span = (name: keyof Retention) => {
    const given = child(node, name);
    if (given === undefined) return START_RETENTION[name];
    return textOf(given) === "forever" ? undefined : reader.span(given);
  };
  return { leads: span("leads"), unqualified: span("unqualified") };
}

/** `20 a minute`, `5 per 10 minutes`, `off`. */
function readRate(node: SourceNode, { problems }: FileReader): Rate | undefined {
  const text = textOf(node) ?? "";
  if (text === "off") return undefined;
  const [, most = "", per = "", rest = ""] = /^(\d{1,7}) (a|an|per|every|in) (.+)$/.exec(text) ?? [];
  const within = readSpan(per.startsWith("a") ? `a ${rest}` : rest) ?? readSpan(`a ${rest}`);
  const tooLong = within !== undefined && (within.working || ["month", "year"].includes(within.unit));
  if (within !== undefined && !tooLong && Number(most) > 0) return { most: Number(most), within };
  problems.error("LIMIT_WRONG", node.at, `"${text}" is not a limit. Write it like "20 a minute" or "off".`);
  return undefined;
}

/** A limit that is off is not there. */
function withoutHoles(limits: Record<Limited, Partial<Record<CountedFor, Rate | undefined>>>): SiteLimits {
  const whole = Object.entries(limits).map(([name, rates]) => [
    name,
    Object.fromEntries(Object.entries(rates).filter(([, rate]) => rate !== undefined)),
  ]);
  return Object.fromEntries(whole) as SiteLimits;
}
