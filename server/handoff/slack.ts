import { DateTime } from "luxon";
import type { AlertReason, Site } from "../../engine/index.ts";
import type { Delivery } from "../deliveries/delivery-store.ts";
import type { SendOutcome, Target } from "../deliveries/post.ts";
import type { Egress } from "../egress/egress.ts";
import { EgressError } from "../egress/egress-error.ts";
import type { Conversation, OutboxItem } from "../stores/ports.ts";

export const SLACK_TARGET = "slack";
const TIMEOUT_MS = 10_000;

export interface SlackSetting {
  readonly egress: Egress;
  /** The value of an environment variable; undefined when it is not set. */
  secret(name: string): string | undefined;
}

/** A webhook that takes `{ text, blocks }`, as Slack, Mattermost and Rocket.Chat do. Its address is the secret. */
export function slackTarget({ egress, secret }: SlackSetting, name: string): Target {
  return {
    name: SLACK_TARGET,
    send: async ({ body }, signal): Promise<SendOutcome> => {
      const address = secret(name);
      if (address === undefined) return { ok: false, fault: "SECRET_MISSING", healthy: true };
      if (!URL.canParse(address)) return { ok: false, fault: "ADDRESS_WRONG", healthy: true };
      return await sent(egress, new URL(address), JSON.stringify(body), signal);
    },
  };
}

async function sent(egress: Egress, url: URL, text: string, signal: AbortSignal): Promise<SendOutcome> {
  try {
    const { status } = await egress.post({ url, headers: {}, text, timeoutMs: TIMEOUT_MS, signal });
    if (status >= 200 && status < 300) return { ok: true };
    return { ok: false, fault: `STATUS_${status}`, healthy: status < 500 && status !== 429 };
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    if (error.code === "GIVEN_UP") return { ok: false, givenUp: true };
    return { ok: false, fault: error.code, healthy: false };
  }
}

/** Says that somebody waits, where, and until when: nothing that the visitor said. */
export function slackDelivery(told: {
  readonly site: Site;
  readonly conversation: Conversation;
  readonly item: OutboxItem;
  readonly reason: AlertReason;
  /** Address of Parley. */
  readonly link: string;
  /** ms since 1970. */
  readonly now: number;
}): Delivery {
  const { site, conversation, item, reason, link, now } = told;
  const at = new Date(now).toISOString();
  const text = lineOf(site, conversation, reason);
  const address = `${link}/console/inbox/waiting/${conversation.id}`;
  const block = {
    type: "section",
    text: { type: "mrkdwn", text: `${text}\n<${address}|Open the conversation>` },
  };
  return {
    siteId: conversation.siteId,
    id: `${item.id}:slack`,
    v: 1,
    target: SLACK_TARGET,
    type: "handoff.alert",
    lane: "",
    order: 0,
    conversation: conversation.id,
    at,
    body: { text: `${text} ${address}`, blocks: [block] },
    state: "waiting",
    tries: 0,
    since: now,
    nextTryAt: now,
    changedAt: at,
    fault: undefined,
  };
}

function lineOf(site: Site, { talk, answerBy }: Conversation, reason: AlertReason): string {
  const team = talk.handoff?.team;
  const who = team === undefined ? "a person" : `a person of ${plain(team)}`;
  const until =
    answerBy === undefined
      ? ""
      : `, until ${DateTime.fromISO(answerBy, { zone: site.timeZone }).toFormat("HH:mm")}`;
  const what = reason === "escalation" ? "Nobody has answered yet: a visitor" : "A visitor";
  return `${what} of ${plain(site.name)} waits for ${who} (${plain(talk.playbook)}${until}).`;
}

/** Names cannot become links or mentions there. */
function plain(text: string): string {
  return text
    .replace(/[<>&*_~`|@]/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 100);
}
