import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { Session } from "../../server/wire/account.ts";
import { keys, noteLogOut, refresh, sessionsQuery } from "../api/queries.ts";
import { Moment } from "../look/Moment.tsx";
import { Failure, Loading } from "../look/States.tsx";
import { useParts } from "../parts.ts";
import { Trouble } from "./Trouble.tsx";

/** Where one is logged in, and how to end it. */
export function Sessions() {
  const { api, client } = useParts();
  const sessions = useQuery(sessionsQuery(api));
  const end = useMutation<void, Error, string | undefined>({
    mutationFn: (id) => api.endSession(id),
    onSuccess: () => refresh(client, keys.sessions),
    onError: (error) => noteLogOut(client, error),
  });
  const others = sessions.data?.some(({ current }) => !current) === true;
  return (
    <section aria-labelledby="account-sessions">
      <h2 id="account-sessions">Where you are logged in</h2>
      {sessions.isPending && <Loading what="your sessions" rows={2} height={40} />}
      {sessions.isError && !sessions.data && (
        <Failure
          what="Your sessions did not load."
          error={sessions.error}
          onRetry={() => void sessions.refetch()}
        />
      )}
      {sessions.data && (
        <SessionTable sessions={sessions.data} onEnd={(id) => end.mutate(id)} busy={end.isPending} />
      )}
      <Trouble error={end.error} />
      {others && (
        <p>
          <Button variant="default" loading={end.isPending} onClick={() => end.mutate(undefined)}>
            Log out everywhere else
          </Button>
        </p>
      )}
    </section>
  );
}

interface SessionTableProps {
  readonly sessions: readonly Session[];
  readonly onEnd: (id: string) => void;
  readonly busy: boolean;
}

function SessionTable({ sessions, onEnd, busy }: SessionTableProps) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Device</th>
          <th scope="col">Network</th>
          <th scope="col">Since</th>
          <th scope="col">
            <span className="meta">End</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sessions.map(({ id, device = "A browser", network = "Not known", began_at, current }) => (
          <tr key={id}>
            <th scope="row">{device}</th>
            <td data-called="Network">{network}</td>
            <td data-called="Since">{began_at !== undefined && <Moment at={began_at} />}</td>
            <td data-called="End">
              {current ? (
                <span className="meta">This one</span>
              ) : (
                <Button
                  variant="default"
                  size="xs"
                  disabled={busy}
                  aria-label={`Log out ${device}`}
                  onClick={() => onEnd(id)}
                >
                  Log out
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
