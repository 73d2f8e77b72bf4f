import type { Value } from "../conditions/condition.ts";
import type { MessageCard } from "../messages/message.ts";

/** What a transition wants said, shown or done, in order. The turn makes messages and effects of it. */
export type Output =
  | { readonly out: "say"; readonly text: string }
  /** From the system: announcements that are nobody's words. */
  | { readonly out: "announce"; readonly text: string; readonly name: string }
  | { readonly out: "show"; readonly cards: readonly MessageCard[] }
  /**
   * Puts the question of the state at which the machine rests. With a `sorry` that is said instead of its wording; an
   * empty one means that the playbook has none: a built-in sorry, then the wording again.
   */
  | { readonly out: "put"; readonly sorry: string | null }
  /** The closing line at the end, with its buttons. */
  | { readonly out: "closing_line" }
  | { readonly out: "offer"; readonly team: string; readonly note: string | null }
  | { readonly out: "forget" }
  /** Tells the visitor what is kept of them: the turn knows until when. */
  | { readonly out: "known" }
  /** A line to colleagues. */
  | { readonly out: "tell"; readonly team: string; readonly text: string }
  | { readonly out: "call"; readonly id: string; readonly service: string; readonly send: Value }
  /** A step that was passed, or a side of a branch. `done`: it had been answered or done before. For coverage, and for moves that say nothing twice. */
  | { readonly out: "visit"; readonly key: string; readonly done?: boolean };
