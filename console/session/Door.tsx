import type { ReactNode } from "react";
import { Icon } from "../look/Icon.tsx";
import { Mark } from "../look/Mark.tsx";

/** The page outside of the console: a form on the left, what Parley does on the right. */
export function Door({ title, under, children }: DoorProps) {
  return (
    <div className="door">
      <title>{`${title} · Parley`}</title>
      <main className="door-form">
        <p className="door-brand">
          <Mark size={24} /> Parley
        </p>
        <div className="door-middle">
          <h1>{title}</h1>
          <p className="door-under">{under}</p>
          {children}
        </div>
        <p className="meta">This server belongs to your company. Parley is open source.</p>
      </main>
      <aside className="door-picture" aria-label="What Parley does">
        <pre>
          <code>
            <i>role:</i>
            {"\n  "}
            <i>ask:</i> "And what's your role?"{"\n  "}
            <i>choices:</i> [<b>Founder or CEO</b>, <b>Marketing</b>, <b>Sales</b>, <b>IT</b>]
          </code>
        </pre>
        <span className="door-arrow">
          <Icon name="back" size={24} />
        </span>
        <div className="door-card">
          <p className="door-speaker">
            <span className="avatar avatar-bot door-bot">
              <Icon name="bot" />
            </span>
            Robin <span className="tag">Bot</span>
          </p>
          <p className="door-bubble">And what's your role?</p>
          <p className="door-choices">
            <span>Founder or CEO</span>
            <span className="door-chosen">Marketing</span>
            <span>Sales</span>
            <span>IT</span>
          </p>
        </div>
        <p className="door-words">Three lines of text are a question your visitors can answer.</p>
      </aside>
    </div>
  );
}

interface DoorProps {
  readonly title: string;
  readonly under: ReactNode;
  readonly children: ReactNode;
}
