import type { LeadRow } from "../../server/wire/rep.ts";
import { gradeWords } from "./words.ts";

interface ScoreChipProps {
  /** Whole points. */
  readonly score: number | undefined;
  readonly grade: LeadRow["grade"];
}

const filledBars = { cold: 1, warm: 2, hot: 3 } as const;

/** The score with its band as bars, number and word, so that colour is never the only sign. */
export function ScoreChip({ score, grade }: ScoreChipProps) {
  if (score === undefined) return <span className="chip">No score yet</span>;
  if (grade === undefined) {
    return (
      <span className="chip">
        <b>{score}</b> points
      </span>
    );
  }
  return (
    <span className={`chip chip-${grade}`}>
      <Bars filled={filledBars[grade]} />
      <b>{score}</b> {gradeWords[grade]}
    </span>
  );
}

function Bars({ filled }: { readonly filled: number }) {
  return (
    <svg aria-hidden="true" className="icon" width={12} height={12} viewBox="0 0 12 12">
      {[4, 7.5, 11].map((height, n) => (
        <rect
          key={height}
          className={n < filled ? "bar-filled" : "bar-empty"}
          x={n * 4.25}
          y={11.5 - height}
          width={3.25}
          height={height}
          rx={0.75}
        />
      ))}
    </svg>
  );
}
