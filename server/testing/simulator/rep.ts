import { Refusal } from "../../refusal.ts";
import type { Rep } from "../../turns/rep-acts.ts";
import { claim, giveBack, reply } from "../../turns/rep-acts.ts";
import type { SimulatedNode } from "./node.ts";
import { pause, request, type VisitorSetting } from "./visitor.ts";

/** What a rep was told. */
export interface SimulatedRep {
  readonly rep: Rep;
  /** The epochs of the claims that were accepted. */
  readonly claimed: readonly number[];
  /** Whoever, they were told, had been faster. */
  readonly fasterOnes: readonly string[];
  /** What they said to the visitor, and were told that it was said. */
  readonly said: readonly string[];
  readonly faults: readonly string[];
  done(): boolean;
}

export interface RepSetting extends Pick<VisitorSetting, "schedule" | "trouble" | "nodes"> {
  /** Whom all reps want. */
  readonly conversation: string;
  readonly rounds: number;
}

/** Claims what waits, writes, gives it back; now and then goes away in the middle of it and comes back much later. */
export function startRep(setting: RepSetting, rep: Rep): SimulatedRep {
  const { schedule, trouble, conversation: id } = setting;
  const claimed: number[] = [];
  const fasterOnes: string[] = [];
  const said: string[] = [];
  const faults: string[] = [];
  let over = false;

  /** @returns the answer, or the code with which it was refused for good. */
  const untilAnswered = async (act: (node: SimulatedNode) => Promise<unknown>): Promise<string | Refusal> => {
    for (;;) {
      try {
        const answer = await request(setting, act);
        if (answer !== undefined) return answer;
      } catch (error) {
        if (error instanceof Refusal) return error;
        throw error;
      }
      trouble.counts.resent++;
      await pause(schedule, schedule.between(20, 300));
    }
  };
  const take = async (): Promise<boolean> => {
    const answer = await untilAnswered((node) => claim(node.turns, id, rep));
    if (answer instanceof Refusal) {
      if (answer.more.owner !== undefined) fasterOnes.push(answer.more.owner);
      return false;
    }
    claimed.push((JSON.parse(answer) as { readonly epoch: number }).epoch);
    return true;
  };
  /** What was sent to give it back may come late, when it was claimed anew: then it is somebody else's, or nobody's. */
  const mayLose = (refusal: Refusal) => {
    if (!["NOT_OWNER", "NOT_NOW"].includes(refusal.code)) faults.push(`refused: ${refusal.code}`);
  };
  const speak = async (text: string) => {
    const answer = await untilAnswered((node) => reply(node.turns, id, rep, { id: `say-${text}`, text }));
    if (answer instanceof Refusal) return mayLose(answer);
    said.push(text);
  };
  const run = async () => {
    for (let round = 1; round <= setting.rounds; round++) {
      await pause(schedule, schedule.between(200, 3_000));
      if (!(await take())) continue;
      const words = schedule.between(0, 3);
      for (let n = 1; n <= words; n++) await speak(`${rep.id}-${round}-${n}`);
      if (schedule.chance(0.25)) {
        await pause(schedule, schedule.between(3_000, 8_000));
        continue;
      }
      const answer = await untilAnswered((node) => giveBack(node.turns, id, rep, undefined));
      if (answer instanceof Refusal) mayLose(answer);
    }
  };
  run()
    .catch((error: unknown) => faults.push(`broke: ${String(error)}`))
    .finally(() => {
      over = true;
    });
  return { rep, claimed, fasterOnes, said, faults, done: () => over };
}
