import { Button } from "@mantine/core";
import { useId } from "react";
import type { WireMove } from "../../server/wire/steer.ts";

interface Offered {
  readonly key: string;
  readonly label: string;
  /** What the visitor would read. */
  readonly told?: string | undefined;
  readonly move: WireMove;
}

interface MoveButtonsProps {
  readonly title: string;
  readonly moves: readonly Offered[];
  readonly busy: boolean;
  readonly onMove: (move: WireMove) => void;
}

/** One kind of move, a button each. Nothing where there is none. */
export function MoveButtons({ title, moves, busy, onMove }: MoveButtonsProps) {
  const id = useId();
  if (moves.length === 0) return null;
  return (
    <div className="steer-kind">
      <h4 id={id}>{title}</h4>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, and this is none */}
      <div role="group" aria-labelledby={id} className="steer-moves">
        {moves.map(({ key, label, told, move }) => (
          <Button
            key={key}
            variant="default"
            size="compact-sm"
            disabled={busy}
            title={told}
            onClick={() => onMove(move)}
          >
            <span dir="auto">{label}</span>
          </Button>
        ))}
      </div>
    </div>
  );
}
