/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import { Icon } from "./Icon.tsx";
import { fill, type Texts } from "./texts.ts";

interface BannerProps {
  readonly nextTryAt: number | undefined;
  readonly onTryNow: () => void;
  readonly texts: Texts;
}

/** The connection is away; it comes back by itself, or now. */
export function Banner({ nextTryAt, onTryNow, texts }: BannerProps) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil(((nextTryAt ?? 0) - now) / 1000);
  return (
    <div class="banner">
      <Icon name="warning" />
      {/* Only the first word is announced: a countdown would be read out each second. */}
      <span class="sr" role="status">
        {texts.connecting}
      </span>
      <span aria-hidden="true">{seconds > 0 ? fill(texts.nextTry, { seconds }) : texts.connecting}</span>
      <button type="button" onClick={onTryNow}>
        {texts.tryNow}
      </button>
    </div>
  );
}
