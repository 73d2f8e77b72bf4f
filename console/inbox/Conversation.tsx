import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import type { InboxDetail, Queue } from "../../server/wire/rep.ts";
import { conversationQuery } from "../api/queries.ts";
import { useKeptFocus } from "../frame/use-kept-focus.ts";
import { LeadPane } from "../leads/LeadPane.tsx";
import { Icon } from "../look/Icon.tsx";
import { ScoreChip } from "../look/ScoreChip.tsx";
import { Failure, Loading } from "../look/States.tsx";
import { useParts } from "../parts.ts";
import { Moves } from "./Moves.tsx";
import { Transcript } from "./Transcript.tsx";

interface ConversationProps {
  readonly id: string;
  /** The queue it was opened from; "back" leads there. */
  readonly queue: Queue;
}

/** A conversation with what may be done about it, and the visitor's lead beside it. */
export function Conversation({ id, queue }: ConversationProps) {
  const detail = useQuery(conversationQuery(useParts().api, id));
  if (!detail.data) {
    return (
      <section className="talk" aria-label="Conversation">
        <header className="pane-head">
          <BackTo to={`/inbox/${queue}`} label="Back to the queue" />
        </header>
        {detail.isPending ? (
          <Loading what="the conversation" rows={5} />
        ) : (
          <Failure
            what="The conversation did not load."
            error={detail.error}
            onRetry={() => void detail.refetch()}
          />
        )}
      </section>
    );
  }
  return <Opened detail={detail.data} queue={queue} />;
}

function Opened({ detail, queue }: { readonly detail: InboxDetail; readonly queue: Queue }) {
  const { conversation, lead, messages, version } = detail;
  const here = `/inbox/${queue}/${conversation.id}`;
  const { side = "" } = useParams();
  const moment = `${side} ${conversation.status} ${conversation.owner?.id ?? ""}`;
  const talk = useKeptFocus<HTMLHeadingElement>(moment);
  const card = useKeptFocus<HTMLHeadingElement>(moment);
  return (
    <>
      <section className="talk" aria-label={`Conversation with ${conversation.name}`}>
        <header className="pane-head">
          <BackTo to={`/inbox/${queue}`} label="Back to the queue" />
          <h2 ref={talk} tabIndex={-1} dir="auto">
            {conversation.name}
          </h2>
          {conversation.company !== undefined && (
            <span className="row-company" dir="auto">
              {conversation.company}
            </span>
          )}
          <ScoreChip score={conversation.score} grade={conversation.grade} />
          <Link className="to-lead" to={`${here}/lead`} aria-label={`Lead card of ${conversation.name}`}>
            Lead <Icon name="right" size={14} />
          </Link>
        </header>
        <Transcript
          conversation={conversation.id}
          name={conversation.name}
          messages={messages}
          notes={detail.notes}
          lead={lead}
          version={version}
          fold={conversation.status !== "bot"}
        />
        <Moves detail={detail} />
      </section>
      <section className="lead-side" aria-label={`Lead ${conversation.name}`}>
        <header className="pane-head">
          <BackTo to={here} label="Back to the conversation" />
          <h2 ref={card} tabIndex={-1}>
            Lead
          </h2>
        </header>
        <LeadPane {...detail} name={conversation.name} company={conversation.company} />
      </section>
    </>
  );
}

function BackTo({ to, label }: { readonly to: string; readonly label: string }) {
  return (
    <ActionIcon component={Link} to={to} variant="subtle" size={36} aria-label={label} className="back">
      <Icon name="back" size={20} />
    </ActionIcon>
  );
}
