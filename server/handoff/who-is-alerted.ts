import { type AlertReason, type Handoff, isOnRung, type Site } from "../../engine/index.ts";
import { type DeskNow, forWhom } from "./desks.ts";

/** Whom an alert is for: never somebody whose hours are over. */
export function whoIsAlerted(
  reason: AlertReason,
  handoff: Handoff,
  desks: readonly DeskNow[],
  site: Site,
): readonly DeskNow[] {
  const wanted = forWhom(handoff, site);
  return desks.filter((desk) => desk.inHours && isFor(desk, reason, wanted, site));
}

function isFor(desk: DeskNow, reason: AlertReason, handoff: Handoff, site: Site): boolean {
  const { to, owner, transfer } = handoff;
  switch (reason) {
    case "handoff":
      return to ? to.id === desk.id : isOnRung(handoff, desk);
    case "escalation":
      return isOnRung(handoff, desk) || isSupervisor(desk, handoff, site);
    case "transfer":
      if (transfer?.to) return transfer.to.id === desk.id;
      return transfer?.team !== undefined && desk.teams.includes(transfer.team) && desk.id !== owner?.id;
    case "bounced":
    case "lost":
      return owner?.id === desk.id;
  }
}

/** Those whom the team names; the admins where it names nobody. */
export function isSupervisor(
  { email, role }: Pick<DeskNow, "email" | "role">,
  { team }: Pick<Handoff, "team">,
  site: Site,
): boolean {
  const named = (team === undefined ? undefined : site.teams.get(team)?.supervisors) ?? [];
  return named.length === 0 ? role === "admin" : named.some((one) => one.toLowerCase() === email);
}
