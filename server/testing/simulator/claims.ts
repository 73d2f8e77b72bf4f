import type { Conversation, TurnRecord } from "../../stores/ports.ts";
import type { MemoryConversations } from "../memory-conversations.ts";
import type { SimulatedRep } from "./rep.ts";

/** What the store saw of who owned what. */
export interface Claims {
  /** Promises that were broken to reps, and by what was kept: at any moment one owner at most, and only the owner speaks. */
  faults(reps: readonly SimulatedRep[], turns: readonly TurnRecord[]): readonly string[];
}

/** Watches who owns the conversation, version by version. */
export function watchClaims(store: MemoryConversations, conversation: string): Claims {
  const seen: string[] = [];
  /** Owner by epoch. */
  const owners = new Map<number, string>();
  const names = new Set<string>();
  store.watch((before, after) => {
    if (!before || after.id !== conversation) return;
    const { owner, epoch } = after;
    if (owner) {
      names.add(owner.name);
      const known = owners.get(epoch);
      if (known !== undefined && known !== owner.id) seen.push(`epoch ${epoch} had two owners`);
      owners.set(epoch, owner.id);
    }
    if (before.owner && owner && before.owner.id !== owner.id)
      seen.push(`${before.owner.id} lost it to a claim`);
    const speaker = speakerOf(before, after);
    if (speaker !== undefined && speaker !== before.owner?.name)
      seen.push(`${speaker} spoke without owning it`);
  });
  return {
    faults: (reps, turns) => [
      ...seen.map((fault) => `I6 ${conversation}: ${fault}`),
      ...reps.flatMap((rep) =>
        toldWrong(rep, owners, names, turns).map((fault) => `I6 ${conversation}: ${fault}`),
      ),
    ],
  };
}

function toldWrong(
  { rep, claimed, fasterOnes, said, faults }: SimulatedRep,
  owners: ReadonlyMap<number, string>,
  names: ReadonlySet<string>,
  turns: readonly TurnRecord[],
): readonly string[] {
  const spoken = turns.flatMap(({ event }) => {
    const { type, text } = event as { readonly type: string; readonly text?: string };
    return type === "rep_said" && text !== undefined ? [text] : [];
  });
  return [
    ...faults.map((fault) => `${rep.id} was ${fault}`),
    ...claimed
      .filter((epoch) => owners.get(epoch) !== rep.id)
      .map((epoch) => `${rep.id} never owned epoch ${epoch}`),
    ...fasterOnes
      .filter((name) => !names.has(name))
      .map((name) => `${rep.id} was told of ${name}, who never owned it`),
    ...said
      .filter((text) => spoken.filter((one) => one === text).length !== 1)
      .map((text) => `${text} was not said once`),
  ];
}

function speakerOf(before: Conversation, { turn, turns }: Conversation): string | undefined {
  const last = turns.at(-1);
  if (turn === before.turn || last?.turn !== turn) return undefined;
  const { type, name } = last.event as { readonly type: string; readonly name?: string };
  return type === "rep_said" ? name : undefined;
}
