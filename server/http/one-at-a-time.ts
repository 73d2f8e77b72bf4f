/**
 * Runs a job again each time it is asked for, never two at once; asked often while it runs, it runs once more.
 *
 * @param failed Hears what the job throws.
 */
export function oneAtATime(job: () => Promise<void>, failed: (error: unknown) => void): () => void {
  let running = false;
  let wanted = false;
  const run = async () => {
    running = true;
    while (wanted) {
      wanted = false;
      await job().catch(failed);
    }
    running = false;
  };
  return () => {
    wanted = true;
    if (!running) void run();
  };
}
