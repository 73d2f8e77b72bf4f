import type { CompiledPlaybook } from "../../../engine/index.ts";
import { Refusal } from "../../refusal.ts";
import { StoreAwayError } from "../../stores/ports.ts";
import { beginConversation } from "../../turns/begin.ts";
import { sendMessage } from "../../turns/visitor-acts.ts";
import type { Trouble } from "./faults.ts";
import type { SimulatedNode } from "./node.ts";
import type { Schedule } from "./schedule.ts";

/** What a visitor was told: the only thing that counts as promised. */
export interface Acknowledged {
  readonly id: string;
  readonly text: string;
  /** As JSON. */
  readonly answer: string;
}

export interface SimulatedVisitor {
  readonly conversation: string;
  readonly token: string;
  readonly acknowledged: readonly Acknowledged[];
  readonly forgets: boolean;
  /** What a visitor could see to be wrong. */
  readonly faults: readonly string[];
  done(): boolean;
}

export interface VisitorSetting {
  readonly schedule: Schedule;
  readonly trouble: Trouble;
  readonly nodes: readonly SimulatedNode[];
  readonly playbook: CompiledPlaybook;
  readonly words: number;
  /** Whether the last thing that is said is to be forgotten. */
  readonly forgets: boolean;
}

export const FORGET = "forget me";

/** A browser gives a server so long, then sends the same again to another. */
const GIVE_UP_MS = 1_200;

/** Begins a conversation and sends one word after the other, each until it is acknowledged. */
export function startVisitor(setting: VisitorSetting, conversation: string, token: string): SimulatedVisitor {
  const { schedule, trouble, words } = setting;
  const acknowledged: Acknowledged[] = [];
  const faults: string[] = [];
  let over = false;

  const untilAnswered = async (send: (node: SimulatedNode) => Promise<unknown>): Promise<string> => {
    for (;;) {
      const answer = await request(setting, send);
      if (answer !== undefined) return answer;
      trouble.counts.resent++;
      await pause(schedule, schedule.between(20, 300));
    }
  };
  const begin = (node: SimulatedNode) =>
    beginConversation(node.turns, {
      id: conversation,
      visitor: token,
      page: { url: "https://a.example/" },
      choose: () => ({ playbook: setting.playbook, facts: {} }),
    });
  const say = (id: string, text: string) => (node: SimulatedNode) =>
    sendMessage(node.turns, conversation, token, { id, text });
  /** As when a browser gave up on an answer that was on its way: what was sent may still arrive, much later. */
  const sendAside = (send: (node: SimulatedNode) => Promise<unknown>) =>
    void request(setting, send).catch(() => undefined);
  const speak = async (n: number, text: string) => {
    const id = `${conversation}-m${n}`;
    if (schedule.chance(0.1)) sendAside(say(id, text));
    const answer = await untilAnswered(say(id, text));
    acknowledged.push({ id, text, answer });
    const earlier = acknowledged[schedule.between(0, acknowledged.length - 1)];
    if (earlier && schedule.chance(0.1) && text !== FORGET) {
      const again = await untilAnswered(say(earlier.id, earlier.text));
      if (again !== earlier.answer) faults.push(`${earlier.id} was answered otherwise`);
    }
    if (schedule.chance(0.05)) {
      const outcome = await untilAnswered(say(id, "something else")).catch((error: unknown) => error);
      if (!(outcome instanceof Refusal && outcome.code === "ID_REUSED"))
        faults.push(`${id} was taken with other content`);
    }
  };
  const run = async () => {
    await untilAnswered(begin);
    for (let n = 1; n <= words; n++) {
      await speak(n, `w${n}`);
      await pause(schedule, thinking(schedule));
    }
    if (setting.forgets) await speak(words + 1, FORGET);
  };
  run()
    .catch((error: unknown) => {
      faults.push(`refused: ${error instanceof Refusal ? error.code : String(error)}`);
    })
    .finally(() => {
      over = true;
    });
  return { conversation, token, acknowledged, forgets: setting.forgets, faults, done: () => over };
}

/** At once, about when the clock of silence rings (two seconds), or later than that. */
function thinking(schedule: Schedule): number {
  const way = schedule.random();
  if (way < 0.6) return schedule.between(0, 400);
  return way < 0.85 ? schedule.between(1_900, 3_000) : schedule.between(3_000, 6_000);
}

/** @returns the answer as JSON; undefined when none came. @throws what the server refused for good. */
export function request(
  { schedule, trouble, nodes }: Pick<VisitorSetting, "schedule" | "trouble" | "nodes">,
  send: (node: SimulatedNode) => Promise<unknown>,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const way = (run: () => void) => {
      if (trouble.on() && schedule.chance(0.04)) trouble.counts.lostOnTheWay++;
      else schedule.after(trouble.on() && schedule.chance(0.05) ? schedule.between(500, 4_000) : 5, run);
    };
    schedule.after(GIVE_UP_MS, () => resolve(undefined));
    way(() => {
      const node = nodes[schedule.between(0, nodes.length - 1)];
      if (!node?.alive()) return resolve(undefined);
      send(node).then(
        (answer) => void (node.alive() && way(() => resolve(JSON.stringify(answer)))),
        (error: Error) =>
          void (node.alive() && way(() => (mayPass(error) ? resolve(undefined) : reject(error)))),
      );
    });
  });
}

/** What HTTP would answer with 503. */
function mayPass(error: unknown): boolean {
  return error instanceof StoreAwayError || (error instanceof Refusal && error.code === "TRY_AGAIN");
}

export function pause(schedule: Schedule, ms: number): Promise<void> {
  return new Promise((resolve) => schedule.after(ms, resolve));
}
