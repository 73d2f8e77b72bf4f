import type { Handoff, PersonRef } from "../../../engine/index.ts";
import type { DeskNow } from "../../handoff/desks.ts";
import type { Desk, HandoffView } from "../../wire/handoff.ts";
import { given } from "./given.ts";

/** What reps see of the search for a person. */
export function handoffView({
  state,
  rung,
  team,
  to,
  why,
  rungEndsAt,
  replyBy,
  transfer,
}: Handoff): HandoffView {
  return given<HandoffView>({
    state,
    rung,
    team,
    to: to && ref(to),
    why,
    rung_ends_at: time(rungEndsAt),
    reply_by: time(replyBy),
    transfer:
      transfer &&
      given<NonNullable<HandoffView["transfer"]>>({
        from: ref(transfer.from),
        to: transfer.to && ref(transfer.to),
        team: transfer.team,
        note: transfer.note,
        ends_at: new Date(transfer.endsAt).toISOString(),
      }),
  });
}

export function deskView(desk: DeskNow): Desk {
  const { presence, stance, teams, languages, skills, open, limit } = desk;
  return given<Desk>({
    person: ref(desk),
    presence,
    stance,
    teams: [...teams],
    languages: [...languages],
    skills: [...skills],
    open,
    limit,
  });
}

function ref({ id, name }: PersonRef): { id: string; name: string } {
  return { id, name };
}

function time(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}
