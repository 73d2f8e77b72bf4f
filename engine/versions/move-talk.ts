import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Talk, World } from "../turn/turn.ts";
import { moveOver, type Staying } from "./move-over.ts";

export interface MovedTalk {
  /** In the new version when it moved; else the talk as it was. */
  readonly talk: Talk;
  readonly moved: "moved" | "stays";
  /** For people: "the same question is open", "it waits for a service". */
  readonly because: string;
}

/**
 * Where a conversation stands in another version of its playbook: the portable part of its memory, replayed quietly.
 * Pure; says and sends nothing, so its `seq` and clocks stay as they were. `takeTurn` with `live` moves by the same
 * replay, and also says what is new and reads the message.
 */
export function moveTalk(from: CompiledPlaybook, to: CompiledPlaybook, talk: Talk, world: World): MovedTalk {
  const moved = moveOver(from, to, talk, world);
  if (moved.stays !== undefined) return { talk, moved: "stays", because: WORDS[moved.stays] };
  const { after, rest, isSamePlace } = moved;
  const { value, context } = after;
  return {
    talk: {
      ...talk,
      version: to.version,
      snapshot: { value, context },
      status: rest.status,
      outcome: rest.outcome,
      reason: undefined,
      step: rest.section,
      team: rest.team === "" ? undefined : rest.team,
    },
    moved: "moved",
    because: isSamePlace ? "it goes on at the same place" : newPlace(rest.question?.name, rest.status),
  };
}

const WORDS: Readonly<Record<Staying, string>> = {
  same_version: "it has this version already",
  finish_old: "the playbook says when_changed: finish_old",
  ended: "it has ended",
  with_a_human: "it is with a human",
  waiting_for_a_human: "it waits for a human",
  waiting_for_a_service: "it waits for a service",
  no_way_on: "the new version has no way on from here",
};

function newPlace(question: string | undefined, status: Talk["status"]): string {
  if (question !== undefined) return `it is asked ${question}`;
  return status === "ended" ? "it comes to its end" : "it goes on at another step";
}
