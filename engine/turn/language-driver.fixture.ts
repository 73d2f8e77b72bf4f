import { type CompiledPlaybook, compilePlaybook } from "../compile/compile-playbook.ts";
import type { Value } from "../conditions/condition.ts";
import { type Context, own } from "../machine/context.ts";
import { latest, loopOf } from "../machine/memory.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { readPlaybook } from "../playbook/read-playbook.ts";
import { defaultSite, type Site } from "../playbook/site.ts";
import { BOOKING, EVERYTHING } from "./language.fixture.ts";
import { takeTurn } from "./take-turn.ts";
import { MONDAY_NINE } from "./talking.fixture.ts";
import type { RefusedTurn, Talk, Turn, TurnEvent, World } from "./turn.ts";

function read(text: string, file: string): Playbook {
  const { playbook, problems } = readPlaybook(text, file);
  if (!playbook) throw new Error(problems.map(({ at, message }) => `${at.line}: ${message}`).join("\n"));
  return playbook;
}

export function everything(): CompiledPlaybook {
  return compilePlaybook(
    read(EVERYTHING, "everything.playbook.yml"),
    "v1",
    new Map([["booking", read(BOOKING, "booking.playbook.yml")]]),
  );
}

/** Answers by the place of a question: its name, the rounds of the loops around it, and the round of its section. */
export type Answers = (place: string, question: string) => string;
/** What a service brings back; undefined: it fails. */
export type Services = (service: string, sent: string) => Value | undefined;

interface Around {
  readonly site?: Site;
  /** Services that change something. */
  readonly changing?: readonly string[];
}

interface Asked {
  readonly place: string;
  readonly question: string;
  readonly text: string;
}

/** A visitor and the services around a playbook, on a clock of its own. Each turn goes through JSON, as in a store. */
export class Driver {
  readonly playbook: CompiledPlaybook;
  readonly site: Site;
  readonly changing: readonly string[];
  readonly asked: Asked[] = [];
  /** Ids of all calls so far. */
  readonly calls: { readonly id: string; readonly service: string; readonly sent: string }[] = [];
  /** Steps and sides of branches that were walked. */
  readonly visited = new Set<string>();
  now = MONDAY_NINE;
  turn: Turn;

  constructor(playbook: CompiledPlaybook, visitor: string, { site, changing = [] }: Around = {}) {
    this.playbook = playbook;
    this.site = site ?? defaultSite();
    this.changing = changing;
    const turn = this.#take(undefined, { type: "begin", visitor, facts: { first_name: "Ana" } });
    if ("refused" in turn) throw new Error(turn.refused);
    this.turn = turn;
    this.#note(turn);
  }

  get world(): World {
    return { now: this.now, site: this.site, online: new Map(), changing: this.changing };
  }

  get talk(): Talk {
    return this.turn.talk;
  }

  get context(): Context {
    return this.talk.snapshot.context as Context;
  }

  /** False when the event was refused: then nothing has changed. */
  take(event: TurnEvent): boolean {
    const turn = this.#take(JSON.parse(JSON.stringify(this.talk)) as Talk, event);
    if ("refused" in turn) return false;
    this.turn = turn;
    this.#note(turn);
    return true;
  }

  #take(talk: Talk | undefined, event: TurnEvent): Turn | RefusedTurn {
    return takeTurn(this.playbook, talk, event, this.world);
  }

  #note({ effects, visited }: Turn): void {
    for (const key of visited) this.visited.add(key);
    for (const effect of effects) {
      if (effect.type === "call") {
        this.calls.push({ id: effect.id, service: effect.service, sent: JSON.stringify(effect.send) });
      }
    }
  }

  /** The call that is not answered yet, if one is awaited. */
  get awaited(): Driver["calls"][number] | undefined {
    const open = Object.values(this.context.portable.results).flatMap(({ id, ok }) =>
      ok === null ? [id] : [],
    );
    return this.calls.findLast(({ id }) => open.includes(id));
  }

  /** False where topics are switched off, or nobody of ours listens. */
  hears(topic: string): boolean {
    const { topics } = this.playbook.playbook;
    const { status, snapshot } = this.talk;
    const open = this.playbook.rests.get(snapshot.value)?.question;
    return status === "bot" && open?.topics !== false && topics.some(({ name }) => name === topic);
  }

  ringNext(): boolean {
    const next = this.talk.clocks.toSorted((one, other) => one.dueAt - other.dueAt)[0];
    if (!next) return false;
    this.now = Math.max(this.now, next.dueAt);
    return this.take({ type: "clock", key: next.key });
  }

  /** Answers the open question, service or wait. False when nothing is open. */
  step(answers: Answers, services: Services): boolean {
    const question = this.playbook.rests.get(this.talk.snapshot.value)?.question;
    if (question) {
      const place = this.place(question.name);
      const text = answers(place, question.name);
      this.asked.push({ place, question: question.name, text });
      return this.take({ type: "message", text });
    }
    const call = this.awaited;
    if (call) {
      const data = services(call.service, call.sent);
      return this.take({ type: "service", id: call.id, ok: data !== undefined, data: data ?? null });
    }
    return this.talk.status === "bot" || this.talk.status === "waiting" ? this.ringNext() : false;
  }

  drive(answers: Answers, services: Services, steps: number): void {
    for (let step = 0; step < steps; step++) if (!this.step(answers, services)) return;
  }

  place(question: string): string {
    const { value } = this.talk.snapshot;
    const section = this.playbook.rests.get(value)?.section ?? "";
    const collector = value.includes("ask_again") ? `${section}+${value}` : section;
    const round = own(this.context.walk.rounds, section)?.answers ?? 1;
    return `${question}|${collector}|${round}${loopOf(this.context)}`;
  }

  /** Where the answer was given that a correction of this question would change now; undefined: nowhere. */
  latestPlace(question: string): string | undefined {
    const kept = this.context.portable.answers[latest(this.context, question) ?? -1];
    return kept && `${question}|${kept.section}|${kept.round}${kept.loop}`;
  }

  /** What the lead, the visitor and the rep would see of it in the end. */
  get essence() {
    const { status, outcome, reason, snapshot } = this.talk;
    const { answers, score, grade, tags } = this.turn.lead;
    const known = Object.fromEntries(answers.map(({ name, value }) => [name, value]));
    return {
      status,
      outcome,
      reason,
      at: snapshot.value,
      known,
      score,
      grade,
      tags,
      vars: this.context.walk.vars,
    };
  }
}
