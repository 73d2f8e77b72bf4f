import { Button } from "@mantine/core";
import { inWords } from "../api/api-problem.ts";
import { useFeed } from "../live/use-feed.ts";
import { CopyButton } from "../look/CopyButton.tsx";
import { Icon } from "../look/Icon.tsx";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { useWords } from "../words/words.ts";
import type { OutgoingReply } from "./outgoing.ts";

interface UnsentReplyProps {
  readonly reply: OutgoingReply;
  /** What somebody else has answered since the reply was begun. */
  readonly meanwhile?: string | undefined;
}

/** A reply on its way, one that may still be taken back, or one that is held or failed with what to do about it. */
export function UnsentReply({ reply, meanwhile }: UnsentReplyProps) {
  const say = useWords();
  if (reply.state === "held") return <Held reply={reply} />;
  if (reply.state === "sending") {
    return (
      <div className="run run-rep run-sending">
        <p className="bubble" dir="auto">
          {reply.text}
        </p>
        <p className="run-head">
          <Icon name="clock" size={14} /> {say("unsent.sending")}
        </p>
      </div>
    );
  }
  return reply.state === "guarded" ? (
    <Guarded reply={reply} meanwhile={meanwhile} />
  ) : (
    <Failed reply={reply} />
  );
}

function Held({ reply }: UnsentReplyProps) {
  const say = useWords();
  const { clock, drafts, outgoing } = useParts();
  const { person } = useMe();
  const now = useFeed(clock);
  const undo = () => {
    const back = outgoing.undo(reply.id);
    if (!back) return;
    const draft = drafts.read(person.id, back.conversation);
    const text = draft ? `${back.text}\n${draft.text}` : back.text;
    drafts.write(person.id, back.conversation, text, back.began ?? back.afterSeq);
  };
  const seconds = Math.max(0, Math.ceil(((reply.goesAt ?? now) - now) / 1000));
  return (
    <div className="run run-rep run-sending">
      <p className="bubble" dir="auto">
        {reply.text}
      </p>
      <p className="run-tools">
        <span className="run-head figures">
          <Icon name="clock" size={14} /> {say("unsent.held", { seconds })}
        </span>
        <Button variant="default" size="xs" onClick={undo}>
          {say("unsent.undo")}
        </Button>
        <Button variant="subtle" size="xs" onClick={() => void outgoing.flush(reply.conversation)}>
          {say("unsent.now")}
        </Button>
      </p>
    </div>
  );
}

function Guarded({ reply, meanwhile }: UnsentReplyProps) {
  const say = useWords();
  const { outgoing } = useParts();
  const who = reply.by ?? say("row.rep");
  return (
    <section className="run run-rep run-failed" aria-label={say("unsent.name")}>
      <p className="bubble" dir="auto">
        {reply.text}
      </p>
      <p className="run-head" role="alert">
        <Icon name="late" size={14} /> {say("unsent.guarded", { who })}
      </p>
      {meanwhile !== undefined && (
        <p className="run-head" dir="auto">
          {say("unsent.said", { who, text: meanwhile })}
        </p>
      )}
      <p className="run-tools">
        <Button variant="default" size="xs" onClick={() => outgoing.sendAnyway(reply.id)}>
          {say("unsent.anyway")}
        </Button>
        <Button variant="subtle" size="xs" onClick={() => outgoing.remove(reply.id)}>
          {say("unsent.discard")}
        </Button>
      </p>
    </section>
  );
}

function Failed({ reply }: UnsentReplyProps) {
  const say = useWords();
  const { outgoing } = useParts();
  return (
    <section className="run run-rep run-failed" aria-label={say("unsent.name")}>
      <p className="bubble" dir="auto">
        {reply.text}
      </p>
      <p className="run-head" role="alert">
        <Icon name="late" size={14} /> {say("unsent.failed", { why: inWords(reply.error) })}
      </p>
      <p className="run-tools">
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="retry" />}
          onClick={() => outgoing.retry(reply.id)}
        >
          {say("unsent.retry")}
        </Button>
        <CopyButton variant="default" size="xs" text={reply.text} />
        <Button variant="subtle" size="xs" onClick={() => outgoing.remove(reply.id)}>
          {say("unsent.remove")}
        </Button>
      </p>
    </section>
  );
}
