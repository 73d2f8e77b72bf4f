import type { Value } from "../conditions/condition.ts";
import type { VisitName } from "../playbook/playbook.ts";
import type { Place } from "../problems/problem.ts";
import type { Span } from "../time/span.ts";

/** A `*.test.yml` file that was read without errors. It can only be had from `readTests`. */
export interface TestFile {
  readonly file: string;
  /** The playbook that the conversations talk to. */
  readonly playbook: string;
  /** The place of that name, for the problem "no such playbook". */
  readonly at: Place;
  readonly conversations: readonly ScriptedConversation[];
  /** Percent, 0 to 100; undefined: no floor. */
  readonly coverage: { readonly steps: number | undefined; readonly branches: number | undefined };
}

/** One conversation as its author expects it. */
export interface ScriptedConversation {
  readonly name: string;
  readonly at: Place;
  readonly given: Given;
  /** A section to begin in instead of `start`. */
  readonly startAt: string | undefined;
  /** Facts that the conversation begins with. Only given together with `start_at`; else they are an expectation. */
  readonly answers: Readonly<Record<string, Value>>;
  /** Whether the start rules let it start in this world; undefined: it just begins. With false nothing is played. */
  readonly starts: boolean | undefined;
  readonly lines: readonly TestLine[];
  readonly expected: readonly Expectation[];
}

/** The world of a conversation: no network and no real time. */
export interface Given {
  /** Local date and time with a zone; undefined zone: the site's. */
  readonly now: { readonly local: string; readonly zone: string | undefined } | undefined;
  /** Reps online, by team. */
  readonly online: ReadonlyMap<string, number>;
  /** A path such as "/pricing", or a whole address. */
  readonly page: string | undefined;
  /** What the visitor's browser speaks, such as "de"; undefined: the playbook's own language. */
  readonly language: string | undefined;
  readonly facts: Readonly<Record<string, Value>>;
  /** What is known of the visit besides, for start rules and conditions. */
  readonly visit: { readonly [name in Exclude<VisitName, "language">]?: string | boolean };
  /** How long ago the visitor last met a playbook, by its name. */
  readonly met: ReadonlyMap<string, Span>;
  /** Answers of an earlier conversation, as if it had just ended; those with `remember:` are known. */
  readonly remembered: Readonly<Record<string, Value>>;
  /** What services answer, by name, at once. One that is not here answers only by a `service` line. */
  readonly services: ReadonlyMap<string, ServiceAnswer>;
}

/** What a service does with each call of a test. `slow` does not answer before `give_up_after`. */
export type ServiceAnswer =
  | { readonly does: "answers"; readonly data: Value }
  | { readonly does: "fails" }
  | { readonly does: "slow" };

/** One line of `steps:`. */
export type TestLine = { readonly at: Place } & (
  | { readonly is: "bot" | "show"; readonly globs: readonly string[] }
  /** Several texts are several turns. */
  | { readonly is: "user"; readonly texts: readonly string[] }
  /** An upload of that name. */
  | { readonly is: "file"; readonly name: string }
  | { readonly is: "tap"; readonly labels: readonly string[] }
  | { readonly is: "wait"; readonly span: Span }
  | { readonly is: "rep"; readonly does: "joins" | "leaves" | "vanishes" }
  | { readonly is: "rep"; readonly does: "says"; readonly text: string }
  | { readonly is: "rep"; readonly does: "closes"; readonly outcome: string }
  /** Answers the calls that wait for this service, and those to come. */
  | { readonly is: "service"; readonly service: string; readonly answer: ServiceAnswer }
  /** The site sends an event. As the first line it starts the conversation. */
  | { readonly is: "event"; readonly event: string }
);

/** What must hold at the end. `null` means that the answer does not count. */
export interface Expectation {
  /** "outcome", "score", "grade", "tags", the name of an answer or a name of `lead.fields`. */
  readonly name: string;
  readonly value: Value;
  readonly at: Place;
}
