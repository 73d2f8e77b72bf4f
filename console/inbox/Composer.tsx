import { Button } from "@mantine/core";
import { type KeyboardEvent, type SyntheticEvent, useEffect, useId, useRef, useState } from "react";
import { Icon } from "../look/Icon.tsx";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";

const LONGEST = 4000;
/** From here on the limit is told. */
const NEAR_LIMIT = 200;

interface ComposerProps {
  readonly conversation: string;
  /** The visitor's name. */
  readonly name: string;
  /** `seq` of the last message that is shown. */
  readonly seq: number;
  /** Puts the cursor into it: who has claimed wants to write. */
  readonly focused: boolean;
}

/** Where a rep writes. The draft stays when they look elsewhere; Ctrl or Cmd with Enter sends. */
export function Composer({ conversation, name, seq, focused }: ComposerProps) {
  const { outgoing, drafts } = useParts();
  const { person } = useMe();
  const [text, setText] = useState(() => drafts.read(person.id, conversation));
  const help = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const rest = LONGEST - text.length;
  useEffect(() => {
    if (focused) box.current?.focus();
  }, [focused]);

  const write = (next: string) => {
    setText(next);
    drafts.write(person.id, conversation, next);
  };
  const send = () => {
    const said = text.trim();
    if (said === "") return;
    outgoing.send(conversation, said, seq);
    write("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    send();
  };

  return (
    <form className="composer" onSubmit={onSubmit} aria-label={`Reply to ${name}`}>
      <textarea
        ref={box}
        aria-label={`Reply to ${name}`}
        aria-describedby={help}
        placeholder={`Write to ${name}`}
        dir="auto"
        rows={2}
        maxLength={LONGEST}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className="composer-line">
        <span id={help} className="meta">
          {rest < NEAR_LIMIT ? (
            `${rest} characters left`
          ) : (
            <span className="composer-keys">Ctrl or Cmd + Enter sends</span>
          )}
        </span>
        <Button type="submit" size="sm" disabled={text.trim() === ""} leftSection={<Icon name="send" />}>
          Send
        </Button>
      </div>
    </form>
  );
}
