import { UnstyledButton } from "@mantine/core";
import { Icon } from "../look/Icon.tsx";
import { useWords } from "../words/words.ts";

interface ComposerLineProps {
  /** The visitor's name. */
  readonly name: string;
  readonly note: boolean;
  readonly notesOnly: boolean;
  /** There is a draft. */
  readonly kept: boolean;
  readonly onTurn: (note: boolean) => void;
}

/** Whether one writes to the visitor or to colleagues: in words, not only by the ground. */
export function ComposerLine({ name, note, notesOnly, kept, onTurn }: ComposerLineProps) {
  const say = useWords();
  return (
    <div className="composer-modes">
      {!notesOnly && (
        <UnstyledButton className="composer-mode" aria-pressed={!note} onClick={() => onTurn(false)}>
          {say("compose.reply")} <KeyHint of="R" />
        </UnstyledButton>
      )}
      <UnstyledButton className="composer-mode" aria-pressed={note} onClick={() => onTurn(true)}>
        {note && <Icon name="note" size={14} />}
        {say("compose.note")} <KeyHint of="N" />
      </UnstyledButton>
      <span className="meta composer-state">
        {note ? say("compose.unseen", { name }) : kept ? say("compose.kept") : ""}
      </span>
    </div>
  );
}

/** For the eye: who hears the page has the sheet of keys. */
function KeyHint({ of }: { readonly of: string }) {
  return (
    <span aria-hidden="true" className="key-hint">
      {of}
    </span>
  );
}
