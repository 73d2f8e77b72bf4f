import type { Outcome } from "./api.ts";

/** One request of the queue: it is sent until the server has said yes or no. */
export interface Task {
  readonly send: () => Promise<Outcome<unknown>>;
  /** After a try that came to nothing. */
  readonly fail: () => void;
  /** After the server's yes or no. */
  readonly settle: () => void;
}

/** A task whose `settle` gets what its own `send` brought. */
export function taskOf<T>(
  send: () => Promise<Outcome<T>>,
  fail: () => void,
  settle: (outcome: Exclude<Outcome<T>, { readonly kind: "later" }>) => void,
): Task {
  let outcome: Outcome<T> | undefined;
  return {
    send: async () => {
      outcome = await send();
      return outcome;
    },
    fail,
    settle: () => {
      if (outcome !== undefined && outcome.kind !== "later") settle(outcome);
    },
  };
}
