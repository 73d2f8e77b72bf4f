import { NavLink } from "react-router";
import type { InboxRow, Queue } from "../../server/wire/rep.ts";
import { AnswerTimer } from "../look/AnswerTimer.tsx";
import { Moment } from "../look/Moment.tsx";
import { ScoreChip } from "../look/ScoreChip.tsx";
import { outcomeInWords } from "../look/words.ts";
import { useMe } from "../session/me.ts";

/** One conversation of a queue: who, how long they wait, what was said last, the score. */
export function QueueRow({ row, queue }: { readonly row: InboxRow; readonly queue: Queue }) {
  const waits = row.status === "waiting" || row.status === "parked";
  return (
    <NavLink to={`/inbox/${queue}/${row.id}`} className="row">
      <span className="row-line">
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
      <LastLine row={row} />
      <span className="row-line">
        <ScoreChip score={row.score} grade={row.grade} />
        <span className="row-about" dir="auto">
          {about(row)}
        </span>
      </span>
    </NavLink>
  );
}

function LastLine({ row }: { readonly row: InboxRow }) {
  const { person, site } = useMe();
  const { last } = row;
  if (!last) return <span className="row-last">Nothing said yet</span>;
  const rep = row.owner?.id === person.id ? "You" : (row.owner?.name ?? "Rep");
  const speakers: Readonly<Record<string, string | undefined>> = { bot: `${site.bot}: `, rep: `${rep}: ` };
  return (
    <span className="row-last" dir="auto">
      {speakers[last.from] ?? ""}
      {last.text}
    </span>
  );
}

function about(row: InboxRow): string {
  if (row.outcome !== undefined) return outcomeInWords(row.outcome);
  if (row.status === "parked") return row.reason ?? "The playbook cannot go on";
  return row.page;
}
