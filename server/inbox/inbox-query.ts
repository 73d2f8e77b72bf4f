export interface ScoreBound {
  readonly is: ">" | ">=" | "<" | "<=" | "=";
  /** Whole points. */
  readonly than: number;
}

/** What conversations are looked for by. All of it has to hold. */
export interface InboxQuery {
  readonly siteId: string;
  readonly queue?: "waiting" | "mine" | "bot" | "snoozed" | "closed";
  /** Id of the person who has it. */
  readonly owner?: string;
  /** Id of a person whom a note mentions and who has not looked since. */
  readonly mentioned?: string;
  /** No score is no number: such a conversation fits no bound. */
  readonly scores: readonly ScoreBound[];
  readonly grade?: "hot" | "warm" | "cold";
  /** How the path begins of the page where it began. */
  readonly page?: string;
  readonly playbook?: string;
  readonly team?: string;
  /** Beginnings of words, as `soughtWords` makes them. */
  readonly words: readonly string[];
  readonly cursor?: string;
  readonly limit: number;
}
