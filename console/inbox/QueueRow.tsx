import { NavLink, useLocation } from "react-router";
import type { InboxRow } from "../../server/wire/rep.ts";
import type { Shown } from "../frame/queues.ts";
import { AnswerTimer } from "../look/AnswerTimer.tsx";
import { Moment } from "../look/Moment.tsx";
import { ScoreChip } from "../look/ScoreChip.tsx";
import { outcomeInWords } from "../look/words.ts";
import { useMe } from "../session/me.ts";
import { type Say, useWords } from "../words/words.ts";
import { useSeen } from "./use-seen.ts";
import { Viewers } from "./Viewers.tsx";

/** One conversation of a queue: who, how long they wait, what was said last, the score. */
export function QueueRow({ row, queue }: { readonly row: InboxRow; readonly queue: Shown }) {
  const say = useWords();
  const { search } = useLocation();
  const { viewers, visitorTypes } = useSeen(row.id);
  const waits = row.status === "waiting" || row.status === "parked";
  return (
    <NavLink
      id={`row-${row.id}`}
      to={{ pathname: `/inbox/${queue}/${row.id}`, search }}
      className={({ isActive }) => `row${isActive ? " active" : ""}${row.unread ? " row-unread" : ""}`}
    >
      <span className="row-line">
        {row.unread && <span className="row-dot" role="img" aria-label={say("row.unread")} />}
        <span className="row-name" dir="auto">
          {row.name}
        </span>
        {row.company !== undefined && (
          <span className="row-company" dir="auto">
            {row.company}
          </span>
        )}
        <span className="row-end meta">
          {waits ? (
            <AnswerTimer since={row.waiting_since} answerBy={row.answer_by} />
          ) : (
            <Moment at={row.last?.at ?? row.updated_at} />
          )}
        </span>
      </span>
      {visitorTypes ? <span className="row-last">{say("row.types")}</span> : <LastLine row={row} />}
      <span className="row-line">
        <ScoreChip score={row.score} grade={row.grade} />
        {row.mentioned && <span className="tag tag-note">{say("row.mentioned")}</span>}
        <span className="row-about" dir="auto">
          {about(row, say)}
        </span>
        <Viewers viewers={viewers} small />
      </span>
    </NavLink>
  );
}

function LastLine({ row }: { readonly row: InboxRow }) {
  const say = useWords();
  const { person, site } = useMe();
  const { last } = row;
  if (!last) return <span className="row-last">{say("row.nothing")}</span>;
  const rep = row.owner?.id === person.id ? say("row.you") : (row.owner?.name ?? say("row.rep"));
  const speakers: Readonly<Record<string, string | undefined>> = { bot: `${site.bot}: `, rep: `${rep}: ` };
  return (
    <span className="row-last" dir="auto">
      {speakers[last.from] ?? ""}
      {last.text}
    </span>
  );
}

function about(row: InboxRow, say: Say): string {
  if (row.outcome !== undefined) return outcomeInWords(row.outcome);
  if (row.status === "parked") return row.reason ?? say("row.parked");
  if (row.snoozed_until !== undefined) {
    const time = new Date(row.snoozed_until).toLocaleString(undefined, {
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
    });
    return say("row.back", { time });
  }
  return row.page;
}
