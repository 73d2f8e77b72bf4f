import type { Conversation, Listed, Queue } from "../stores/ports.ts";

export interface ScoreBound {
  readonly is: ">" | ">=" | "<" | "<=" | "=";
  /** Whole points. */
  readonly than: number;
}

/** What conversations are looked for by. All of it has to hold. */
export interface InboxQuery {
  readonly siteId: string;
  readonly queue?: Queue;
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

/** Finds conversations. `describeInboxSearch` is the last word on what an adapter does. */
export interface InboxSearch {
  /**
   * Newest change first. Words are found that a visitor or a rep said (no private answers), of names, company and address,
   * and of notes; also where they were said long ago.
   *
   * @throws {CursorError}
   */
  search(query: InboxQuery): Promise<Listed<Conversation>>;
  /** How many conversations have a note that mentions the person and that they did not look at since. */
  mentions(siteId: string, person: string): Promise<number>;
}
