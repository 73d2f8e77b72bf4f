import { Button } from "@mantine/core";
import { inWords } from "../api/api-problem.ts";
import { CopyButton } from "../look/CopyButton.tsx";
import { Icon } from "../look/Icon.tsx";
import { useParts } from "../parts.ts";
import type { OutgoingReply } from "./outgoing.ts";

/** A reply on its way, or one that failed with what to do about it. */
export function UnsentReply({ reply }: { readonly reply: OutgoingReply }) {
  const { outgoing } = useParts();
  if (reply.state === "sending") {
    return (
      <div className="run run-rep run-sending">
        <p className="bubble" dir="auto">
          {reply.text}
        </p>
        <p className="run-head">
          <Icon name="clock" size={14} /> Sending
        </p>
      </div>
    );
  }
  return (
    <section className="run run-rep run-failed" aria-label="Reply that was not sent">
      <p className="bubble" dir="auto">
        {reply.text}
      </p>
      <p className="run-head" role="alert">
        <Icon name="late" size={14} /> Not sent. {inWords(reply.error)}
      </p>
      <p className="run-tools">
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="retry" />}
          onClick={() => outgoing.retry(reply.id)}
        >
          Retry
        </Button>
        <CopyButton variant="default" size="xs" text={reply.text} />
        <Button variant="subtle" size="xs" onClick={() => outgoing.remove(reply.id)}>
          Remove
        </Button>
      </p>
    </section>
  );
}
