import { useFeed } from "../live/use-feed.ts";
import { useParts } from "../parts.ts";
import { shortTime } from "./times.ts";

/** A time as the reader's clock shows it; the exact one in UTC on hover. */
export function Moment({ at }: { readonly at: string }) {
  const now = useFeed(useParts().clock);
  return (
    <time dateTime={at} title={at} className="figures">
      {shortTime(at, now)}
    </time>
  );
}
