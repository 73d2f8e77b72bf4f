import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { type ConsentProof, type Context, own } from "../machine/context.ts";
import { counting, withPortable } from "../machine/memory.ts";
import { languageOf } from "../machine/voice.ts";
import type { Question } from "../questions/question.ts";
import { inFull } from "../texts/private-text.ts";
import type { Tone } from "../texts/template.ts";
import { voiceAt, wordingOf } from "./say.ts";

/**
 * The memory after a turn, with a proof of each consent that was given, refused or withdrawn in it.
 *
 * @param shown the memory before the turn: the words are those that stood before the visitor's eyes
 * @param at ISO 8601, UTC
 */
export function withProofs(
  compiled: CompiledPlaybook,
  shown: { readonly context: Context; readonly tone: Tone | undefined },
  after: Context,
  at: string,
): Context {
  const answers = counting(after);
  const asked = [...compiled.playbook.questions.values()].filter(({ kind }) => kind === "consent");
  const fresh = asked.flatMap((question): readonly ConsentProof[] => {
    const given = answers.get(question.name)?.value;
    const isTheSame = lastProof(after, question.name)?.given === given;
    if (typeof given !== "boolean" || (isTheSame && !isAnew(shown.context, after, question.name))) return [];
    return [{ ...proofOf(compiled, shown, question, at), given }];
  });
  if (fresh.length === 0) return after;
  return withPortable(after, { consents: [...(after.portable.consents ?? []), ...fresh] });
}

/** True for the same answer to words that were put once more, as after "start over": that is a proof of its own. */
function isAnew(before: Context, after: Context, question: string): boolean {
  const kept = ({ portable }: Context) => portable.answers.filter((one) => one.question === question).length;
  return kept(after) > kept(before);
}

/** The last thing that was said to a consent. */
export function lastProof({ portable }: Context, question: string): ConsentProof | undefined {
  return portable.consents?.findLast((proof) => proof.question === question);
}

/** The consent that opened the chat, before there was anything else. */
export function openingProof(
  compiled: CompiledPlaybook,
  context: Context,
  text: string,
  at: string,
): ConsentProof {
  return { ...circumstances(compiled, context, at), question: "", purposes: ["chat"], given: true, text };
}

function proofOf(
  compiled: CompiledPlaybook,
  { context, tone }: Parameters<typeof withProofs>[1],
  question: Question,
  at: string,
): Omit<ConsentProof, "given"> {
  return {
    ...circumstances(compiled, context, at),
    question: question.name,
    purposes: question.purposes ?? [],
    text: inFull(wordingOf(question, voiceAt(compiled, context, tone))),
  };
}

function circumstances({ playbook, version }: CompiledPlaybook, context: Context, at: string) {
  const page = own(context.page, "page");
  return {
    language: languageOf(context, playbook.language),
    at,
    playbook: playbook.name,
    version,
    page: typeof page === "string" ? page : undefined,
  };
}
