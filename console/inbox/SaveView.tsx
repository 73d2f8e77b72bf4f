import { TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { NEW_INBOX } from "../../server/wire/inbox.ts";
import { keys, ownInboxQuery } from "../api/queries.ts";
import { Ask } from "../look/Ask.tsx";
import { useParts } from "../parts.ts";
import { useWords } from "../words/words.ts";

interface SaveViewProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly search: string;
}

/** Saves a search under a name; one that is saved is removed. */
export function SaveView({ opened, onClose, search }: SaveViewProps) {
  const say = useWords();
  const { api, client } = useParts();
  const own = useQuery(ownInboxQuery(api)).data ?? NEW_INBOX;
  const saved = own.views.find((view) => view.search === search);
  const [name, setName] = useState("");
  const save = useMutation({
    mutationFn: () => {
      const others = own.views.filter((view) => view.search !== search && view.name !== name.trim());
      const views = saved ? others : [...others, { name: name.trim(), search }];
      return api.saveOwnInbox({ ...own, views });
    },
    onSuccess: (kept) => {
      client.setQueryData(keys.ownInbox, kept);
      onClose();
    },
  });
  return (
    <Ask
      opened={opened}
      onClose={onClose}
      title={saved ? say("view.remove", { name: saved.name }) : say("view.save")}
      act={saved ? say("unsent.remove") : say("view.act")}
      onAct={() => {
        if (saved || name.trim() !== "") save.mutate();
      }}
      busy={save.isPending}
      error={save.error}
    >
      {saved ? (
        <p>{search}</p>
      ) : (
        <TextInput
          label={say("view.name")}
          description={search}
          maxLength={60}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
    </Ask>
  );
}
