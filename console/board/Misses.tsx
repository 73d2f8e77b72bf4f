import { Link } from "react-router";
import type { Miss } from "../../server/wire/board.ts";
import { useFeed } from "../live/use-feed.ts";
import { Icon } from "../look/Icon.tsx";
import { Moment } from "../look/Moment.tsx";
import { clockTime } from "../look/times.ts";
import { useParts } from "../parts.ts";

/** Handoffs of the last 24 hours that were not answered in time, the last first. */
export function Misses({ misses }: { readonly misses: readonly Miss[] }) {
  return (
    <section aria-label="Answered too late" className="board-part">
      <h2>Too late in the last 24 hours</h2>
      {misses.length === 0 ? (
        <p className="board-fine">
          <Icon name="check" size={14} /> None.
        </p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Visitor</th>
              <th scope="col">Team</th>
              <th scope="col">Asked</th>
              <th scope="col">Late by</th>
              <th scope="col">Who</th>
            </tr>
          </thead>
          <tbody>
            {misses.map((miss) => (
              <Row key={miss.id} miss={miss} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ miss }: { readonly miss: Miss }) {
  const now = useFeed(useParts().clock);
  const { id, name, team, since, due_at: due, answered_at: answered, by } = miss;
  const until = answered === undefined ? now : Date.parse(answered);
  return (
    <tr>
      <th scope="row" dir="auto">
        <Link to={`/inbox/waiting/${id}`}>{name}</Link>
      </th>
      <td data-called="Team">{team ?? "Everybody"}</td>
      <td data-called="Asked">
        <Moment at={since} />
      </td>
      <td data-called="Late by" className="timer timer-late">
        <Icon name="late" size={14} />{" "}
        {answered === undefined ? "No answer" : clockTime(until - Date.parse(due))}
      </td>
      <td data-called="Who" dir="auto">
        {by?.name ?? "Nobody"}
      </td>
    </tr>
  );
}
