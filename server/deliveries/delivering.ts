import type { Site } from "../../engine/index.ts";
import { slackTarget } from "../handoff/slack.ts";
import { type LetterText, type MailBody, mailTarget } from "../mail/mail-target.ts";
import type { Mailer } from "../mail/mailer.ts";
import { webhookTarget } from "../webhooks/fan-out.ts";
import { sendWebhook, type WebhookSetting } from "../webhooks/send-webhook.ts";
import type { EndpointStore } from "./delivery-store.ts";
import { makePost, type Post, type PostSetting, type Target } from "./post.ts";

export interface DeliveringSetting extends Omit<PostSetting, "targets">, Omit<WebhookSetting, "now"> {
  readonly endpoints: EndpointStore;
  site(): Site;
  /** Undefined: no mail. */
  readonly mailer: Mailer | undefined;
  /** Writes the letter that a delivery asks for. */
  letter(body: MailBody): Promise<LetterText | undefined>;
}

const HOUR = 3_600_000;
/** Longer than the whole schedule of tries takes. */
const GIVE_UP_MS = 48 * HOUR;
/** The outbox of a conversation may make a delivery anew for so long; then it is known to be delivered. */
const REMEMBER_MS = 48 * HOUR;
const BURY_MS = 30 * 24 * HOUR;

export interface Delivering extends Post {
  /** Gives up what waits too long, and forgets what is long over. */
  sweep(): Promise<boolean>;
}

/** Deliveries to the site's webhooks and to mailboxes. */
export function makeDelivering(setting: DeliveringSetting): Delivering {
  const { deliveries, endpoints, timekeeper, log, mailer } = setting;
  const siteId = () => setting.site().id;
  const now = () => timekeeper.now();
  const targets = async (): Promise<readonly Target[]> => {
    const { webhooks } = setting.site();
    const closed = webhooks.length === 0 ? [] : await endpoints.closed(siteId());
    const open = webhooks.filter(
      ({ name, url }) => !closed.some((one) => one.target === webhookTarget(name) && one.url === url),
    );
    const hooks = open.map((webhook): Target => {
      const target = webhookTarget(webhook.name);
      return {
        name: target,
        send: (delivery, signal) => sendWebhook({ ...setting, now }, webhook, delivery, signal),
        closed: () =>
          endpoints.close({
            siteId: siteId(),
            target,
            url: webhook.url,
            closedAt: new Date(now()).toISOString(),
          }),
      };
    });
    const { slack } = setting.site().handoff;
    return [
      ...hooks,
      ...(mailer ? [mailTarget({ mailer, letter: setting.letter })] : []),
      ...(slack === undefined ? [] : [slackTarget(setting, slack)]),
    ];
  };
  const post = makePost({ ...setting, targets });
  return {
    ...post,
    sweep: async () => {
      const before = {
        waiting: now() - GIVE_UP_MS,
        delivered: now() - REMEMBER_MS,
        dead: now() - BURY_MS,
      };
      const died = await deliveries.sweep(siteId(), now(), before);
      if (died > 0) log.error("delivery.given_up", { count: died });
      return false;
    },
  };
}
