import { Button } from "@mantine/core";
import { useState } from "react";
import { Icon } from "../look/Icon.tsx";
import { wordsOn } from "./contrast.ts";

interface LookPreviewProps {
  readonly color: string;
  readonly position: "start" | "end";
  readonly launcher: string;
  readonly bot: string;
}

/** The launcher and its teaser on a page, as they will be. A picture: screen readers have the settings themselves. */
export function LookPreview({ color, position, launcher, bot }: LookPreviewProps) {
  const [dark, setDark] = useState(false);
  const colours = { background: color, color: wordsOn(color) };
  const corner = position === "start" ? "at-start" : "at-end";
  return (
    <div className="preview">
      <h2>Preview</h2>
      <div className="preview-page" aria-hidden="true" data-dark={dark || undefined}>
        <div className="preview-bar" />
        {[72, 90, 84, 40].map((width) => (
          <div key={width} className="preview-line" style={{ width: `${width}%` }} />
        ))}
        <div className={`preview-teaser ${corner}`}>
          <b dir="auto">{bot}</b> <span className="tag">Bot</span>
          <br />
          Hi! May I ask a question?
          <br />
          <span className="preview-go" style={colours}>
            Let's go
          </span>
        </div>
        <div className={`preview-launcher ${corner}`} style={colours}>
          <Icon name="chat" size={20} />
          {launcher !== "" && <span dir="auto">{launcher}</span>}
        </div>
      </div>
      <Button variant="default" size="xs" aria-pressed={dark} onClick={() => setDark(!dark)}>
        On a dark page
      </Button>
    </div>
  );
}
