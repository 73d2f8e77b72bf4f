import type { LeadView } from "../../server/wire/rep.ts";
import { ScoreChip } from "../look/ScoreChip.tsx";
import { bandNote } from "./band-note.ts";
import { whatIfNote } from "./what-if-note.ts";

/** The score, rule by rule. Rules that gave nothing are listed too: they say what is missing. */
export function Receipt({ lead }: { readonly lead: LeadView }) {
  const note = whatIfNote(lead) ?? bandNote(lead);
  return (
    <section className="lead-part" aria-label="Score receipt">
      <header>
        <h3>Score receipt</h3>
        <ScoreChip score={lead.score} grade={lead.grade} />
      </header>
      {lead.receipt.length === 0 ? (
        <p className="meta">This playbook gives no points.</p>
      ) : (
        <>
          {lead.grades && <BandBar score={lead.score} grade={lead.grade} grades={lead.grades} />}
          <dl className="receipt">
            {lead.receipt.map(({ because, add, counted }) => (
              <div key={`${because} ${add}`} className={counted ? undefined : "receipt-missed"}>
                <dt dir="auto">
                  {because} {!counted && <span>not met</span>}
                </dt>
                <dd>{counted ? signed(add) : "0"}</dd>
              </div>
            ))}
          </dl>
          {note !== undefined && <p className="well">{note}</p>}
        </>
      )}
    </section>
  );
}

interface BandBarProps {
  readonly score: number;
  readonly grade: LeadView["grade"];
  readonly grades: NonNullable<LeadView["grades"]>;
}

/** The bands side by side in their true widths, with a marker where the score stands. */
function BandBar({ score, grade, grades: { hot, warm } }: BandBarProps) {
  const top = Math.max(100, score, hot + 10);
  const at = (Math.min(top, Math.max(0, score)) / top) * 100;
  const bands = [
    { band: "cold", from: 0, to: warm },
    { band: "warm", from: warm, to: hot },
    { band: "hot", from: hot, to: top },
  ] as const;
  return (
    <div
      className="band-bar"
      style={{ gridTemplateColumns: bands.map(({ from, to }) => `${to - from}fr`).join(" ") }}
    >
      {bands.map(({ band }) => (
        <span key={band} className={band === grade ? `band band-${band}` : `band band-${band} band-other`} />
      ))}
      <span className="band-marker" style={{ insetInlineStart: `${at}%` }} />
      {bands.map(({ band, from }) => (
        <span key={band} className="band-tick">
          {from} {band}
          {band === "hot" && <span>{top}</span>}
        </span>
      ))}
    </div>
  );
}

function signed(points: number): string {
  if (points === 0) return "0";
  return points > 0 ? `+${points}` : `−${Math.abs(points)}`;
}
