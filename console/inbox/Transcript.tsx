import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Message } from "../../server/wire/message.ts";
import type { LeadView } from "../../server/wire/rep.ts";
import { useFeed } from "../live/use-feed.ts";
import { useParts } from "../parts.ts";
import { useWords } from "../words/words.ts";
import { arrange, inRuns, type Note } from "./arrange.ts";
import { BotBlock } from "./BotBlock.tsx";
import type { OutgoingReply } from "./outgoing.ts";
import { Runs } from "./Runs.tsx";
import { UnsentReply } from "./UnsentReply.tsx";

interface TranscriptProps {
  readonly conversation: string;
  /** The visitor's name. */
  readonly name: string;
  readonly messages: readonly Message[];
  /** What the playbook told colleagues, oldest first. */
  readonly notes?: readonly Note[] | undefined;
  readonly lead: LeadView;
  /** Hash of the playbook's version. */
  readonly version: string;
  /** Shows the first talk with the bot as one block. */
  readonly fold: boolean;
  /** The visitor is writing. */
  readonly typing?: boolean;
}

/** What was said, oldest first, and the rep's replies that are still on their way. It stays at the end while read there. */
export function Transcript(props: TranscriptProps) {
  const { conversation, name, messages, notes = [], lead, version, fold, typing = false } = props;
  const say = useWords();
  const unsent = useUnsent(conversation, messages);
  const [allShown, setAllShown] = useState(false);
  const arranged = arrange(messages, fold, notes);
  const runs = allShown ? inRuns(messages, notes) : arranged.runs;
  const scroller = useScrolledToEnd(`${shownAs(messages, unsent)} ${notes.length} ${typing}`, unsent.length);
  return (
    <div
      ref={scroller}
      role="log"
      aria-label={say("talk.messages", { name })}
      tabIndex={0}
      className="transcript"
    >
      <div className="transcript-end" />
      {arranged.folded.length > 0 && (
        <BotBlock
          messages={arranged.folded}
          lead={lead}
          version={version}
          open={allShown}
          onToggle={() => setAllShown(!allShown)}
        />
      )}
      <Runs runs={runs} conversation={conversation} visitor={name} />
      {unsent.map((reply) => (
        <UnsentReply key={reply.id} reply={reply} meanwhile={saidSince(messages, reply)} />
      ))}
      {typing && <p className="event">{say("talk.typing", { name })}</p>}
    </div>
  );
}

/** The last that somebody else told the visitor since a reply was begun. */
function saidSince(messages: readonly Message[], { began, by }: OutgoingReply): string | undefined {
  const others = messages.filter(({ seq, from }) => seq > (began ?? 0) && (from === "rep" || from === "bot"));
  return others.findLast(({ name }) => by === undefined || name === by)?.text;
}

/** Replies without an acknowledgement. One that already came in by the stream is left out: it would show twice. */
function useUnsent(conversation: string, messages: readonly Message[]): readonly OutgoingReply[] {
  const replies = useFeed(useParts().outgoing.replies);
  const taken = new Set<number>();
  return replies
    .filter((reply) => reply.conversation === conversation)
    .filter((reply) => {
      const arrived = messages.find(
        ({ seq, from, text }) =>
          from === "rep" && seq > reply.afterSeq && text === reply.text && !taken.has(seq),
      );
      if (arrived) taken.add(arrived.seq);
      return !arrived;
    });
}

/** Differs whenever the transcript gets taller at its end. */
function shownAs(messages: readonly Message[], unsent: readonly OutgoingReply[]): string {
  return [messages.at(-1)?.seq ?? 0, ...unsent.map(({ id, state }) => id + state)].join(" ");
}

const NEAR_END_PX = 80;

/** Stays at the end while the reader is there, also when the box shrinks under a composer that grows. */
function useScrolledToEnd(shown: string, unsent: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const unsentBefore = useRef(unsent);
  useLayoutEffect(() => {
    const box = scroller.current;
    // Who has just written wants to see it, wherever they were reading.
    if (unsent > unsentBefore.current) atEnd.current = true;
    unsentBefore.current = unsent;
    if (shown !== "" && box && atEnd.current) box.scrollTop = box.scrollHeight;
  }, [shown, unsent]);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = () => {
      atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX;
    };
    const resized = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    });
    box.addEventListener("scroll", look, { passive: true });
    resized.observe(box);
    return () => {
      box.removeEventListener("scroll", look);
      resized.disconnect();
    };
  }, []);
  return scroller;
}
