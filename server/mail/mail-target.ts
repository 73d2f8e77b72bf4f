import type { AlertReason } from "../../engine/index.ts";
import type { Delivery } from "../deliveries/delivery-store.ts";
import type { SendOutcome, Target } from "../deliveries/post.ts";
import { MailError, type Mailer } from "./mailer.ts";

export const MAIL_TARGET = "mail";

interface AnyBody {
  readonly to: string;
  /** The outbox item that asked for it. */
  readonly item: string;
  /** Hash of the playbook's version, whose language is spoken. */
  readonly playbook: string;
  /** Set: a letter to a colleague who is wanted. Missing: an address is to be confirmed. */
  readonly alert?: { readonly reason: AlertReason; readonly conversation: string };
}

/** An address is to be confirmed. */
export interface ConfirmBody extends AnyBody {
  readonly kind?: undefined;
}

/** What reps said to a visitor who has left. The words are read when the letter is written. */
export interface AnswersBody extends AnyBody {
  readonly kind: "answers";
  readonly conversation: string;
  readonly seqFrom: number;
  readonly seqTo: number;
}

/** What a delivery by mail holds: never a link's token, which is made anew when the letter is written, nor anybody's words. */
export type MailBody = ConfirmBody | AnswersBody;

export interface LetterText {
  readonly subject: string;
  readonly text: string;
}

export interface MailSetting {
  readonly mailer: Mailer;
  /** Writes the letter. Undefined: there is nothing to write any more. */
  letter(body: MailBody): Promise<LetterText | undefined>;
}

/** Mail as a target of deliveries. */
export function mailTarget({ mailer, letter }: MailSetting): Target {
  return {
    name: MAIL_TARGET,
    send: async ({ id, body }): Promise<SendOutcome> => {
      const mail = body as MailBody;
      try {
        const written = await letter(mail);
        if (written) await mailer.send({ to: mail.to, id, ...written });
        return { ok: true };
      } catch (error) {
        if (!(error instanceof MailError)) throw error;
        const { code } = error;
        const refused = code === "MAIL_REFUSED" || code === "HEADER_REFUSED";
        return { ok: false, fault: code, healthy: refused || code === "MAIL_DEFERRED", hopeless: refused };
      }
    },
  };
}

export function mailDelivery(mail: {
  readonly siteId: string;
  readonly id: string;
  readonly type: string;
  readonly conversation: string;
  readonly body: MailBody;
  /** ms since 1970. */
  readonly now: number;
}): Delivery {
  const { now, ...rest } = mail;
  const at = new Date(now).toISOString();
  return {
    ...rest,
    v: 1,
    target: MAIL_TARGET,
    lane: "",
    order: 0,
    at,
    state: "waiting",
    tries: 0,
    since: now,
    nextTryAt: now,
    changedAt: at,
    fault: undefined,
  };
}
