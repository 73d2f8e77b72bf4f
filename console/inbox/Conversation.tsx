import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation, useNavigate, useParams } from "react-router";
import type { InboxDetail } from "../../server/wire/rep.ts";
import { conversationQuery, inboxQuery, rowsOf } from "../api/queries.ts";
import type { Shown } from "../frame/queues.ts";
import { useKeptFocus } from "../frame/use-kept-focus.ts";
import { LeadPane } from "../leads/LeadPane.tsx";
import { Icon } from "../look/Icon.tsx";
import { ScoreChip } from "../look/ScoreChip.tsx";
import { Failure, Loading } from "../look/States.tsx";
import { useParts } from "../parts.ts";
import { useActs } from "../shortcuts/use-acts.ts";
import { useWords } from "../words/words.ts";
import { Moves } from "./Moves.tsx";
import { Transcript } from "./Transcript.tsx";
import { useViewing } from "./use-here.ts";
import { useLooked } from "./use-looked.ts";
import { useSeen } from "./use-seen.ts";
import { Viewers } from "./Viewers.tsx";

interface ConversationProps {
  readonly id: string;
  /** The queue it was opened from; "back" leads there. */
  readonly queue: Shown;
}

/** A conversation with what may be done about it, and the visitor's lead beside it. */
export function Conversation({ id, queue }: ConversationProps) {
  const say = useWords();
  const detail = useQuery(conversationQuery(useParts().api, id));
  if (!detail.data) {
    return (
      <section className="talk" aria-label={say("talk.name")}>
        <header className="pane-head">
          <BackTo to={`/inbox/${queue}`} label={say("talk.back")} />
        </header>
        {detail.isPending ? (
          <Loading what={say("talk.loading")} rows={5} />
        ) : (
          <Failure what={say("talk.failed")} error={detail.error} onRetry={() => void detail.refetch()} />
        )}
      </section>
    );
  }
  return <Opened detail={detail.data} queue={queue} />;
}

function Opened({ detail, queue }: { readonly detail: InboxDetail; readonly queue: Shown }) {
  const say = useWords();
  const { conversation, lead, messages, version } = detail;
  const here = `/inbox/${queue}/${conversation.id}`;
  const { side = "" } = useParams();
  const { search } = useLocation();
  const moment = `${side} ${conversation.status} ${conversation.owner?.id ?? ""}`;
  const talk = useKeptFocus<HTMLHeadingElement>(moment);
  const card = useKeptFocus<HTMLHeadingElement>(moment);
  const { viewers, visitorTypes } = useSeen(conversation.id);
  const { next, leave, toLead } = useWays(conversation.id, queue);
  useViewing(conversation.id);
  useLooked(detail);
  useActs([
    { key: "i", word: "key.lead", run: () => toLead(card.current) },
    { key: "Escape", word: "key.leave", keyOnly: true, run: leave },
  ]);
  return (
    <>
      <section className="talk" aria-label={say("talk.with", { name: conversation.name })}>
        <header className="pane-head">
          <BackTo to={`/inbox/${queue}`} label={say("talk.back")} />
          <h2 ref={talk} tabIndex={-1} dir="auto">
            {conversation.name}
          </h2>
          {conversation.company !== undefined && (
            <span className="row-company" dir="auto">
              {conversation.company}
            </span>
          )}
          <ScoreChip score={conversation.score} grade={conversation.grade} />
          <Viewers viewers={viewers} />
          <Link
            className="to-lead"
            to={{ pathname: `${here}/lead`, search }}
            aria-label={say("talk.leadOf", { name: conversation.name })}
          >
            {say("talk.lead")} <Icon name="right" size={14} />
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
          typing={visitorTypes}
        />
        <Moves detail={detail} onNext={next} onLeave={leave} />
      </section>
      <section className="lead-side" aria-label={say("talk.leadName", { name: conversation.name })}>
        <header className="pane-head">
          <BackTo to={here} label={say("talk.backToTalk")} />
          <h2 ref={card} tabIndex={-1}>
            {say("talk.lead")}
          </h2>
        </header>
        <LeadPane {...detail} name={conversation.name} company={conversation.company} />
      </section>
    </>
  );
}

/** Where one goes from a conversation: to the next of its list, back to the list, to the lead card. */
function useWays(id: string, queue: Shown) {
  const { api, client } = useParts();
  const navigate = useNavigate();
  const { search } = useLocation();
  const q = queue === "search" ? (new URLSearchParams(search).get("q") ?? "") : undefined;
  const { queryKey } = inboxQuery(api, queue === "search" ? "waiting" : queue, q);
  const rows = rowsOf(client.getQueryData(queryKey)?.pages);
  const at = rows.findIndex((row) => row.id === id);
  const follower = rows[at + 1] ?? rows[at - 1];
  const go = (pathname: string) => void navigate({ pathname, search });
  return {
    next: follower && (() => go(`/inbox/${queue}/${follower.id}`)),
    leave: () => go(`/inbox/${queue}`),
    toLead: (heading: HTMLElement | null) => {
      if (heading && isInSight(heading)) heading.focus();
      else go(`/inbox/${queue}/${id}/lead`);
    },
  };
}

function BackTo({ to, label }: { readonly to: string; readonly label: string }) {
  const { search } = useLocation();
  return (
    <ActionIcon
      component={Link}
      to={{ pathname: to, search }}
      variant="subtle"
      size={36}
      aria-label={label}
      className="back"
    >
      <Icon name="back" size={20} />
    </ActionIcon>
  );
}

/** Old browsers, and those without a layout, count everything as shown. */
function isInSight(element: Element): boolean {
  return "checkVisibility" in element ? element.checkVisibility() : true;
}
