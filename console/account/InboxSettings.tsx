import { Checkbox, NativeSelect, Stack } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { NEW_INBOX, type OwnInbox } from "../../server/wire/inbox.ts";
import { keys, ownInboxQuery } from "../api/queries.ts";
import { useParts } from "../parts.ts";
import { LANGUAGES, type Language, useWords } from "../words/words.ts";
import { Trouble } from "./Trouble.tsx";

const UNDO = [0, 5, 10, 20];

/** How the inbox behaves for oneself: language, single keys, and for how long a reply may be taken back. */
export function InboxSettings() {
  const say = useWords();
  const { api, client, words } = useParts();
  const own = useQuery(ownInboxQuery(api)).data ?? NEW_INBOX;
  const save = useMutation({
    mutationFn: (change: Partial<OwnInbox>) => api.saveOwnInbox({ ...own, ...change }),
    onSuccess: (kept) => client.setQueryData(keys.ownInbox, kept),
  });
  return (
    <section aria-labelledby="own-inbox">
      <h2 id="own-inbox">{say("account.inbox")}</h2>
      <Stack gap={16} mt={12}>
        <NativeSelect
          label={say("account.language")}
          value={own.language ?? words.language}
          data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
          onChange={(event) => save.mutate({ language: event.currentTarget.value as Language })}
        />
        <Checkbox
          label={say("account.singleKeys")}
          description={say("account.singleKeysHint")}
          checked={own.single_keys}
          onChange={(event) => save.mutate({ single_keys: event.currentTarget.checked })}
        />
        <NativeSelect
          label={say("account.undo")}
          value={String(own.undo_seconds)}
          data={UNDO.map((seconds) => ({
            value: String(seconds),
            label: seconds === 0 ? say("account.undoNone") : say("account.undoSeconds", { seconds }),
          }))}
          onChange={(event) => save.mutate({ undo_seconds: Number(event.currentTarget.value) })}
        />
        <p role="status" className="meta">
          {save.isSuccess ? say("account.kept") : ""}
        </p>
        {save.isError && <Trouble error={save.error} />}
      </Stack>
    </section>
  );
}
