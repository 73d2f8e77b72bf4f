import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Value } from "../conditions/condition.ts";
import type { Lead } from "../lead/lead.ts";
import type { Context } from "../machine/context.ts";
import type { Message } from "../messages/message.ts";
import type { Site } from "../playbook/site.ts";
import { takeTurn } from "../turn/take-turn.ts";
import type { Clock, RefusedTurn, Status, Talk, TurnEvent } from "../turn/turn.ts";
import type { ServiceAnswer } from "./test-file.ts";

/** What a rehearsal is held in. */
export interface Stage {
  readonly compiled: CompiledPlaybook;
  readonly site: Site;
  readonly online: ReadonlyMap<string, number>;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** What services answer at once; one that is not here answers only when told to. */
  readonly services?: ReadonlyMap<string, ServiceAnswer>;
  /** Services that change something where they are called. */
  readonly changing?: readonly string[];
}

/** A call that no service has answered yet. */
export interface OpenCall {
  readonly id: string;
  readonly service: string;
  readonly send: Value;
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
/** A loop of 100 rounds may call several services in each. */
const MOST_CALLS = 1000;

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
  readonly #services: Map<string, ServiceAnswer>;
  #calls: readonly OpenCall[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#now = stage.now;
    this.#services = new Map(stage.services);
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

  /** The engine's part of the conversation; undefined before the first turn. */
  get talk(): Talk | undefined {
    return this.#talk;
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

  /** Calls that the talk waits for, in order. */
  get calls(): readonly OpenCall[] {
    return this.#calls;
  }

  /**
   * Takes one turn, and those that come of it because services answer at once. Gives their messages, or why it was
   * refused: then nothing has changed.
   *
   * @throws {RehearsalError} when there is no end of calls.
   */
  take(event: TurnEvent): readonly Message[] | RefusedTurn {
    const turn = this.#takeOne(event);
    return "refused" in turn ? turn : [...turn, ...this.#answerCalls()];
  }

  /** From now on the service does this; what waits for it is answered. Gives the messages that came of it. */
  answer(service: string, answer: ServiceAnswer): readonly Message[] {
    this.#services.set(service, answer);
    return this.#answerCalls();
  }

  #answerCalls(): readonly Message[] {
    const messages: Message[] = [];
    for (let answered = 0; ; answered++) {
      const call = this.#calls.find(
        ({ service }) => (this.#services.get(service)?.does ?? "slow") !== "slow",
      );
      const answer = call && this.#services.get(call.service);
      if (call === undefined || answer === undefined) return messages;
      if (answered >= MOST_CALLS) throw new RehearsalError(`more than ${MOST_CALLS} calls came of one turn`);
      this.#calls = this.#calls.filter((each) => each !== call);
      const ok = answer.does === "answers";
      const turn = this.#takeOne({ type: "service", id: call.id, ok, data: ok ? answer.data : null });
      // Nothing waits for it any more: the talk has gone elsewhere.
      if (!("refused" in turn)) messages.push(...turn);
    }
  }

  #takeOne(event: TurnEvent): readonly Message[] | RefusedTurn {
    const { compiled, site, online, changing = [] } = this.#stage;
    const turn = takeTurn(compiled, this.#talk, event, { now: this.#now, site, online, changing });
    if ("refused" in turn) return turn;
    this.#talk = turn.talk;
    this.#lead = turn.lead;
    this.#shown.push(...turn.messages);
    for (const key of turn.visited) this.#visited.add(key);
    const { results } = (turn.talk.snapshot.context as Context).portable;
    const awaited = new Set(Object.values(results).flatMap(({ id, ok }) => (ok === null ? [id] : [])));
    this.#calls = [...this.#calls, ...turn.effects.filter((effect) => effect.type === "call")].filter(
      ({ id }) => awaited.has(id),
    );
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

  /** The clocks that run. */
  get clocks(): readonly Clock[] {
    return this.#talk?.clocks ?? [];
  }

  /** The clock that is due first, if one runs. */
  nextClock(): { readonly key: string; readonly dueAt: number } | undefined {
    return this.#talk?.clocks.toSorted((one, other) => one.dueAt - other.dueAt)[0];
  }
}

export function isMessage(shown: Message | Pause): shown is Message {
  return shown.from !== "clock";
}
