import {
  addSpan,
  isMessage,
  labelOf,
  type Message,
  type RecordedLine,
  type RefusedTurn,
  type Rehearsal,
  readSpan,
  type ServiceAnswer,
  type Site,
  type Status,
  type TurnEvent,
  transcriptLine,
  type Value,
} from "../../engine/index.ts";
import { ChatRecorder } from "./chat-recorder.ts";
import { type ExitStatus, type Paint, paintFor, type Terminal } from "./terminal.ts";

const HELP = [
  "Write what a visitor would write. Buttons have numbers.",
  "  /tap 2          taps button 2; /tap 1,3 where several may be picked",
  "  /wait 3 minutes lets time pass",
  "  /rep joins      a colleague joins, leaves, vanishes, or says what follows: /rep Hello!",
  "  /service crm.create_task ok   a service answers ok, fails, or with data as JSON",
  "  /lead           shows what is known, and the score",
  "  /quit           ends the talk",
];

const ORIGIN = "https://www.example.com";
const REP = "Rep";

/** Who comes, and where to. */
interface Visit {
  /** A path or an address. */
  readonly page: string;
  readonly language: string | undefined;
}

/** One talk in the terminal. */
export class ChatSession {
  readonly #rehearsal: Rehearsal;
  readonly #site: Site;
  readonly #terminal: Terminal;
  readonly #paint: Paint;
  readonly #recorder: ChatRecorder;
  #status: Status = "bot";
  #waitsFor: string | undefined;

  constructor(rehearsal: Rehearsal, site: Site, terminal: Terminal, recorder = new ChatRecorder()) {
    this.#rehearsal = rehearsal;
    this.#recorder = recorder;
    this.#site = site;
    this.#terminal = terminal;
    this.#paint = paintFor(terminal);
  }

  /** Talks until the input ends or the visitor quits; then it shows the lead. */
  async run({ page, language }: Visit): Promise<ExitStatus> {
    this.#terminal.out(this.#paint.dim("/help says what else you can do"));
    const url = page.startsWith("/") ? ORIGIN + page : page;
    const visit = language === undefined ? {} : { language };
    this.#take({ type: "begin", visitor: "terminal", facts: {}, visit, page: { url } }, undefined);
    this.#terminal.write("> ");
    for await (const line of this.#terminal.input) {
      const text = line.trim();
      if (text === "/quit") break;
      if (text !== "") this.#hear(text);
      this.#terminal.write("> ");
    }
    this.#terminal.out("");
    this.#showLead();
    return 0;
  }

