import { type SaveSetting, saveWith } from "../outbox/save-with.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation, VisitedPage } from "../stores/ports.ts";
import type { TurnSetting } from "../turns/take.ts";
import type { SayVisit, VisitReply } from "../wire/live.ts";
import type { Visit, VisitStore } from "./visit-store.ts";

export interface VisitSetting extends SaveSetting, Pick<TurnSetting, "bus"> {
  readonly visits: VisitStore;
}

/** Browsers slow down pages that nobody looks at, to about one word a minute. */
export const VISIT_LASTS_MS = 90_000;
const MOST_PAGES = 30;
/** A page that moves on by itself many times a second is no visitor who reads. */
const PAGE_LASTS_MS = 1_000;

/**
 * Keeps where a visitor is who talks. What stands behind `?` and `#` of the address is not kept.
 *
 * @returns how the conversation stands, and whether the chat is to open by itself.
 */
export async function sayVisit(
  setting: VisitSetting,
  conversation: Conversation,
  said: SayVisit,
): Promise<VisitReply> {
  const { visits, timekeeper, bus } = setting;
  const { siteId, id, talk } = conversation;
  const now = timekeeper.now();
  const tell = () => bus.tell({ conversation: id, seq: talk.seq, status: talk.status });
  if (said.left === true) {
    await visits.leave(siteId, id, now);
    tell();
    return { seq: talk.seq, status: talk.status, open: false };
  }
  const former = await visits.of(siteId, id);
  const page = pageOf(said, now);
  const visit = visitAt(conversation, former, page, said.seen, now);
  await visits.say(visit);
  const kept = await keepPage(setting, conversation, page, said.time_zone);
  const isNews = former === undefined || former.until <= now || former.path !== visit.path;
  if (kept || isNews) tell();
  const open = conversation.knock !== undefined && conversation.knock > visit.seen;
  return { seq: talk.seq, status: talk.status, open };
}

function pageOf({ page: { url, title = "" } }: SayVisit, now: number): VisitedPage {
  if (!URL.canParse(url)) {
    throw new Refusal("INPUT_INVALID", "The body of the request is not right.", {
      errors: [{ path: "/body/page/url", message: "is no address" }],
    });
  }
  const at = new Date(now).toISOString();
  return { path: new URL(url).pathname.slice(0, 500), title: title.trim().slice(0, 200), at };
}

function visitAt(
  { siteId, id }: Conversation,
  former: Visit | undefined,
  { path, title }: VisitedPage,
  seen: number | undefined,
  now: number,
): Visit {
  const goesOn = former !== undefined && former.until > now;
  return {
    siteId,
    conversation: id,
    path,
    title,
    since: goesOn ? former.since : now,
    pageSince: goesOn && former.path === path ? former.pageSince : now,
    seen: Math.max(seen ?? 0, former?.seen ?? 0),
    until: now + VISIT_LASTS_MS,
  };
}

/** @returns whether there was something new to keep. */
async function keepPage(
  setting: VisitSetting,
  from: Conversation,
  page: VisitedPage,
  zone: string | undefined,
): Promise<boolean> {
  const saved = await saveWith(setting, from, (now): Conversation | undefined => {
    const { pages = [], timeZone } = now;
    const timeZoneNow = zone !== undefined && isZone(zone) ? zone : timeZone;
    const last = pages.at(-1);
    const tooSoon = last !== undefined && Date.parse(page.at) - Date.parse(last.at) < PAGE_LASTS_MS;
    const isNew = last?.path !== page.path && !tooSoon;
    if (now.erasedAt !== undefined || (!isNew && timeZoneNow === timeZone)) return undefined;
    return {
      ...now,
      v: now.v + 1,
      pages: isNew ? [...pages, page].slice(-MOST_PAGES) : pages,
      ...(timeZoneNow !== undefined && { timeZone: timeZoneNow }),
    };
  });
  return saved !== undefined;
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
