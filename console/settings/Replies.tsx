import { Button, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CannedReplies, CannedReply } from "../../server/wire/inbox.ts";
import { cannedQuery, keys, noteLogOut } from "../api/queries.ts";
import { Ask } from "../look/Ask.tsx";
import { Empty, Failure, Loading } from "../look/States.tsx";
import { useParts } from "../parts.ts";
import { SettingsPage } from "./SettingsPage.tsx";

/** What can be put into a reply, each with what it becomes in the example. */
const VARIABLES: readonly (readonly [string, string])[] = [
  ['{{ visitor.first_name or "there" }}', "Ana"],
  ["{{ rep.name }}", "Tom Brandt"],
];

/** Replies that are written once and used often: typed behind a slash in the inbox. */
export function Replies() {
  const found = useQuery(cannedQuery(useParts().api));
  const [open, setOpen] = useState<number | "new">();
  const [removing, setRemoving] = useState<CannedReply>();
  const add = <Button onClick={() => setOpen("new")}>Write a reply</Button>;
  return (
    <SettingsPage
      title="Saved replies"
      about="Written once and used often: reps type a slash and the short name in the inbox."
      act={found.data && add}
    >
      {found.isPending && <Loading what="the replies" rows={3} height={48} />}
      {found.isError && !found.data && (
        <Failure what="The replies did not load." error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.data?.data.length === 0 && <Empty icon="chat" title="No saved replies yet." />}
      {found.data && found.data.data.length > 0 && (
        <ReplyTable rows={found.data.data} onEdit={setOpen} onRemove={setRemoving} />
      )}
      {found.data && open !== undefined && (
        <EditDialog
          list={found.data}
          at={open === "new" ? undefined : open}
          onClose={() => setOpen(undefined)}
        />
      )}
      {found.data && removing && (
        <RemoveDialog list={found.data} reply={removing} onClose={() => setRemoving(undefined)} />
      )}
    </SettingsPage>
  );
}

interface ReplyTableProps {
  readonly rows: readonly CannedReply[];
  readonly onEdit: (at: number) => void;
  readonly onRemove: (reply: CannedReply) => void;
}

function ReplyTable({ rows, onEdit, onRemove }: ReplyTableProps) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Short name</th>
          <th scope="col">Text</th>
          <th scope="col">
            <span className="meta">Change</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((reply, at) => (
          <tr key={reply.short}>
            <th scope="row">
              <code>/{reply.short}</code>
            </th>
            <td data-called="Text" dir="auto">
              {reply.text}
            </td>
            <td>
              <span className="row-buttons">
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`Change ${reply.short}`}
                  onClick={() => onEdit(at)}
                >
                  Change
                </Button>
                <Button
                  size="xs"
                  variant="subtle"
                  aria-label={`Remove ${reply.short}`}
                  onClick={() => onRemove(reply)}
                >
                  Remove
                </Button>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Keeps the whole list; somebody else's change meanwhile is refused by the server. */
function useKeep(list: CannedReplies, onDone: () => void) {
  const { api, client } = useParts();
  return useMutation<CannedReplies, Error, readonly CannedReply[]>({
    mutationFn: (data) => api.keepReplies({ v: list.v, data: [...data] }),
    onSuccess: (kept) => {
      client.setQueryData(keys.canned, kept);
      onDone();
    },
    onError: (error) => noteLogOut(client, error),
  });
}

interface EditDialogProps {
  readonly list: CannedReplies;
  /** Undefined: a new one. */
  readonly at: number | undefined;
  readonly onClose: () => void;
}

function EditDialog({ list, at, onClose }: EditDialogProps) {
  const before = at === undefined ? undefined : list.data[at];
  const [short, setShort] = useState(before?.short ?? "");
  const [text, setText] = useState(before?.text ?? "");
  const [tried, setTried] = useState(false);
  const keep = useKeep(list, onClose);
  const isName = /^[\p{L}\p{N}_-]{1,40}$/u.test(short);
  const isTaken = list.data.some((one, index) => one.short === short && index !== at);
  const act = () => {
    setTried(true);
    if (!isName || isTaken || text.trim() === "") return;
    const reply = { short, text: text.trim() };
    keep.mutate(
      at === undefined ? [...list.data, reply] : list.data.map((one, n) => (n === at ? reply : one)),
    );
  };
  return (
    <Ask
      opened
      onClose={onClose}
      title={before ? `Change /${before.short}` : "Write a reply"}
      act="Save"
      onAct={act}
      busy={keep.isPending}
      error={keep.error}
    >
      <Stack gap={16}>
        <TextInput
          label="Short name"
          description="What is typed behind the slash, such as price."
          autoComplete="off"
          maxLength={40}
          value={short}
          onChange={(event) => setShort(event.currentTarget.value.trim())}
          error={
            tried && (isTaken ? "There is a reply of this name." : !isName && "Letters, digits, - and _.")
          }
          data-autofocus
        />
        <Textarea
          label="Text"
          rows={5}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={tried && text.trim() === "" && "Write what is said."}
        />
        <div className="row-buttons">
          {VARIABLES.map(([variable]) => (
            <Button key={variable} size="xs" variant="default" onClick={() => setText(`${text}${variable}`)}>
              <code>{variable}</code>
            </Button>
          ))}
        </div>
        <p className="meta">
          Answers go in by their names, like <code>{"{{ budget }}"}</code>. With Ana in the chat it says:
        </p>
        <p className="well" dir="auto" role="status">
          {example(text) || "Nothing yet."}
        </p>
      </Stack>
    </Ask>
  );
}

function example(text: string): string {
  return VARIABLES.reduce((said, [variable, value]) => said.replaceAll(variable, value), text);
}

interface RemoveDialogProps {
  readonly list: CannedReplies;
  readonly reply: CannedReply;
  readonly onClose: () => void;
}

function RemoveDialog({ list, reply, onClose }: RemoveDialogProps) {
  const keep = useKeep(list, onClose);
  return (
    <Ask
      opened
      onClose={onClose}
      title={`Remove /${reply.short}?`}
      act="Remove"
      onAct={() => keep.mutate(list.data.filter((one) => one.short !== reply.short))}
      busy={keep.isPending}
      error={keep.error}
    >
      <p dir="auto">{reply.text}</p>
    </Ask>
  );
}
