import { useQuery } from "@tanstack/react-query";
import { type DragEvent, type SyntheticEvent, useEffect, useRef, useState } from "react";
import type { InboxDetail } from "../../server/wire/rep.ts";
import { ownInboxQuery } from "../api/queries.ts";
import { useFeed } from "../live/use-feed.ts";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { useActs } from "../shortcuts/use-acts.ts";
import { useWords } from "../words/words.ts";
import { Attachments } from "./Attachments.tsx";
import { ComposerLine } from "./ComposerLine.tsx";
import { ComposerText } from "./ComposerText.tsx";
import { fillCanned, knownIn } from "./canned.ts";
import { useAttachments } from "./use-attachments.ts";
import { useTyping } from "./use-here.ts";
import { useNote } from "./use-note.ts";

interface ComposerProps {
  readonly detail: InboxDetail;
  /** Puts the cursor into it: who has claimed wants to write. */
  readonly focused: boolean;
  /** Only notes may be written: the conversation is not one's own. */
  readonly notesOnly?: boolean;
}

/** Where a rep writes, to the visitor or to colleagues. Drafts stay; Ctrl or Cmd with Enter sends. */
export function Composer({ detail, focused, notesOnly = false }: ComposerProps) {
  const say = useWords();
  const me = useMe();
  const { api, outgoing } = useParts();
  const { id, name } = detail.conversation;
  const [asNote, setAsNote] = useState(notesOnly);
  const note = notesOnly || asNote;
  const { text, began, write } = useDraft(note ? `${id} note` : id, detail.seq);
  const undoSeconds = useQuery(ownInboxQuery(api)).data?.undo_seconds ?? 0;
  const [unfilled, setUnfilled] = useState(false);
  const files = useAttachments(id, detail.seq);
  const typing = useTyping(id);
  const notes = useNote(id);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focused) box.current?.focus();
  }, [focused]);

  const turnTo = (wanted: boolean) => {
    setAsNote(wanted);
    box.current?.focus();
  };
  useActs([
    ...(notesOnly ? [] : [{ key: "r", word: "key.reply" as const, run: () => turnTo(false) }]),
    { key: "n", word: "key.note", run: () => turnTo(true) },
  ]);

  const send = () => {
    const said = text.trim();
    if (said === "") return;
    if (note) notes.keep(said);
    else outgoing.send(id, said, detail.seq, { began, holdMs: undoSeconds * 1000 });
    write("");
    setUnfilled(false);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    send();
  };
  const drop = (event: DragEvent) => {
    if (note || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    files.add(event.dataTransfer.files);
  };
  const label = say(note ? "compose.noteOn" : "compose.replyTo", { name });
  return (
    <form
      className={note ? "composer composer-note" : "composer"}
      onSubmit={submit}
      aria-label={label}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <ComposerLine name={name} note={note} notesOnly={notesOnly} kept={text !== ""} onTurn={turnTo} />
      <ComposerText
        box={box}
        label={label}
        placeholder={note ? say("compose.writeNote") : say("compose.writeTo", { name })}
        text={text}
        note={note}
        onWrite={(next) => {
          write(next);
          typing(note);
        }}
        onSend={send}
        fill={(template) => {
          const filled = fillCanned(template, knownIn(detail, me));
          setUnfilled(filled.missing.length > 0);
          return filled.text;
        }}
        onFiles={note ? undefined : files.add}
      />
      {unfilled && <p className="meta composer-hint">{say("compose.fill")}</p>}
      {notes.failed !== undefined && (
        <p role="alert" className="notice notice-danger">
          {say("compose.noteFailed", { why: notes.failed })}
        </p>
      )}
      <Attachments all={files.all} onCancel={files.cancel} />
    </form>
  );
}

/** The draft as it is kept, also when a reply is taken back into it. */
function useDraft(conversation: string, seq: number) {
  const { drafts } = useParts();
  const { person } = useMe();
  const draft = useFeed(drafts.all).get(`${person.id} ${conversation}`);
  return {
    text: draft?.text ?? "",
    began: draft?.began ?? seq,
    write: (next: string) => drafts.write(person.id, conversation, next, seq),
  };
}
