import { board } from "../board/board.ts";
import type { Desks } from "../handoff/desks.ts";
import type { TurnSetting } from "../turns/take.ts";
import { boardSchema } from "../wire/board.ts";
import { deskView } from "./presenters/handoff.ts";
import { type Route, route } from "./route.ts";

export interface BoardRouteSetting extends Pick<TurnSetting, "conversations" | "playbooks" | "timekeeper"> {
  readonly desks: Pick<Desks, "all">;
}

/** Supervision: who waits, who answers, and what came too late. */
export function boardRoutes({
  conversations,
  playbooks,
  timekeeper,
  desks,
}: BoardRouteSetting): readonly Route[] {
  const setting = { conversations, desks, site: playbooks.site, now: timekeeper.now };
  return [
    route(
      "GET /api/v1/board",
      {
        summary:
          "Who waits and for how long, who answers and how much they have, and what was missed in 24 hours.",
        reply: boardSchema,
      },
      async () => {
        const found = await board(setting);
        return { ...found, desks: found.desks.map(deskView) };
      },
    ),
  ];
}
