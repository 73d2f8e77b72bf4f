/**
 * One thing at a time for each conversation of this process, in the order in which it was asked. It only spares work: that two
 * processes do not overwrite each other is the conditional save's doing.
 */
export interface Lanes {
  /** Resolves or rejects as the work does. What failed does not keep the next one from its turn. */
  run<T>(conversation: string, work: () => Promise<T>): Promise<T>;
  /** Conversations in which something is under way or waits. */
  busy(): number;
}

export function makeLanes(): Lanes {
  const last = new Map<string, Promise<unknown>>();
  return {
    run: <T>(conversation: string, work: () => Promise<T>): Promise<T> => {
      const before = last.get(conversation);
      const run = before ? before.then(work, work) : work();
      last.set(conversation, run);
      const leave = () => {
        if (last.get(conversation) === run) last.delete(conversation);
      };
      run.then(leave, leave);
      return run;
    },
    busy: () => last.size,
  };
}
