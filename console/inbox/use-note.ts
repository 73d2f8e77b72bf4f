import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { inWords } from "../api/api-problem.ts";
import { makeId } from "../api/make-id.ts";
import { colleaguesQuery, keepConversation, noteLogOut } from "../api/queries.ts";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";

/** Writes notes; the text of one that failed goes back into its draft. */
export function useNote(conversation: string) {
  const { api, client, drafts } = useParts();
  const { person } = useMe();
  const people = useQuery({ ...colleaguesQuery(api), enabled: false }).data ?? [];
  const [failed, setFailed] = useState<string>();
  return {
    /** Why the last one was not kept. */
    failed,
    keep: (text: string) => {
      const mentions = people.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id);
      setFailed(undefined);
      api.note(conversation, { id: makeId(), text, mentions }).then(
        (detail) => keepConversation(client, detail),
        (error: unknown) => {
          noteLogOut(client, error);
          drafts.write(person.id, `${conversation} note`, text, 0);
          setFailed(inWords(error));
        },
      );
    },
  };
}
