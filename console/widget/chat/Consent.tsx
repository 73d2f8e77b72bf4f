/** @jsxImportSource preact */
import type { Texts } from "./texts.ts";

interface ConsentProps {
  readonly text: string;
  readonly onAgree: () => void;
  /** Undefined where there is nothing to close: not agreeing is doing nothing. */
  readonly onRefuse: (() => void) | undefined;
  readonly texts: Texts;
}

/** What the visitor must agree to before the chat sends anything. */
export function Consent({ text, onAgree, onRefuse, texts }: ConsentProps) {
  return (
    <>
      <p dir="auto">{text}</p>
      <button type="button" class="wide" onClick={onAgree}>
        {texts.agree}
      </button>
      {onRefuse && (
        <button type="button" class="choice" onClick={onRefuse}>
          {texts.refuse}
        </button>
      )}
    </>
  );
}
