import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Lead } from "../lead/lead.ts";
import type { Message } from "../messages/message.ts";
import type { Site } from "../playbook/site.ts";
import { takeTurn } from "../turn/take-turn.ts";
import type { RefusedTurn, Status, Talk, TurnEvent } from "../turn/turn.ts";

/** What a rehearsal is held in. */
export interface Stage {
  readonly compiled: CompiledPlaybook;
  readonly site: Site;
  readonly online: ReadonlyMap<string, number>;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

/** A pause, between two messages of a rehearsal. */
export interface Pause {
  readonly from: "clock";
  /** Milliseconds. */
  readonly passed: number;
}

/** A clock that was refused, or that never ends: a fault of the engine, told instead of hanging. */
export class RehearsalError extends Error {
  override readonly name = "RehearsalError";
}

const MOST_CLOCKS = 1000;

/**
 * A conversation with a playbook on a clock that only moves when told: for tests and for the terminal.
 * It stores and sends nothing.
 */
export class Rehearsal {
  readonly #stage: Stage;
  #talk: Talk | undefined;
  #lead: Lead | undefined;
  #now: number;
  readonly #shown: (Message | Pause)[] = [];
  readonly #visited = new Set<string>();

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#now = stage.now;
  }

  /** Milliseconds since 1970, UTC. */
  get now(): number {
    return this.#now;
  }

  get status(): Status {
    return this.#talk?.status ?? "bot";
  }

  /** The end that the talk came to, once it has. */
  get outcome(): string | undefined {
    return this.#talk?.outcome;
  }

  /** The step at which the talk rests: its key, or another name for people. */
  get step(): string {
    return this.#talk?.step ?? "";
  }

  get state(): string {
    return this.#talk?.snapshot.value ?? "";
  }

  /** Undefined before the first turn. */
  get lead(): Lead | undefined {
    return this.#lead;
  }

  /** All that was said so far, with the pauses between. */
  get shown(): readonly (Message | Pause)[] {
    return this.#shown;
  }

  /** Steps and sides of branches that were walked, by key. */
  get visited(): ReadonlySet<string> {
    return this.#visited;
  }

  /** Takes one turn. Gives its messages, or why it was refused: then nothing has changed. */
  take(event: TurnEvent): readonly Message[] | RefusedTurn {
    const { compiled, site, online } = this.#stage;
    const turn = takeTurn(compiled, this.#talk, event, { now: this.#now, site, online });
    if ("refused" in turn) return turn;
    this.#talk = turn.talk;
    this.#lead = turn.lead;
    this.#shown.push(...turn.messages);
    for (const key of turn.visited) this.#visited.add(key);
    if (turn.reading?.is === "topic") this.#visited.add(`anytime/${turn.reading.name}`);
    return turn.messages;
  }

  /**
   * Lets time pass until then; clocks fire in order, each at its due time. Gives the messages that came of it.
   *
   * @throws {RehearsalError} when a clock is refused, or when there is no end of clocks.
   */
  waitUntil(then: number): readonly Message[] {
    const from = this.#shown.length + 1;
    this.#shown.push({ from: "clock", passed: Math.max(0, then - this.#now) });
    for (let fired = 0; ; fired++) {
      const next = this.nextClock();
      if (next === undefined || next.dueAt > then) break;
      if (fired >= MOST_CLOCKS) throw new RehearsalError(`more than ${MOST_CLOCKS} clocks fired in one wait`);
      this.#now = Math.max(this.#now, next.dueAt);
      const turn = this.take({ type: "clock", key: next.key });
      if ("refused" in turn) throw new RehearsalError(`the clock ${next.key} was refused: ${turn.refused}`);
    }
    this.#now = Math.max(this.#now, then);
    return this.#shown.slice(from).filter(isMessage);
  }

  /** The clock that is due first, if one runs. */
  nextClock(): { readonly key: string; readonly dueAt: number } | undefined {
    return this.#talk?.clocks.toSorted((one, other) => one.dueAt - other.dueAt)[0];
  }
}

export function isMessage(shown: Message | Pause): shown is Message {
  return shown.from !== "clock";
}
