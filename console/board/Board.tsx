import { useQuery } from "@tanstack/react-query";
import type { Board as BoardView } from "../../server/wire/board.ts";
import { Nowhere } from "../frame/Nowhere.tsx";
import { Icon } from "../look/Icon.tsx";
import { Failure, Loading } from "../look/States.tsx";
import { roughTime } from "../look/times.ts";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { boardQuery } from "./board-query.ts";
import { Desks } from "./Desks.tsx";
import { Misses } from "./Misses.tsx";
import { Waiting } from "./Waiting.tsx";
import "./board.css";

/** Supervision: who waits, who answers, and what came too late. For those who do not answer themselves, and admins. */
export function Board() {
  const { person } = useMe();
  return person.role === "rep" ? <Nowhere /> : <Opened />;
}

function Opened() {
  const { site } = useMe();
  const found = useQuery(boardQuery(useParts().api));
  return (
    // The page scrolls, and on a quiet day nothing on it takes the focus.
    <div className="page board" tabIndex={0}>
      <title>{`Board · ${site.name}`}</title>
      <header className="page-head">
        <h1>Board</h1>
      </header>
      {found.isPending && <Loading what="the board" rows={4} height={64} />}
      {found.isError && !found.data && (
        <Failure what="The board did not load." error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.data && (
        <>
          <Sentence board={found.data} />
          <Waiting rows={found.data.waiting} more={found.data.more_waiting} />
          <div className="board-two">
            <Desks desks={found.data.desks} />
            <Misses misses={found.data.misses} />
          </div>
        </>
      )}
    </div>
  );
}

/** The board in one sentence, before its figures. */
function Sentence({ board: { waiting, desks, answered } }: { readonly board: BoardView }) {
  const online = desks.filter(({ presence }) => presence === "online").length;
  const { handoffs, kept, median_ms: median } = answered;
  return (
    <p className="board-sentence" role="status">
      <b>{count(waiting.length, "visitor waits", "visitors wait", "Nobody waits")}</b>
      {`, ${count(online, "person is online", "people are online", "nobody is online").toLowerCase()}. `}
      {handoffs > 0 && (
        <>
          In 24 hours {kept} of {handoffs} were answered in time
          {median !== undefined && `, half of them within ${roughTime(median)}`}.
        </>
      )}
      {online === 0 && (
        <span className="board-alarm">
          <Icon name="late" size={14} /> Visitors who ask for a person get none.
        </span>
      )}
    </p>
  );
}

function count(number: number, one: string, many: string, none: string): string {
  if (number === 0) return none;
  return `${number} ${number === 1 ? one : many}`;
}
