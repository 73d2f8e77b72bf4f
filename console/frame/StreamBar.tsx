import { Button } from "@mantine/core";
import type { InboxStream } from "../live/inbox-stream.ts";
import { useFeed } from "../live/use-feed.ts";
import { Icon } from "../look/Icon.tsx";
import { useParts } from "../parts.ts";
import { useWords } from "../words/words.ts";

/** Says that the live stream is lost, and when it is tried again. */
export function StreamBar({ stream }: { readonly stream: InboxStream }) {
  const say = useWords();
  const state = useFeed(stream.state);
  if (state.is !== "lost") return null;
  return (
    <div className="stream-bar">
      <Icon name="late" />
      <p>
        <span role="alert">{say("stream.lost")}</span> <Countdown until={state.retryAt} />
      </p>
      <Button variant="default" size="xs" leftSection={<Icon name="retry" />} onClick={() => stream.retry()}>
        {say("stream.retry")}
      </Button>
    </div>
  );
}

/** Outside of the alert: a screen reader would read every second aloud. */
function Countdown({ until }: { readonly until: number }) {
  const say = useWords();
  const now = useFeed(useParts().clock);
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  return <span className="figures">{say("stream.again", { seconds })}</span>;
}
