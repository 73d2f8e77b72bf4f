import { randomUUID } from "node:crypto";
import { faultDetails, type Log } from "../log.ts";
import { inviteLetter } from "./letters.ts";
import type { Mailer } from "./mailer.ts";

export interface InviteSetting {
  readonly mailer: Mailer | undefined;
  readonly log: Log;
  /** The site's name. */
  readonly site: string;
}

/**
 * Sends the link of an invitation at once: it is a secret that no store may hold, and whoever invites sees it too.
 *
 * @returns whether it was sent; undefined where there is no mail.
 */
export async function sendInvite(
  { mailer, log, site }: InviteSetting,
  email: string,
  link: string,
): Promise<boolean | undefined> {
  if (!mailer) return undefined;
  try {
    await mailer.send({ to: email, id: `invite-${randomUUID()}`, ...inviteLetter(site, link) });
    return true;
  } catch (error) {
    log.warn("mail.failed", faultDetails(error));
    return false;
  }
}
