import { type CompiledPlaybook, compilePlaybook } from "../compile/compile-playbook.ts";
import type { Library } from "../compile/inline.ts";
import type { Message } from "../messages/message.ts";
import { readPlaybook } from "../playbook/read-playbook.ts";
import { defaultSite, type Site } from "../playbook/site.ts";
import { takeTurn } from "./take-turn.ts";
import type { Talk, Turn, TurnEvent } from "./turn.ts";

/** Monday, 23 November 2026, 09:00 UTC. */
export const MONDAY_NINE = 1_795_424_400_000;

/** A playbook for tests. A fault in it is a fault of the test. */
export function compiled(text: string, library?: Library, version = "v1"): CompiledPlaybook {
  const { playbook, problems } = readPlaybook(text, "test.playbook.yml");
  if (!playbook) throw new Error(problems.map(({ at, message }) => `${at.line}: ${message}`).join("\n"));
  return compilePlaybook(playbook, version, library);
}

/** Talks to a playbook on a clock of its own. Each turn goes through JSON, as in a store. */
export class Talking {
  readonly playbook: CompiledPlaybook;
  readonly site: Site;
  now = MONDAY_NINE;
  turn: Turn;

  constructor(
    playbook: CompiledPlaybook,
    facts: Extract<TurnEvent, { type: "begin" }>["facts"] = {},
    site = defaultSite(),
  ) {
    this.playbook = playbook;
    this.site = site;
    this.turn = this.accepted(undefined, { type: "begin", visitor: "v1", facts });
  }

  /** @throws when the event is refused. */
  take(event: TurnEvent): readonly Message[] {
    this.turn = this.accepted(JSON.parse(JSON.stringify(this.turn.talk)) as Talk, event);
    return this.turn.messages;
  }

  /** What the bot and the system answer to the visitor's words. */
  say(text: string): readonly string[] {
    return heard(this.take({ type: "message", text }));
  }

  tap(label: string): readonly string[] {
    const choice = this.turn.messages
      .flatMap(({ choices = [] }) => choices)
      .find((one) => one.label === label);
    if (!choice) throw new Error(`no button ${label}`);
    return heard(this.take({ type: "message", choice: choice.id }));
  }

  /** Lets time pass; clocks ring at their time, in order. */
  wait(seconds: number): readonly string[] {
    const until = this.now + seconds * 1000;
    const said: string[] = [];
    for (;;) {
      const next = this.turn.talk.clocks.toSorted((a, b) => a.dueAt - b.dueAt)[0];
      if (!next || next.dueAt > until) break;
      this.now = next.dueAt;
      said.push(...heard(this.take({ type: "clock", key: next.key })));
    }
    this.now = until;
    return said;
  }

  get status(): string {
    return this.turn.talk.status;
  }

  /** The answers that count. */
  get answers(): Record<string, unknown> {
    return Object.fromEntries(this.turn.lead.answers.map(({ name, value }) => [name, value]));
  }

  private accepted(talk: Talk | undefined, event: TurnEvent): Turn {
    const turn = takeTurn(this.playbook, talk, event, { now: this.now, site: this.site, online: new Map() });
    if ("refused" in turn) throw new Error(`${event.type} was refused: ${turn.refused}`);
    return turn;
  }
}

function heard(messages: readonly Message[]): readonly string[] {
  return messages.flatMap(({ from, text }) =>
    from === "bot" || from === "system" ? [text ?? "(card)"] : [],
  );
}
