import { Icon } from "../look/Icon.tsx";
import { Moment } from "../look/Moment.tsx";
import type { Note } from "./arrange.ts";

/** What the playbook told colleagues; the visitor does not see it. */
export function NoteBlock({ note: { at, team, text } }: { readonly note: Note }) {
  return (
    <div className="note">
      <p className="note-head">
        <Icon name="megaphone" size={14} />
        <b>Note</b>
        <span dir="auto">to {team}, not shown to the visitor</span>
        <Moment at={at} />
      </p>
      <p className="note-text" dir="auto">
        {text}
      </p>
    </div>
  );
}
