/** What a rep may have the bot do. */
export type SteerMove =
  /** Put a question that has no answer yet. */
  | { readonly do: "ask"; readonly question: string }
  /** Go on at a section. */
  | { readonly do: "go"; readonly section: string }
  /** Ask the visitor whether to go on at a section; without a text in the bot's own words. */
  | { readonly do: "offer"; readonly section: string; readonly text?: string }
  /** Say this, as the bot. */
  | { readonly do: "say"; readonly text: string }
  /** Give the talk back to the bot, at a section or where the playbook says. Only while the rep has it. */
  | { readonly do: "return"; readonly section?: string };

/** The longest text that a rep may have said. */
export const LONGEST_SAID = 4_000;