  #hear(text: string): void {
    const [command = "", ...words] = text.split(" ");
    const rest = words.join(" ").trim();
    switch (command) {
      case "/help":
        for (const line of HELP) this.#terminal.out(line);
        return;
      case "/lead":
        this.#showLead();
        return;
      case "/tap":
        this.#tap(rest);
        return;
      case "/wait":
        this.#wait(rest);
        return;
      case "/rep":
        this.#take(repEvent(rest), { rep: rest });
        return;
      case "/service":
        this.#answer(rest);
        return;
      default:
        if (command.startsWith("/")) this.#complain(`there is no command ${command}; /help lists them`);
        else this.#take({ type: "message", text }, { user: text });
    }
  }

  #tap(numbers: string): void {
    const last = this.#rehearsal.shown.filter(isMessage).findLast((message) => message.choices?.length);
    const ids = numbers.split(/[\s,]+/).map((number) => last?.choices?.[Number(number) - 1]?.id);
    const known = ids.filter((id) => id !== undefined);
    const [first] = known;
    if (last === undefined || first === undefined || known.length < ids.length) {
      this.#complain(`there are ${last?.choices?.length ?? 0} buttons`);
      return;
    }
    const many = last.input?.pick === "many";
    const labels = known.map((id) => last.choices?.find((choice) => choice.id === id)?.label ?? "");
    this.#take(
      { type: "message", ...(many ? { choices: known } : { choice: first }) },
      { tap: many ? labels : (labels[0] ?? "") },
    );
  }

  #wait(text: string): void {
    const span = readSpan(text);
    if (span === undefined) {
      this.#complain('write it like "/wait 61 seconds" or "/wait 2 days"');
      return;
    }
    const { now } = this.#rehearsal;
    this.#recorder.did({ wait: text });
    this.#show(this.#rehearsal.waitUntil(addSpan(now, span, this.#site.timeZone)));
  }

  #answer(words: string): void {
    const [, service = "", said = ""] = /^(\S+)\s+(.+)$/.exec(words) ?? [];
    const known = this.#rehearsal.calls.some((call) => call.service === service);
    if (!known) {
      const [call] = this.#rehearsal.calls;
      this.#complain(call ? `write it like "/service ${call.service} ok"` : "no service was called");
      return;
    }
    const data = dataOf(said);
    this.#recorder.did({ service: { [service]: data } });
    this.#show(this.#rehearsal.answer(service, answerOf(data)));
  }

  /** @param line the event as a line of a test; undefined: it is none */
  #take(event: TurnEvent, line: RecordedLine | undefined): void {
    const turn = this.#rehearsal.take(event);
    if (isRefused(turn)) {
      this.#complain(`that is not possible now (${turn.refused})`);
      return;
    }
    if (line !== undefined) this.#recorder.did(line);
    this.#show(turn);
  }

  #show(messages: readonly Message[]): void {
    this.#recorder.heard(messages);
    for (const message of messages) {
      if (message.from === "visitor") continue;
      const { choices = [], ...words } = message;
      this.#terminal.out(transcriptLine(words));
      choices.forEach((choice, index) => {
        this.#terminal.out(this.#paint.dim(`           ${index + 1}  ${choice.label}`));
      });
    }
    this.#showStatus();
    this.#showCall();
  }

  #showCall(): void {
    const service = this.#rehearsal.calls[0]?.service;
    if (service !== undefined && service !== this.#waitsFor) {
      this.#terminal.out(this.#paint.dim(`(waits for ${service}: /service ${service} ok, fails, or data)`));
    }
    this.#waitsFor = service;
  }

  #showStatus(): void {
    const { status, outcome } = this.#rehearsal;
    if (status === this.#status) return;
    this.#status = status;
    const words = {
      bot: undefined,
      waiting: "(waits for a person: /rep joins, or /wait 3 minutes)",
      human: "(a person talks: /rep Hello, /rep leaves)",
      ended: `(the end: ${outcome ?? "no outcome"})`,
      parked: "(parked: a person has to look at it)",
    }[status];
    if (words !== undefined) this.#terminal.out(this.#paint.dim(words));
  }

  #showLead(): void {
    const { lead } = this.#rehearsal;
    if (lead === undefined) return;
    for (const { called, value } of lead.answers) {
      this.#terminal.out(`${called}: ${labelOf(value)}`);
    }
    if (lead.receipt.length === 0) return;
    this.#terminal.out(`score ${lead.score}${lead.grade ? ` (${lead.grade})` : ""}`);
    for (const { add, because, counted } of lead.receipt) {
      if (counted) this.#terminal.out(`  ${add >= 0 ? "+" : ""}${add}  ${because}`);
    }
  }

  #complain(text: string): void {
    this.#terminal.out(this.#paint.yellow(text));
  }
}

/** JSON where it is, else a word or a text. */
function dataOf(said: string): Value {
  try {
    return JSON.parse(said) as Value;
  } catch {
    return said;
  }
}

function answerOf(data: Value): ServiceAnswer {
  if (data === "fails" || data === "slow") return { does: data };
  return { does: "answers", data: data === "ok" ? null : data };
}

function isRefused(turn: readonly Message[] | RefusedTurn): turn is RefusedTurn {
  return "refused" in turn;
}

function repEvent(text: string): TurnEvent {
  switch (text) {
    case "joins":
      return { type: "rep_joined", name: REP };
    case "leaves":
      return { type: "rep_left", name: REP };
    case "vanishes":
      return { type: "rep_vanished", name: REP };
    default:
      return { type: "rep_said", name: REP, text };
  }
}
