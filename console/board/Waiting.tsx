import { Link } from "react-router";
import type { WaitingRow } from "../../server/wire/board.ts";
import { AnswerTimer } from "../look/AnswerTimer.tsx";
import { Moment } from "../look/Moment.tsx";

const RUNGS = {
  person: "One person is asked",
  team: "The team is asked",
  everybody: "Everybody is asked",
} as const;

interface WaitingProps {
  readonly rows: readonly WaitingRow[];
  readonly more: boolean;
}

/** Who waits, the longest first, with what they were promised. */
export function Waiting({ rows, more }: WaitingProps) {
  return (
    <section aria-label="Waiting" className="board-part">
      <h2>Waiting</h2>
      {rows.length === 0 ? (
        <p className="meta">No one is waiting.</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Visitor</th>
              <th scope="col">Team</th>
              <th scope="col">Since</th>
              <th scope="col">Promise</th>
              <th scope="col">Team’s aim</th>
              <th scope="col">Who is asked</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      )}
      {more && <p className="meta">More wait than are shown here.</p>}
    </section>
  );
}

function Row({ row }: { readonly row: WaitingRow }) {
  const { id, name, company, team, since, answer_by: answerBy, aim_by: aimBy, rung, to, why } = row;
  return (
    <tr>
      <th scope="row" dir="auto">
        <Link to={`/inbox/waiting/${id}`}>{name}</Link>
        {company !== undefined && <span className="row-company"> {company}</span>}
      </th>
      <td data-called="Team">{team ?? "Everybody"}</td>
      <td data-called="Since">
        <Moment at={since} />
      </td>
      <td data-called="Promise">
        {answerBy === undefined ? "None" : <AnswerTimer since={since} answerBy={answerBy} />}
      </td>
      <td data-called="Team’s aim">
        {aimBy === undefined || aimBy === answerBy ? "None" : <AnswerTimer since={since} answerBy={aimBy} />}
      </td>
      <td data-called="Who is asked">
        <span>
          {to ? to.name : rung ? RUNGS[rung] : "Nobody yet"}
          {why !== undefined && <span className="meta board-why">{why}</span>}
        </span>
      </td>
    </tr>
  );
}
