import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Key } from "../../server/wire/keys.ts";
import { keysQuery, noteLogOut, keys as queryKeys, refresh } from "../api/queries.ts";
import { Nowhere } from "../frame/Nowhere.tsx";
import { Ask } from "../look/Ask.tsx";
import { Moment } from "../look/Moment.tsx";
import { Empty, Failure, Loading } from "../look/States.tsx";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { MakeKeyDialog } from "./MakeKeyDialog.tsx";

/** Keys for programs. For admins. */
export function Keys() {
  const { person } = useMe();
  return person.role === "admin" ? <AllKeys /> : <Nowhere />;
}

function AllKeys() {
  const { site } = useMe();
  const found = useQuery(keysQuery(useParts().api));
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Key>();
  return (
    <div className="page">
      <title>{`API keys · ${site.name}`}</title>
      <header className="page-head">
        <h1>API keys</h1>
        <Button onClick={() => setMaking(true)}>Make a key</Button>
      </header>
      {found.isPending && <Loading what="the keys" rows={3} height={48} />}
      {found.isError && !found.data && (
        <Failure what="The keys did not load." error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.data?.length === 0 && (
        <Empty icon="bolt" title="No keys yet.">
          A key lets a program, such as your CRM, read leads or conversations.
        </Empty>
      )}
      {found.data && found.data.length > 0 && <KeyTable found={found.data} onRevoke={setRevoking} />}
      <MakeKeyDialog opened={making} onClose={() => setMaking(false)} />
      {revoking && <RevokeDialog of={revoking} onClose={() => setRevoking(undefined)} />}
    </div>
  );
}

interface KeyTableProps {
  readonly found: readonly Key[];
  readonly onRevoke: (key: Key) => void;
}

function KeyTable({ found, onRevoke }: KeyTableProps) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Begins with</th>
          <th scope="col">May</th>
          <th scope="col">Made by</th>
          <th scope="col">Last used</th>
          <th scope="col">Runs out</th>
          <th scope="col">
            <span className="meta">Revoke</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {found.map((key) => (
          <tr key={key.id}>
            <th scope="row" dir="auto">
              {key.name}
            </th>
            <td data-called="Begins with">
              <code>{key.prefix}</code>
            </td>
            <td data-called="May">{key.scopes.join(", ")}</td>
            <td data-called="Made by" dir="auto">
              {key.made_by}
            </td>
            <td data-called="Last used">{key.last_used_at ? <Moment at={key.last_used_at} /> : "Never"}</td>
            <td data-called="Runs out">{key.expires_at ? key.expires_at.slice(0, 10) : "Never"}</td>
            <td data-called="Revoke">
              <Button
                variant="default"
                size="xs"
                aria-label={`Revoke ${key.name}`}
                onClick={() => onRevoke(key)}
              >
                Revoke
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RevokeDialog({ of, onClose }: { readonly of: Key; readonly onClose: () => void }) {
  const { api, client } = useParts();
  const revoke = useMutation({
    mutationFn: () => api.revokeKey(of.id),
    onSuccess: () => {
      refresh(client, queryKeys.keys);
      onClose();
    },
    onError: (error) => noteLogOut(client, error),
  });
  return (
    <Ask
      opened
      onClose={onClose}
      title={`Revoke ${of.name}?`}
      act="Revoke"
      onAct={() => revoke.mutate()}
      busy={revoke.isPending}
      error={revoke.error}
    >
      <p>Programs that use it are refused from this moment on. It cannot be taken back.</p>
    </Ask>
  );
}
