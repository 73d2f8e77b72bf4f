import type { HandoffAlert } from "../../server/wire/handoff.ts";

const TITLES: Readonly<Record<HandoffAlert["reason"], string>> = {
  handoff: "waits for you",
  escalation: "waits, and nobody has answered yet",
  transfer: "is passed on to you",
  bounced: "is still yours: your transfer was not accepted",
  lost: "was taken from you: they waited for too long",
};

/** What a notification says: who, why, and until when. Never what the visitor wrote. */
export function alertWords({ name, reason, team, why, answer_by }: HandoffAlert): {
  readonly title: string;
  readonly body: string;
} {
  const until = answer_by === undefined ? undefined : `until ${timeOf(answer_by)}`;
  const details = [team, until, why].filter((detail) => detail !== undefined);
  return { title: `${name} ${TITLES[reason]}`, body: details.join(" · ") };
}

function timeOf(at: string): string {
  return new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}
