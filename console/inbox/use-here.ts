import { useCallback, useEffect, useRef } from "react";
import { useParts } from "../parts.ts";

const AGAIN_MS = 20_000;
const TYPING_EVERY_MS = 3_000;

/** Tells colleagues that one looks at a conversation, for as long as it is on the screen. */
export function useViewing(conversation: string): void {
  const { api, stream } = useParts();
  useEffect(() => {
    let over = false;
    let callOff = () => {};
    const tell = () => {
      api.here(conversation, { is: "viewing" }).catch(() => undefined);
      if (!over) callOff = stream.later(tell, AGAIN_MS);
    };
    tell();
    return () => {
      over = true;
      callOff();
      api.here(conversation, { is: "gone" }).catch(() => undefined);
    };
  }, [api, stream, conversation]);
}

/** @returns is called at each key press, and tells now and then that one writes. */
export function useTyping(conversation: string): (note: boolean) => void {
  const { api, clock } = useParts();
  const told = useRef(0);
  return useCallback(
    (note) => {
      const now = clock.current();
      if (now - told.current < TYPING_EVERY_MS) return;
      told.current = now;
      api.here(conversation, { is: "typing", ...(note && { note }) }).catch(() => undefined);
    },
    [api, clock, conversation],
  );
}
