/** One thing that was looked at. */
export interface Finding {
  /** What was looked at, two or three words. */
  readonly what: string;
  /** `bad`: the server will not work as it should. `doubtful`: it works, and somebody should know. */
  readonly state: "good" | "doubtful" | "bad";
  readonly found: string;
  /** What to do; missing where nothing is to be done. */
  readonly todo?: string;
}

export function good(what: string, found: string): Finding {
  return { what, state: "good", found };
}

export function doubtful(what: string, found: string, todo: string): Finding {
  return { what, state: "doubtful", found, todo };
}

export function bad(what: string, found: string, todo: string): Finding {
  return { what, state: "bad", found, todo };
}
