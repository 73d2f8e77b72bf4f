import { useEffect, useRef } from "react";
import { useParts } from "../parts.ts";
import type { Act } from "./acts.ts";

/** Offers acts while the caller is on the screen. What they do is always that of the last render. */
export function useActs(acts: readonly Act[]): void {
  const { acts: board } = useParts();
  const latest = useRef(acts);
  latest.current = acts;
  const shape = acts.map(({ key, word }) => `${key}:${word}`).join("\n");
  useEffect(() => {
    if (shape === "") return undefined;
    return board.offer(latest.current.map((act, at) => ({ ...act, run: () => latest.current[at]?.run() })));
  }, [board, shape]);
}
