import { type Handoff, isSought, type Routing as Routed, route } from "../../engine/index.ts";
import { faultDetails } from "../log.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation, LeadStore } from "../stores/ports.ts";
import { type TurnSetting, take } from "../turns/take.ts";
import { accountOwner } from "./account-owner.ts";
import { type DeskNow, type Desks, forWhom } from "./desks.ts";

export interface RoutingSetting extends TurnSetting {
  readonly leads: LeadStore;
  readonly desks: Desks;
}

/** Asks people to take those who wait, in the order of the line. */
export interface Routing {
  /**
   * Looks at the line when something happened since, or now and then anyway. Nodes may do it side by side: two may ask
   * one person once too often, and the conditional save of a turn is what gives a visitor to one person only.
   *
   * @returns false: what is left waits for something to happen.
   */
  round(): Promise<boolean>;
  /** Something changed that may let somebody be asked. */
  wake(): void;
  stop(): void;
}

/** Without a hint the line is looked at so often: somebody may have come, gone or grown tired at another node. */
const LOOK_EVERY_MS = 3_000;
const PAGE = 100;
/** Longer lines are served from their front; whoever is behind has to wait anyway. */
const MOST_LOOKED_AT = 1_000;

export function makeRouting(setting: RoutingSetting): Routing {
  const { bus, timekeeper } = setting;
  let woken = true;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const wake = () => {
    woken = true;
  };
  const unlisten = bus.listenToAll(wake);
  return {
    wake,
    stop: unlisten,
    round: async () => {
      const now = timekeeper.now();
      if (!woken && now - lookedAt < LOOK_EVERY_MS) return false;
      woken = false;
      lookedAt = now;
      await routeLine(setting);
      return false;
    },
  };
}

/** Asks whoever can be asked, for each who waits, the longest wait first. */
export async function routeLine(setting: RoutingSetting): Promise<void> {
  const line = await waitingLine(setting);
  const open = line.filter(({ talk: { handoff } }) => handoff && isSought(handoff) && !handoff.to);
  if (open.length === 0) return;
  // Nobody is asked whose hours are over, whatever they left open.
  const inHours = (await setting.desks.all()).filter((desk) => desk.inHours);
  let desks = withAsked(inHours, line);
  for (const conversation of open) {
    const asked = await routeOne(setting, conversation, desks);
    const now = setting.timekeeper.now();
    if (asked !== undefined)
      desks = desks.map((desk) =>
        desk.id === asked ? { ...desk, open: desk.open + 1, askedAt: now } : desk,
      );
  }
}

/** Whoever is asked to take somebody has their hands as full as if they had. */
function withAsked(desks: readonly DeskNow[], line: readonly Conversation[]): readonly DeskNow[] {
  const asked = line.flatMap(({ talk: { handoff } }) => handoff?.to?.id ?? []);
  return desks.map((desk) => ({ ...desk, open: desk.open + asked.filter((id) => id === desk.id).length }));
}

async function waitingLine({ conversations, playbooks }: RoutingSetting): Promise<readonly Conversation[]> {
  const siteId = playbooks.site().id;
  const line: Conversation[] = [];
  let cursor: string | undefined;
  do {
    const page = await conversations.list({
      siteId,
      queue: "waiting",
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    });
    line.push(...page.rows);
    cursor = page.next;
  } while (cursor !== undefined && line.length < MOST_LOOKED_AT);
  return line;
}

/** @returns id of the person who was asked; undefined: nobody, or several. */
async function routeOne(
  setting: RoutingSetting,
  conversation: Conversation,
  desks: readonly DeskNow[],
): Promise<string | undefined> {
  const { handoff } = conversation.talk;
  if (!handoff) return undefined;
  const { handoff: rules } = setting.playbooks.site();
  const owner = rules.ownerFirst ? await accountOwner(setting, conversation) : undefined;
  const tags = conversation.lead.tags;
  const wanted = forWhom(handoff, setting.playbooks.site());
  const routed = route({ handoff: wanted, tags, desks, accountOwner: owner, rules });
  if (!routed || !(await ask(setting, conversation.id, handoff, routed))) return undefined;
  if (routed.to) await setting.desks.asked(routed.to.id);
  return routed.to?.id;
}

/** @returns false when the handoff has moved on meanwhile. */
async function ask(
  setting: RoutingSetting,
  id: string,
  from: Handoff,
  { to, asked, why }: Routed,
): Promise<boolean> {
  try {
    const result = await take(setting, id, (now) =>
      isSame(now.talk.handoff, from)
        ? {
            turn: {
              event: { type: "handoff_routed", asked, why, ...(to && { to }) },
              client: undefined,
            },
          }
        : { done: undefined },
    );
    if (!("turn" in result)) return false;
    setting.log.info("handoff.routed", { conversation: id, rung: from.rung, ...(to && { person: to.id }) });
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    setting.log.warn("handoff.unrouted", { conversation: id, ...faultDetails(error) });
    return false;
  }
}

function isSame(now: Handoff | undefined, from: Handoff): boolean {
  return (
    now !== undefined &&
    now.number === from.number &&
    now.rung === from.rung &&
    now.state === from.state &&
    now.to === undefined
  );
}
