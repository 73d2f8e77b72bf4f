import { Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { LiveVisitor, StartTalk } from "../../server/wire/live.ts";
import type { InboxDetail } from "../../server/wire/rep.ts";
import { makeId } from "../api/make-id.ts";
import { keepSteered, keys, noteLogOut, refresh } from "../api/queries.ts";
import { Ask } from "../look/Ask.tsx";
import { useParts } from "../parts.ts";

interface StartDialogProps {
  readonly visitor: LiveVisitor;
  readonly onClose: () => void;
}

/** A rep begins to talk: the visitor's chat opens by itself, and the conversation is the rep's. */
export function StartDialog({ visitor: { conversation, here }, onClose }: StartDialogProps) {
  const { api, client } = useParts();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  // Made once for what is sent, so that a try that got no answer may be repeated.
  const [id, setId] = useState(makeId);
  const start = useMutation<InboxDetail, Error, StartTalk>({
    mutationFn: (talk) => api.startTalk(conversation.id, talk),
    onSuccess: (detail) => {
      keepSteered(client, detail);
      void navigate(`/inbox/mine/${conversation.id}`);
    },
    onError: (error) => {
      noteLogOut(client, error);
      refresh(client, keys.visitors);
    },
  });
  return (
    <Ask
      opened
      onClose={onClose}
      title={`Write to ${conversation.name}`}
      act="Send and take over"
      onAct={() => {
        if (text.trim() !== "") start.mutate({ id, text: text.trim() });
      }}
      busy={start.isPending}
      error={start.error}
    >
      <p className="meta">
        On {here.title ?? here.path}. The chat opens there by itself, and the conversation is yours.
      </p>
      <Textarea
        label="Your first words"
        data-autofocus
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        mt={12}
        dir="auto"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setId(makeId());
        }}
      />
    </Ask>
  );
}
