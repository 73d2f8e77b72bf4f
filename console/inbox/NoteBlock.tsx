import { Icon } from "../look/Icon.tsx";
import { Moment } from "../look/Moment.tsx";
import { useWords } from "../words/words.ts";
import type { Note } from "./arrange.ts";

/** What a rep or the playbook told colleagues; the visitor does not see it. */
export function NoteBlock({ note: { at, team, text, by } }: { readonly note: Note }) {
  const say = useWords();
  return (
    <div className="note">
      <p className="note-head">
        <Icon name={by ? "note" : "megaphone"} size={14} />
        <b>{say("note.head")}</b>
        <span dir="auto">{by ? say("note.by", { name: by.name }) : say("note.to", { team })}</span>
        <Moment at={at} />
      </p>
      <p className="note-text" dir="auto">
        {text}
      </p>
    </div>
  );
}
