import { useFeed } from "../live/use-feed.ts";
import { useParts } from "../parts.ts";
import { useWords } from "../words/words.ts";
import { Icon } from "./Icon.tsx";
import { clockTime, promise, roughTime } from "./times.ts";

interface AnswerTimerProps {
  /** ISO 8601. */
  readonly since: string | undefined;
  readonly answerBy: string | undefined;
}

/** How long a visitor has waited, or what is left of the promise: words first, then a ring that empties, then colour. */
export function AnswerTimer({ since, answerBy }: AnswerTimerProps) {
  const say = useWords();
  const now = useFeed(useParts().clock);
  if (since === undefined) return null;
  const from = Date.parse(since);
  if (answerBy === undefined) {
    return (
      <span className="timer" title={`Waiting since ${since}`}>
        <Icon name="clock" size={14} />
        {roughTime(now - from)}
      </span>
    );
  }
  const promised = promise(from, Date.parse(answerBy), now);
  if (promised.is === "late") {
    return (
      <span className="timer timer-late" title={`Promised until ${answerBy}`}>
        <Icon name="late" size={14} />
        {say("timer.over", { time: clockTime(promised.over) })}
      </span>
    );
  }
  return (
    <span className={`timer timer-${promised.is}`} title={`Promised until ${answerBy}`}>
      <Ring share={promised.share} />
      {say("timer.left", { time: clockTime(promised.left) })}
    </span>
  );
}

const ROUND = 2 * Math.PI * 6;

function Ring({ share }: { readonly share: number }) {
  return (
    <svg
      aria-hidden="true"
      className="icon"
      width={14}
      height={14}
      viewBox="0 0 16 16"
      fill="none"
      strokeWidth={3}
    >
      <circle cx={8} cy={8} r={6} className="ring-whole" />
      <circle
        cx={8}
        cy={8}
        r={6}
        stroke="currentColor"
        strokeDasharray={`${ROUND * share} ${ROUND}`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  );
}
