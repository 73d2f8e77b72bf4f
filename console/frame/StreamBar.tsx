import { Button } from "@mantine/core";
import type { InboxStream } from "../live/inbox-stream.ts";
import { useFeed } from "../live/use-feed.ts";
import { Icon } from "../look/Icon.tsx";
import { useParts } from "../parts.ts";

/** Says that the live stream is lost, and when it is tried again. */
export function StreamBar({ stream }: { readonly stream: InboxStream }) {
  const state = useFeed(stream.state);
  if (state.is !== "lost") return null;
  return (
    <div className="stream-bar">
      <Icon name="late" />
      <p>
        <span role="alert">Live updates are lost; what you see may be old.</span>{" "}
        <Countdown until={state.retryAt} />
      </p>
      <Button variant="default" size="xs" leftSection={<Icon name="retry" />} onClick={() => stream.retry()}>
        Retry
      </Button>
    </div>
  );
}

/** Outside of the alert: a screen reader would read every second aloud. */
function Countdown({ until }: { readonly until: number }) {
  const now = useFeed(useParts().clock);
  return <span className="figures">Trying again in {Math.max(0, Math.ceil((until - now) / 1000))} s.</span>;
}
