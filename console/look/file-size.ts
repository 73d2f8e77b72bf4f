/** Bytes as people read them, like "84 kB" or "2.3 MB". */
export function fileSize(bytes: number): string {
  const [unit, size] = bytes < 1_000_000 ? ["kilobyte", bytes / 1000] : ["megabyte", bytes / 1_000_000];
  const most = size < 10 && unit === "megabyte" ? 1 : 0;
  return new Intl.NumberFormat("en", { style: "unit", unit, maximumFractionDigits: most }).format(
    Math.max(size, 1),
  );
}
