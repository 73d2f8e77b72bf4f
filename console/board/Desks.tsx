import type { Desk } from "../../server/wire/handoff.ts";
import { Avatar } from "../look/Avatar.tsx";

const PRESENCE = { online: "Online", busy: "Busy", away: "Away", offline: "Offline" } as const;
const ORDER = ["online", "busy", "away", "offline"];

/** Everybody who answers: who is there, and how much they have. */
export function Desks({ desks }: { readonly desks: readonly Desk[] }) {
  const sorted = desks.toSorted(
    (a, b) =>
      ORDER.indexOf(a.presence) - ORDER.indexOf(b.presence) || a.person.name.localeCompare(b.person.name),
  );
  return (
    <section aria-label="People" className="board-part">
      <h2>People</h2>
      {sorted.length === 0 ? (
        <p className="meta">Nobody who answers visitors has an account yet.</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Is</th>
              <th scope="col">Teams</th>
              <th scope="col">Conversations</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((desk) => (
              <Row key={desk.person.id} desk={desk} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ desk: { person, presence, teams, open, limit } }: { readonly desk: Desk }) {
  return (
    <tr>
      <th scope="row" dir="auto">
        <span className="person">
          <Avatar name={person.name} /> {person.name}
        </span>
      </th>
      <td data-called="Is">
        <span className={`presence presence-${presence}`}>{PRESENCE[presence]}</span>
      </td>
      <td data-called="Teams">{teams.length === 0 ? "Everybody's" : teams.join(", ")}</td>
      <td data-called="Has">
        <Load open={open} limit={limit} />
      </td>
    </tr>
  );
}

/** "2 of 3", with a bar where there is a limit. */
function Load({ open, limit }: { readonly open: number; readonly limit: number | undefined }) {
  if (limit === undefined) return <span className="figures">{open}</span>;
  const isFull = open >= limit;
  return (
    <span className="load">
      <span className="load-bar" aria-hidden="true">
        <span
          className={isFull ? "load-part load-full" : "load-part"}
          style={{ width: `${Math.min(100, (100 * open) / limit)}%` }}
        />
      </span>
      <span className="figures">
        {open} of {limit}
        {isFull && ", full"}
      </span>
    </span>
  );
}
