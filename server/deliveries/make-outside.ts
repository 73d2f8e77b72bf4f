import type { Site } from "../../engine/index.ts";
import type { Egress } from "../egress/egress.ts";
import type { Limits } from "../limits/limits.ts";
import type { Log } from "../log.ts";
import { alertLetter, answersLetter, confirmLetter } from "../mail/letters.ts";
import type { Mailer } from "../mail/mailer.ts";
import { makeOutward, type Outward } from "../outbox/outward.ts";
import { makeAwayLetters } from "../resume/away-letters.ts";
import type { Stores } from "../stores/ports.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { TurnSetting } from "../turns/take.ts";
import { makeVerification, type Verification } from "../verify/verification.ts";
import { type DeadLetters, makeDeadLetters } from "./dead-letters.ts";
import { type Delivering, makeDelivering } from "./delivering.ts";

export interface OutsideSetting {
  readonly stores: Pick<
    Stores,
    "conversations" | "leads" | "deliveries" | "endpoints" | "verifications" | "visits" | "resumeLinks"
  >;
  readonly playbooks: Pick<TurnSetting["playbooks"], "site" | "version">;
  readonly egress: Egress;
  readonly mailer: Mailer | undefined;
  secret(name: string): string | undefined;
  readonly secretKey: string;
  publicUrl(): string;
  readonly timekeeper: Timekeeper;
  readonly lanes: TurnSetting["lanes"];
  readonly bus: TurnSetting["bus"];
  readonly log: Log;
  /** Missing: none. */
  readonly limits?: Pick<Limits, "count"> | undefined;
  /** Called after something was left in a conversation's outbox. */
  nudge(conversation: string): void;
}

/** Everything by which Parley reaches out of its own accord: webhooks, mail, and what could not be delivered. */
export interface Outside {
  readonly outward: Outward;
  readonly delivering: Delivering;
  readonly deadLetters: DeadLetters;
  readonly verification: Verification;
  /** Called after deliveries were made: they begin at once. */
  wake(): void;
}

export function makeOutside(setting: OutsideSetting): Outside {
  const { stores, playbooks, timekeeper, mailer, publicUrl } = setting;
  const site = (): Site => playbooks.site();
  const siteId = () => site().id;
  const wake = () => {
    delivering.round().catch(() => undefined);
  };
  const around = { ...stores, ...setting, site, siteId, wake, now: () => timekeeper.now() };
  const verification = makeVerification({ ...around, mails: mailer !== undefined });
  const awayLetters = makeAwayLetters({ ...around, mails: mailer !== undefined });
  const delivering = makeDelivering({
    ...around,
    letter: async (body) => {
      if (body.alert)
        return alertLetter(
          site().name,
          body.alert.reason,
          `${publicUrl()}/console/inbox/waiting/${body.alert.conversation}`,
        );
      const spoken = (await playbooks.version(body.playbook))?.playbook.language;
      if (body.kind === undefined)
        return confirmLetter(spoken, site().name, verifyLink(publicUrl(), verification.token(body.item)));
      const away = await awayLetters.letter(body);
      return away && answersLetter(spoken, site().name, away, resumeLink(publicUrl(), away.token));
    },
  });
  const sweep = async () => {
    await verification.sweep();
    return await delivering.sweep();
  };
  return {
    verification,
    delivering: { ...delivering, sweep },
    wake,
    outward: makeOutward({ ...around, verification, awayLetters }),
    deadLetters: makeDeadLetters(around),
  };
}

/** Where the link in a mail leads. Opening it spends nothing: programs that look into mail open links too. */
export function verifyLink(publicUrl: string, token: string): string {
  return `${publicUrl}/verify/${token}`;
}

/** Where the link in a letter with a rep's answers leads. The token stands behind the `#`, so that no log and no other site gets it. */
export function resumeLink(publicUrl: string, token: string): string {
  return `${publicUrl}/c#resume=${token}`;
}
