import { useEffect } from "react";
import { useParts } from "../parts.ts";

/** The server takes ten minutes of silence as away; one sign a minute is enough. */
const AGAIN_AFTER_MS = 60_000;
const SIGNS = ["pointerdown", "keydown"] as const;

/** Tells the server, at most once a minute, that somebody works here. */
export function useActivity(answers: boolean): void {
  const { api, stream } = useParts();
  useEffect(() => {
    if (!answers) return;
    let told = stream.now();
    const sign = () => {
      if (stream.now() - told < AGAIN_AFTER_MS) return;
      told = stream.now();
      // One that is lost is followed by the next.
      api.changeDesk().catch(() => undefined);
    };
    for (const name of SIGNS) window.addEventListener(name, sign);
    return () => {
      for (const name of SIGNS) window.removeEventListener(name, sign);
    };
  }, [answers, api, stream]);
}
