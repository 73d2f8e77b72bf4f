import { type CompiledPlaybook, compilePlaybook } from "../compile/compile-playbook.ts";
import type { Message } from "../messages/message.ts";
import { readPlaybook } from "../playbook/read-playbook.ts";
import { defaultSite, type Site } from "../playbook/site.ts";
import { shortHash } from "../steps/hash.ts";
import { takeTurn } from "../turn/take-turn.ts";
import { MONDAY_NINE } from "../turn/talking.fixture.ts";
import type { RefusedTurn, Talk, Turn, TurnEvent, World } from "../turn/turn.ts";

/** A version whose hash stands for its text. A fault in the text is a fault of the test. */
export function version(text: string, others: readonly string[] = []): CompiledPlaybook {
  const [playbook, ...library] = [text, ...others].map((one) => {
    const read = readPlaybook(one, "test.playbook.yml");
    if (!read.playbook)
      throw new Error(read.problems.map(({ at, message }) => `${at.line}: ${message}`).join("\n"));
    return read.playbook;
  });
  if (!playbook) throw new Error("no playbook");
  return compilePlaybook(playbook, shortHash(text), new Map(library.map((one) => [one.name, one])));
}

/** A conversation that a publish may meet. Each turn goes through JSON, as in a store. */
export class Conversing {
  compiled: CompiledPlaybook;
  /** The version that is live now. */
  live: CompiledPlaybook;
  readonly site: Site;
  now = MONDAY_NINE;
  turn: Turn;

  constructor(compiled: CompiledPlaybook, visitor = "v1", site = defaultSite(), facts = {}) {
    this.compiled = compiled;
    this.live = compiled;
    this.site = site;
    this.turn = this.accepted(this.tried(undefined, { type: "begin", visitor, facts }));
  }

  get world(): World {
    return { now: this.now, site: this.site, online: new Map() };
  }

  get talk(): Talk {
    return JSON.parse(JSON.stringify(this.turn.talk)) as Talk;
  }

  publish(live: CompiledPlaybook): this {
    this.live = live;
    return this;
  }

  take(event: TurnEvent): readonly Message[] {
    this.turn = this.accepted(this.tried(this.talk, event));
    if (this.turn.moved) this.compiled = this.live;
    return this.turn.messages;
  }

  tried(talk: Talk | undefined, event: TurnEvent): Turn | RefusedTurn {
    return takeTurn(
      this.compiled,
      talk,
      event,
      this.world,
      this.live === this.compiled ? undefined : this.live,
    );
  }

  /** What the bot and the system answer. */
  say(...texts: readonly string[]): readonly string[] {
    return texts.map((text) => heard(this.take({ type: "message", text }))).at(-1) ?? [];
  }

  tap(choice: string): readonly string[] {
    return heard(this.take({ type: "message", choice }));
  }

  ring(clock: string): readonly string[] {
    const running = this.turn.talk.clocks.find(({ key }) => key.startsWith(clock));
    if (!running) throw new Error(`no clock ${clock}`);
    this.now = Math.max(this.now, running.dueAt);
    return heard(this.take({ type: "clock", key: running.key }));
  }

  answerCall(ok = true, data: string | null = null): readonly string[] {
    const call = this.turn.effects.find(({ type }) => type === "call");
    if (!call) throw new Error("nothing was called");
    return heard(this.take({ type: "service", id: call.id, ok, data }));
  }

  /** Question that is open, or the state at which the talk rests. */
  get place(): string {
    const { value } = this.turn.talk.snapshot;
    return this.compiled.rests.get(value)?.question?.name ?? value;
  }

  get answers(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.turn.lead.answers.map(({ name, value }) => [name, value]));
  }

  private accepted(turn: Turn | RefusedTurn): Turn {
    if ("refused" in turn) throw new Error(`refused: ${turn.refused}`);
    return turn;
  }
}

function heard(messages: readonly Message[]): readonly string[] {
  return messages.flatMap(({ from, text }) =>
    from === "visitor" || from === "rep" ? [] : [text ?? "(card)"],
  );
}
