import { randomUUID } from "node:crypto";
import type { AuditLog } from "../audit/audit-log.ts";
import { faultDetails, type Log } from "../log.ts";
import { tryLetter } from "../mail/letters.ts";
import { MailError, type Mailer } from "../mail/mailer.ts";
import { Refusal } from "../refusal.ts";
import type { Stores } from "../stores/ports.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { TurnSetting } from "../turns/take.ts";
import { type About, aboutSchema, mailTriedSchema } from "../wire/settings.ts";
import { doer } from "./own-routes.ts";
import { given } from "./presenters/inbox.ts";
import { type Route, route } from "./route.ts";

/** What this server runs on, told by who started it. Nothing of it is secret. */
export interface Around {
  readonly store: About["store"]["kind"];
  readonly redis: boolean;
  /** Undefined: no mail. */
  readonly mail: About["mail"];
}

export interface AboutSetting extends Pick<TurnSetting, "playbooks"> {
  readonly stores: Pick<Stores, "ping" | "conversations" | "deliveries">;
  readonly around: Around;
  readonly version: string;
  readonly metricsToken: string | undefined;
  readonly streams: { count(): number };
  readonly timekeeper: Pick<Timekeeper, "now">;
  readonly audit: AuditLog;
  readonly log: Log;
  readonly mailer: Mailer | undefined;
  publicUrl(): string;
}

/** How the server is, and whether its mail goes out. For admins. */
export function aboutRoutes(setting: AboutSetting): readonly Route[] {
  const startedAt = new Date(setting.timekeeper.now()).toISOString();
  return [
    route(
      "GET /api/v1/server",
      { summary: "What this server is, and how it is.", reply: aboutSchema },
      async () => await about(setting, startedAt),
    ),
    route(
      "POST /api/v1/mail/try",
      { summary: "Sends a letter to the address of whoever asks.", reply: mailTriedSchema },
      async (call) => {
        const { email } = call.who.person;
        await setting.audit.write({ ...doer(call), what: "mail.tried" });
        const fault = await sendTo(setting, email);
        return { to: email, ...(fault !== undefined && { fault }) };
      },
    ),
  ];
}

async function about(setting: AboutSetting, startedAt: string): Promise<About> {
  const { stores, around, timekeeper, playbooks } = setting;
  const siteId = playbooks.site().id;
  const now = timekeeper.now();
  const began = performance.now();
  await stores.ping();
  const answers = Math.round(performance.now() - began);
  const [clocks, outbox, deliveries] = await Promise.all([
    stores.conversations.overdue("clocks", siteId, now),
    stores.conversations.overdue("outbox", siteId, now),
    stores.deliveries.overdue(siteId, now),
  ]);
  return given<About>({
    version: setting.version,
    node: process.version,
    started_at: startedAt,
    public_url: setting.publicUrl(),
    store: { kind: around.store, answers_ms: answers },
    redis: around.redis,
    metrics: setting.metricsToken !== undefined,
    streams: setting.streams.count(),
    late: { clocks_ms: clocks, outbox_ms: outbox, deliveries_ms: deliveries },
    mail: around.mail,
  });
}

/** @returns why it was not sent. */
async function sendTo({ mailer, playbooks, log }: AboutSetting, to: string): Promise<string | undefined> {
  if (!mailer) throw new Refusal("MAIL_OFF", "No mail server is set. Set SMTP_URL and MAIL_FROM.");
  try {
    await mailer.send({ to, id: `try-${randomUUID()}`, ...tryLetter(playbooks.site().name) });
    return undefined;
  } catch (error) {
    log.warn("mail.failed", faultDetails(error));
    return error instanceof MailError ? error.code : "INTERNAL";
  }
}
