import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import type { LiveVisitor } from "../../server/wire/live.ts";
import { visitorsQuery } from "../api/queries.ts";
import { useFeed } from "../live/use-feed.ts";
import { Icon } from "../look/Icon.tsx";
import { ScoreChip } from "../look/ScoreChip.tsx";
import { Empty, Failure, Loading } from "../look/States.tsx";
import { localTime, roughTime } from "../look/times.ts";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { StartDialog } from "./StartDialog.tsx";
import { doingNow, talkPath } from "./visitor-words.ts";

/** Who leaves without a word is gone from the list after this time at the latest. */
const ASK_AGAIN_MS = 15_000;

/** Visitors who are on the site now, and what is done with them. Whoever has not acted is not here. */
export function Visitors() {
  const { site } = useMe();
  const visitors = useQuery({ ...visitorsQuery(useParts().api), refetchInterval: ASK_AGAIN_MS });
  const rows = visitors.data;
  return (
    <div className="page">
      <title>{`Visitors · ${site.name}`}</title>
      <header className="page-head">
        <h1>Visitors</h1>
        {rows && rows.length > 0 && <p className="meta">{rows.length} on the site now</p>}
      </header>
      {visitors.isPending && <Loading what="the visitors" rows={6} height={48} />}
      {visitors.isError && !rows && (
        <Failure
          what="The visitors did not load."
          error={visitors.error}
          onRetry={() => void visitors.refetch()}
        />
      )}
      {rows?.length === 0 && (
        <Empty icon="eye" title="Nobody who talks is on the site.">
          Visitors are shown once they have written or tapped something in the chat, never before.
        </Empty>
      )}
      {rows && rows.length > 0 && <VisitorTable rows={rows} />}
    </div>
  );
}

function VisitorTable({ rows }: { readonly rows: readonly LiveVisitor[] }) {
  const [writing, setWriting] = useState<LiveVisitor>();
  return (
    <>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Visitor</th>
            <th scope="col">Score</th>
            <th scope="col">Page</th>
            <th scope="col">Now</th>
            <th scope="col">Their time</th>
            <th scope="col">Act</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <VisitorRow key={row.conversation.id} row={row} onWrite={() => setWriting(row)} />
          ))}
        </tbody>
      </table>
      {writing && <StartDialog visitor={writing} onClose={() => setWriting(undefined)} />}
    </>
  );
}

function VisitorRow({ row, onWrite }: { readonly row: LiveVisitor; readonly onWrite: () => void }) {
  const { person, site } = useMe();
  const now = useFeed(useParts().clock);
  const { conversation, here, time_zone } = row;
  const { name, company, status, owner } = conversation;
  const answers = person.role === "rep" || person.role === "admin";
  const free = status !== "human" || owner?.id === person.id;
  return (
    <tr>
      <th scope="row" dir="auto">
        <Anchor component={Link} to={talkPath(row, person.id)} inherit>
          {name}
        </Anchor>
        {company !== undefined && <span className="row-company">{company}</span>}
      </th>
      <td>
        <ScoreChip score={conversation.score} grade={conversation.grade} />
      </td>
      <td data-called="Page" dir="auto">
        <span>
          {here.title ?? here.path}
          <span className="meta">
            {here.title !== undefined && ` ${here.path}`}, {roughTime(now - Date.parse(here.page_since))}
          </span>
        </span>
      </td>
      <td data-called="Now" dir="auto">
        {doingNow(row, site.bot)}
      </td>
      <td data-called="Their time">
        {(time_zone !== undefined && localTime(time_zone, now)) || <span className="meta">Not known</span>}
      </td>
      <td>
        {answers && free && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<Icon name="send" size={14} />}
            aria-label={`Write to ${name}`}
            onClick={onWrite}
          >
            Write
          </Button>
        )}
      </td>
    </tr>
  );
}
