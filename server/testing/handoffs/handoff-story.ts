import { randomUUID } from "node:crypto";
import { acceptTransfer, offerTransfer } from "../../handoff/handoff-acts.ts";
import type { Conversation } from "../../stores/ports.ts";
import { clockRound } from "../../timers/clock-round.ts";
import { beginConversation } from "../../turns/begin.ts";
import { claim, close, giveBack, type Rep, reply } from "../../turns/rep-acts.ts";
import { sendMessage } from "../../turns/visitor-acts.ts";
import { makeSchedule } from "../simulator/schedule.ts";
import { type HandoffFigures, watchHandoffs } from "./handoff-watch.ts";
import { type HandoffNode, type HandoffWorld, handoffWorld } from "./handoff-world.ts";

export interface HandoffStory {
  readonly reps: number;
  readonly visitors: number;
  /** At least so many are begun. */
  readonly handoffs: number;
  readonly seed: number;
  /** false: a control, on a store that lets whoever comes last win. */
  readonly ownerCheck: boolean;
}

export interface HandoffReport extends HandoffFigures {
  readonly faults: readonly string[];
  readonly visitors: number;
  readonly killed: number;
  /** Seconds of the story, not of this machine. */
  readonly lasted: number;
}

type Chance = (share: number) => boolean;

/** Visitors come, reps take them, vanish, pass on and close, a process dies; nothing waits for real time. */
export async function handoffStory(story: HandoffStory): Promise<HandoffReport> {
  const { chance, between } = makeSchedule(story.seed, 0);
  const world = handoffWorld(story.reps, story.ownerCheck);
  const watch = watchHandoffs(world);
  const nodes: HandoffNode[] = [world.startNode(), world.startNode()];
  const live = () => nodes.filter((node) => node.alive());
  const any = () => live()[between(0, live().length - 1)] as HandoffNode;
  const leave = new Map(world.people.map(({ id, email }) => [id, world.presence.arrive(email)]));
  let killed = 0;
  let second = 0;
  for (; second < 7_200; second++) {
    if (watch.figures().handoffs < story.handoffs) await visitorsCome(world, any, story, second);
    if (second === 60) {
      // Under way at the very moment when it dies.
      const dying = repsAct(world, [nodes[0] as HandoffNode], chance).catch(() => undefined);
      nodes[0]?.kill();
      await dying;
      killed++;
      nodes.push(world.startNode());
    }
    await repsAct(world, live(), chance);
    comeAndGo(world, leave, chance);
    world.clock.advance(1_000);
    for (const node of live()) {
      await clockRound(node.turns);
      await node.routing.round();
    }
    watch.look(second);
    if (watch.figures().handoffs >= story.handoffs && world.open().length === 0) break;
  }
  const left = world.open();
  const unfinished = left.map(({ id, talk }) => `${id} is still ${talk.status} at the end`);
  return {
    ...watch.figures(),
    faults: [...watch.faults(), ...unfinished],
    visitors: story.visitors,
    killed,
    lasted: second,
  };
}

/** Some each second, the same visitors again and again. */
async function visitorsCome(
  { playbook }: HandoffWorld,
  any: () => HandoffNode,
  { visitors }: HandoffStory,
  second: number,
): Promise<void> {
  for (let n = 0; n < 6; n++) {
    const visitor = visitorOf((second * 6 + n) % visitors);
    await beginConversation(any().turns, {
      id: `c-${second}-${n}-story`,
      visitor,
      page: { url: "https://a.example/" },
      choose: () => ({ playbook, facts: {} }),
    });
  }
}

function visitorOf(n: number): string {
  return n.toString(16).padStart(64, "0");
}

async function repsAct(world: HandoffWorld, nodes: readonly HandoffNode[], chance: Chance): Promise<void> {
  const acts: Promise<unknown>[] = [];
  for (const conversation of world.open()) {
    const { id, talk } = conversation;
    const { handoff } = talk;
    // To some nobody comes, whatever happens.
    if (!handoff || id.endsWith("-0-story")) continue;
    if (conversation.owner) acts.push(...ownersAct(world, nodes, conversation, chance));
    else
      acts.push(
        ...claims(nodes, handoff.to ? [handoff.to.id] : handoff.asked.slice(0, 3), conversation, chance),
      );
  }
  // Losing a race, or a process, is part of the story.
  await Promise.allSettled(acts);
}

/** Whoever is asked may take it; where several are, several may try at once, at different processes. */
function claims(
  nodes: readonly HandoffNode[],
  asked: readonly string[],
  { id }: Conversation,
  chance: Chance,
): readonly Promise<unknown>[] {
  return asked
    .filter(() => chance(0.08))
    .flatMap((person) => [
      ...nodes.map((node, n) => claim(node.turns, id, repOf(n === 0 ? person : `${person}0`.slice(0, 6)))),
    ]);
}

function ownersAct(
  world: HandoffWorld,
  nodes: readonly HandoffNode[],
  { id, owner, talk, visitor }: Conversation,
  chance: Chance,
): readonly Promise<unknown>[] {
  const node = nodes[Number(chance(0.5)) % nodes.length];
  if (!node || !owner) return [];
  const { turns } = node;
  // One in eight of them never says a word: by its number, so that it is the same one at each second.
  const vanishes = (talk.handoff?.number ?? 0) % 2 === 1 && id.charCodeAt(id.length - 7) % 8 === 1;
  const transfer = talk.handoff?.transfer;
  if (transfer?.to && chance(0.1)) return [acceptTransfer(turns, id, transfer.to)];
  if (chance(0.05)) return [sendMessage(turns, id, visitor, { id: randomUUID(), text: "And then?" })];
  if (vanishes || !chance(0.25)) return [];
  if (talk.handoff?.state === "claimed")
    return [reply(turns, id, owner, { id: randomUUID(), text: "Hello" })];
  if (chance(0.1)) return [offerTransfer(turns, id, owner, { person: nextRep(world, owner) })];
  if (chance(0.3)) return [giveBack(turns, id, owner, undefined)];
  return chance(0.4)
    ? [close(turns, id, owner, "qualified")]
    : [reply(turns, id, owner, { id: randomUUID(), text: "Yes" })];
}

function nextRep({ people }: HandoffWorld, { id }: Rep): string {
  const at = people.findIndex((person) => person.id === id);
  return people[(at + 1) % people.length]?.id ?? id;
}

function repOf(id: string): Rep {
  return { id, name: id.replace("rep-", "Rep ") };
}

/** Consoles are closed and opened. */
function comeAndGo({ people, presence }: HandoffWorld, leave: Map<string, () => void>, chance: Chance): void {
  for (const { id, email } of people) {
    if (!chance(0.02)) continue;
    const end = leave.get(id);
    if (end) {
      end();
      leave.delete(id);
    } else leave.set(id, presence.arrive(email));
  }
}
