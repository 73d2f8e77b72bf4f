/** What one server did in one round. */
export interface Sample {
  /** Acknowledged messages a second. */
  readonly rate: number;
  /** CPU of the server a message, in ms. */
  readonly cpuMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly replyBytes: number;
}

/** How far two identical servers lay apart, as shares: 0.05 is five percent. */
export interface Resolution {
  /** Between the medians of all rounds. */
  readonly ofMedians: number;
  /** In the worst round. */
  readonly ofRounds: number;
}

/** @param share 0 to 1. @throws {RangeError} without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new RangeError("there is nothing to take a percentile of");
  return found;
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const upper = [...values].sort((a, b) => b - a);
  return (
    (percentile(values, 0.5) +
      percentile(
        upper.map((value) => -value),
        0.5,
      ) *
        -1) /
    2
  );
}

/** The median, over the rounds, of a server's figure divided by another's in the same round. */
export function ratio(over: readonly number[], under: readonly number[]): number {
  return median(over.map((value, round) => value / (under[round] ?? Number.NaN)));
}

/** The same server twice in one run: what lies below this means nothing. */
export function resolution(one: readonly number[], other: readonly number[]): Resolution {
  const apart = one.map((value, round) => Math.abs(value / (other[round] ?? Number.NaN) - 1));
  return { ofMedians: Math.abs(median(one) / median(other) - 1), ofRounds: Math.max(...apart) };
}

/** A Markdown table whose columns line up. The first column is left, the others right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(" | ")} |`;
  const rule = widths.map((width, at) => (at === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}
