import type { Site } from "../../engine/index.ts";
import type { DeskNow, Desks } from "../handoff/desks.ts";
import { given } from "../http/presenters/inbox.ts";
import { leadRecord, shownName } from "../outbox/lead-record.ts";
import type { Conversation, ConversationStore } from "../stores/ports.ts";
import type { Board, Miss, WaitingRow } from "../wire/board.ts";
import { type FirstAnswer, firstAnswer, isMissed } from "./first-answer.ts";

export interface BoardSetting {
  readonly conversations: Pick<ConversationStore, "list">;
  readonly desks: Pick<Desks, "all">;
  site(): Site;
  readonly now: () => number;
}

const MOST_WAITING = 200;
const MOST_LOOKED_AT = 500;
const PAGE = 100;
const DAY_MS = 86_400_000;

/** Who waits, who answers, and what was answered too late in the last 24 hours. */
export async function board(
  setting: BoardSetting,
): Promise<Omit<Board, "desks"> & { readonly desks: readonly DeskNow[] }> {
  const now = setting.now();
  const site = setting.site();
  const desks = await setting.desks.all();
  const waiting = await recent(setting, { queue: "waiting" }, MOST_WAITING + 1);
  const held = await Promise.all(
    desks.filter(({ open }) => open > 0).map(({ id }) => recent(setting, { queue: "mine", owner: id }, PAGE)),
  );
  const since = new Date(now - DAY_MS).toISOString();
  const closed = await recent(setting, { queue: "closed" }, MOST_LOOKED_AT, since);
  const withBot = await recent(setting, { queue: "bot" }, MOST_LOOKED_AT, since);
  const answers = [...waiting, ...held.flat(), ...closed, ...withBot].flatMap((conversation) => {
    const answer = firstAnswer(conversation, site);
    return answer && answer.since >= now - DAY_MS ? [{ conversation, answer }] : [];
  });
  const missed = answers.filter(({ answer }) => isMissed(answer, now));
  const over = answers.filter(({ answer }) => answer.answeredAt !== undefined || isMissed(answer, now));
  return {
    at: new Date(now).toISOString(),
    waiting: waiting.slice(0, MOST_WAITING).map((one) => waitingRow(one, site)),
    more_waiting: waiting.length > MOST_WAITING,
    desks,
    answered: given<Board["answered"]>({
      handoffs: over.length,
      kept: over.length - missed.length,
      median_ms: median(
        answers.flatMap(({ answer: { answeredAt, since: from } }) =>
          answeredAt === undefined ? [] : answeredAt - from,
        ),
      ),
    }),
    misses: missed
      .toSorted((a, b) => b.answer.since - a.answer.since)
      .slice(0, PAGE)
      .map(({ conversation, answer }) => missRow(conversation, answer)),
  };
}

/** Page after page, until so many are there or those that come changed before `since`. */
async function recent(
  { conversations, site }: BoardSetting,
  query: {
    readonly queue: Conversation["queue"] & ("waiting" | "mine" | "closed" | "bot");
    readonly owner?: string;
  },
  most: number,
  since = "",
): Promise<readonly Conversation[]> {
  const found: Conversation[] = [];
  let cursor: string | undefined;
  do {
    const limit = Math.min(PAGE, most - found.length);
    const page = await conversations.list({
      siteId: site().id,
      ...query,
      limit,
      ...(cursor !== undefined && { cursor }),
    });
    found.push(...page.rows.filter(({ updatedAt }) => updatedAt >= since));
    cursor = page.rows.some(({ updatedAt }) => updatedAt < since) ? undefined : page.next;
  } while (cursor !== undefined && found.length < most);
  return found;
}

function waitingRow(conversation: Conversation, site: Site): WaitingRow {
  const { id, talk, waitingSince, updatedAt, answerBy } = conversation;
  const { handoff } = talk;
  const due = firstAnswer(conversation, site)?.dueAt;
  return given<WaitingRow>({
    id,
    name: shownName(conversation),
    company: leadRecord(conversation).company,
    team: handoff?.team ?? talk.team,
    since: waitingSince ?? updatedAt,
    answer_by: answerBy,
    aim_by: due === undefined ? undefined : new Date(due).toISOString(),
    rung: handoff?.rung,
    to: handoff?.to,
    why: handoff?.why,
  });
}

function missRow(conversation: Conversation, { since, answeredAt, dueAt, handoff }: FirstAnswer): Miss {
  return given<Miss>({
    id: conversation.id,
    name: shownName(conversation),
    team: handoff.team,
    since: new Date(since).toISOString(),
    due_at: new Date(dueAt ?? since).toISOString(),
    answered_at: answeredAt === undefined ? undefined : new Date(answeredAt).toISOString(),
    by: handoff.owner,
  });
}

function median(times: readonly number[]): number | undefined {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted.length === 0 ? undefined : sorted[Math.floor((sorted.length - 1) / 2)];
}
