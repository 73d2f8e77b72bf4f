import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Value } from "../conditions/condition.ts";
import type { ConsentProof, Context } from "../machine/context.ts";
import { counting } from "../machine/memory.ts";
import type { Site } from "../playbook/site.ts";
import { addSpan } from "../time/add-span.ts";
import { refit } from "../versions/refit.ts";
import { lastProof } from "./consents.ts";

/** An answer that is kept for the next conversations of its visitor (`remember:`). Plain JSON. */
export interface RememberedAnswer {
  readonly question: string;
  readonly value: Value;
  /** When it was given; milliseconds since 1970, UTC. */
  readonly at: number;
  /** From here on it is not read any more; milliseconds since 1970, UTC. */
  readonly until: number;
  /** The playbook that asked for it. */
  readonly playbook: string;
  /** Of a consent: the words that were agreed to. Without them a remembered consent is none. */
  readonly proof?: ConsentProof;
}

/**
 * The answers of a conversation that outlive it. One that did not change keeps its time: reading what is remembered does
 * not make it live longer.
 *
 * @param before those of the turn before
 */
export function rememberedAfter(
  { playbook }: CompiledPlaybook,
  context: Context,
  before: readonly RememberedAnswer[],
  { now, site }: { readonly now: number; readonly site: Pick<Site, "timeZone"> },
): readonly RememberedAnswer[] {
  return [...counting(context).values()].flatMap(({ question, value }) => {
    const { remember } = playbook.questions.get(question) ?? {};
    if (remember === undefined) return [];
    const was = before.find((one) => one.question === question);
    if (was && JSON.stringify(was.value) === JSON.stringify(value)) return [was];
    const proof = lastProof(context, question);
    const until = addSpan(now, remember, site.timeZone);
    return [{ question, value, at: now, until, playbook: playbook.name, ...(proof && { proof }) }];
  });
}

/**
 * What a new conversation takes over of what is remembered: answers to its own questions that have not run out and still
 * pass the checks.
 */
export function recalled(
  { playbook }: CompiledPlaybook,
  remembered: readonly RememberedAnswer[],
  now: number,
): readonly RememberedAnswer[] {
  return remembered.flatMap((one) => {
    const question = playbook.questions.get(one.question);
    if (question === undefined || one.until <= now) return [];
    if (question.kind === "consent" && one.proof === undefined) return [];
    const value = refit(undefined, question, one.value);
    return value === undefined || value === null ? [] : [{ ...one, value }];
  });
}
