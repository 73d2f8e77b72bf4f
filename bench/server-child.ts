/** CPU time that this process has used, user and system, all its threads, in ms. */
export interface CpuReport {
  readonly cpuMs: number;
}

/** Tells the parent the port, answers each "cpu" from it with what was used so far, and ends with it. */
export function serveBench(port: number): void {
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMs: (user + system) / 1000 } satisfies CpuReport);
  });
  process.on("disconnect", () => process.exit());
  process.send?.({ port });
}

/** Where a server of the benchmark keeps its file. */
export function dataDir(): string {
  return argument(2, "the folder for its data");
}

export function playbooksDir(): string {
  return argument(3, "the folder of the playbooks");
}

function argument(index: number, what: string): string {
  const value = process.argv[index];
  if (value === undefined) throw new Error(`a server of the benchmark needs ${what}`);
  return value;
}
