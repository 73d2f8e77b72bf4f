/** @jsxImportSource preact */
import { useEffect, useRef } from "preact/hooks";
import type { Texts } from "./texts.ts";

interface ConsentProps {
  readonly text: string;
  /** Goes up each time the visitor opened the chat. */
  readonly focus: number;
  readonly onAgree: () => void;
  /** Undefined where there is nothing to close: not agreeing is doing nothing. */
  readonly onRefuse: (() => void) | undefined;
  readonly texts: Texts;
}

/** What the visitor must agree to before the chat sends anything. */
export function Consent({ text, focus, onAgree, onRefuse, texts }: ConsentProps) {
  const words = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (focus > 0) words.current?.focus();
  }, [focus]);
  return (
    <section class="consent" aria-label={texts.consent}>
      <p ref={words} tabIndex={-1} dir="auto">
        {text}
      </p>
      <button type="button" class="wide" onClick={onAgree}>
        {texts.agree}
      </button>
      {onRefuse && (
        <button type="button" class="refuse" onClick={onRefuse}>
          {texts.refuse}
        </button>
      )}
      <p class="notice">{texts.startHint}</p>
    </section>
  );
}
