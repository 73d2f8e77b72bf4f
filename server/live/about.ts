import { given } from "../http/presenters/inbox.ts";
import { whoIs } from "../outbox/lead-record.ts";
import { mailAddressOf } from "../resume/mail-address.ts";
import type { Conversation, ConversationStore, LeadStore } from "../stores/ports.ts";
import type { About } from "../wire/live.ts";
import { whereNow } from "./live-visitors.ts";
import type { VisitStore } from "./visit-store.ts";

export interface AboutSetting {
  readonly conversations: Pick<ConversationStore, "load" | "ofVisitor">;
  readonly leads: Pick<LeadStore, "load">;
  readonly visits: Pick<VisitStore, "of">;
  /** Whether there is a way to send mail. */
  readonly mails: boolean;
  /** ms since 1970. */
  now(): number;
}

const MOST_LOADED = 50;
const MOST_EARLIER = 10;

/** What stands beside a conversation. */
export async function aboutOf(setting: AboutSetting, conversation: Conversation): Promise<About> {
  const { siteId, id, pages = [], timeZone } = conversation;
  const [visit, earlier] = await Promise.all([
    setting.visits.of(siteId, id),
    earlierThan(setting, conversation),
  ]);
  const isHere = visit !== undefined && visit.until > setting.now();
  return given<About>({
    pages: pages.map(({ path, title, at }) => ({ path, ...(title !== "" && { title }), at })),
    here: isHere ? whereNow(visit) : undefined,
    time_zone: timeZone,
    earlier: earlier.map(earlierView),
    mail: mailOf(setting, conversation),
  });
}

/** Of the same browser, or of the same address that was verified. */
async function earlierThan(
  { conversations, leads }: AboutSetting,
  { siteId, id, visitor, verified }: Conversation,
): Promise<readonly Conversation[]> {
  const lead = verified && (await leads.load(siteId, verified.lead));
  const ofVisitor = await conversations.ofVisitor(siteId, visitor);
  const ids = [...new Set([...(lead?.earlier?.conversations ?? []), ...ofVisitor])].filter(
    (one) => one !== id,
  );
  const found = await Promise.all(ids.slice(0, MOST_LOADED).map((one) => conversations.load(siteId, one)));
  return found
    .flatMap((one) => (one === undefined || one.erasedAt !== undefined ? [] : [one]))
    .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
    .slice(0, MOST_EARLIER);
}

function earlierView({ id, talk, lead, createdAt }: Conversation): About["earlier"][number] {
  return given<About["earlier"][number]>({
    id,
    playbook: talk.playbook,
    status: talk.status,
    started_at: createdAt,
    outcome: talk.outcome,
    score: lead.receipt.length > 0 ? lead.score : undefined,
    grade: lead.grade,
  });
}

function mailOf({ mails }: AboutSetting, conversation: Conversation): About["mail"] {
  const last = conversation.mailed && { last: { ...conversation.mailed } };
  const verified = mailAddressOf(conversation);
  if (!mails) return { reach: "off", ...last };
  if (verified !== undefined) return { reach: "verified", email: verified, ...last };
  const { email } = whoIs(conversation.lead);
  return email === undefined ? { reach: "no_address", ...last } : { reach: "unverified", email, ...last };
}
