import type { Value } from "../conditions/condition.ts";
/** An answer that came with another message, or from outside. */
export interface GivenAnswer {
  readonly question: string;
  readonly value: Value;
}

/**
 * The machine's events: a closed list. Names from the network never become one (`xstate.stop` would be obeyed);
 * the turn maps what it read to these. A topic's event is `topic:` and the topic's name.
 */
export type MachineEvent =
  /** Begins at the entry point with the memory as it is. */
  | { readonly type: "resume" }
  | {
      readonly type: "answer";
      readonly question: string;
      readonly value: Value;
      readonly also: readonly GivenAnswer[];
      readonly confirm: string;
    }
  | { readonly type: "told"; readonly also: readonly GivenAnswer[] }
  /** `sorry`: what to say, when the playbook has a text for this fault. */
  | { readonly type: "refused"; readonly sorry: string | null }
  | { readonly type: "nothing" }
  | { readonly type: "correct"; readonly question: string; readonly value: Value; readonly confirm: string }
  | { readonly type: "change"; readonly question: string }
  | {
      readonly type:
        | "skip"
        | "why"
        | "repeat"
        | "are_you_a_bot"
        | "my_data"
        | "human"
        | "stop"
        | "forget_me"
        | "start_over";
    }
  | { readonly type: `topic:${string}`; readonly also: readonly GivenAnswer[] }
  /** What a rep has the bot do: ask a question, go to a section, or offer to. */
  | { readonly type: "steer_ask"; readonly question: string }
  | { readonly type: "steer_go"; readonly section: string }
  | { readonly type: "steer_offer"; readonly section: string; readonly text: string }
  | { readonly type: "clock"; readonly clock: string; readonly index: number }
  /** A service's answer, good or not; one that nothing waits for is dropped. */
  | { readonly type: "service"; readonly id: string; readonly ok: boolean; readonly data: Value }
  | { readonly type: "rep_joined" | "rep_vanished"; readonly name: string }
  | { readonly type: "rep_left"; readonly name: string; readonly step: string | null }
  | { readonly type: "rep_closed"; readonly name: string; readonly outcome: string };
