import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import type { AuditCheck, AuditLine } from "../../server/wire/audit.ts";
import { Trouble } from "../account/Trouble.tsx";
import { auditQuery, noteLogOut } from "../api/queries.ts";
import { Nowhere } from "../frame/Nowhere.tsx";
import { Icon } from "../look/Icon.tsx";
import { Moment } from "../look/Moment.tsx";
import { Failure, Loading } from "../look/States.tsx";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { actWords, whoInWords } from "./audit-words.ts";

/** Who did what, newest first. For admins. */
export function Audit() {
  const { person } = useMe();
  return person.role === "admin" ? <AllLines /> : <Nowhere />;
}

function AllLines() {
  const { site } = useMe();
  const { api, client } = useParts();
  const lines = useInfiniteQuery(auditQuery(api));
  const check = useMutation({
    mutationFn: () => api.checkAudit(),
    onError: (error) => noteLogOut(client, error),
  });
  return (
    <div className="page">
      <title>{`Audit log · ${site.name}`}</title>
      <header className="page-head">
        <h1>Audit log</h1>
        <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
          Check
        </Button>
      </header>
      <Trouble error={check.error} />
      {check.data && <CheckResult found={check.data} />}
      {lines.isPending && <Loading what="the audit log" rows={6} height={40} />}
      {lines.isError && !lines.data && (
        <Failure
          what="The audit log did not load."
          error={lines.error}
          onRetry={() => void lines.refetch()}
        />
      )}
      {lines.data && <LineTable lines={lines.data.pages.flatMap((page) => page.data)} />}
      {lines.hasNextPage && (
        <Button
          variant="default"
          loading={lines.isFetchingNextPage}
          onClick={() => void lines.fetchNextPage()}
        >
          Older lines
        </Button>
      )}
    </div>
  );
}

function CheckResult({ found: { lines, broken_at, head } }: { readonly found: AuditCheck }) {
  if (broken_at !== undefined) {
    return (
      <p role="alert" className="notice notice-danger">
        <Icon name="late" />
        <span>Line {broken_at} is missing or was changed. Everything before it is as it was written.</span>
      </p>
    );
  }
  return (
    <p role="status" className="notice notice-good">
      <Icon name="check" />
      <span>
        All {lines} lines are as they were written. Note this to see later whether the end was cut off:{" "}
        <code>{head.slice(0, 16)}</code>
      </span>
    </p>
  );
}

function LineTable({ lines }: { readonly lines: readonly AuditLine[] }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col">Did what</th>
          <th scope="col">To what</th>
          <th scope="col">From</th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.seq}>
            <th scope="row" dir="auto">
              {whoInWords(line.who)}
            </th>
            <td data-called="Did what">
              {actWords(line.what)}
              {line.detail !== undefined && <span className="meta"> {line.detail}</span>}
            </td>
            <td data-called="To what" dir="auto">
              {line.object_name ?? (line.object === undefined ? "" : <code>{line.object}</code>)}
            </td>
            <td data-called="From" className="meta">
              {line.network ?? ""}
            </td>
            <td data-called="When">
              <Moment at={line.at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
