import { Anchor, Button, TextInput } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { LeadRow } from "../../server/wire/rep.ts";
import { leadsQuery } from "../api/queries.ts";
import { Icon } from "../look/Icon.tsx";
import { Moment } from "../look/Moment.tsx";
import { ScoreChip } from "../look/ScoreChip.tsx";
import { Empty, Failure, Loading } from "../look/States.tsx";
import { outcomeInWords } from "../look/words.ts";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";

const PAUSE_MS = 250;

/** All leads, newest change first, with a search that stays in the address. */
export function Leads() {
  const { site } = useMe();
  const [query, setQuery] = useSearchParams();
  const search = query.get("search") ?? "";
  const leads = useInfiniteQuery({
    ...leadsQuery(useParts().api, search),
    placeholderData: keepPreviousData,
  });
  const rows = leads.data?.pages.flatMap((page) => page.data);
  return (
    <div className="page">
      <title>{`Leads · ${site.name}`}</title>
      <header className="page-head">
        <h1>Leads</h1>
        <Search
          search={search}
          onSearch={(next) => setQuery(next === "" ? {} : { search: next }, { replace: true })}
        />
      </header>
      {leads.isPending && <Loading what="the leads" rows={8} height={48} />}
      {leads.isError && !rows && (
        <Failure what="The leads did not load." error={leads.error} onRetry={() => void leads.refetch()} />
      )}
      {rows?.length === 0 && <NoLeads search={search} />}
      {rows && rows.length > 0 && <LeadTable rows={rows} />}
      {leads.hasNextPage && (
        <Button
          variant="default"
          loading={leads.isFetchingNextPage}
          onClick={() => void leads.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </div>
  );
}

function Search({
  search,
  onSearch,
}: {
  readonly search: string;
  readonly onSearch: (next: string) => void;
}) {
  const [text, setText] = useState(search);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === search) return;
    const timer = setTimeout(() => onSearch(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, search, onSearch]);
  return (
    <div className="search">
      <TextInput
        type="search"
        aria-label="Search leads"
        placeholder="Name, company or e-mail"
        leftSection={<Icon name="search" />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </div>
  );
}

function NoLeads({ search }: { readonly search: string }) {
  if (search === "") {
    return (
      <Empty icon="people" title="No leads yet.">
        Every visitor who answers a question becomes one.
      </Empty>
    );
  }
  return (
    <Empty icon="search" title={`No lead matches “${search}”.`}>
      Try a part of the name, the company or the e-mail address.
    </Empty>
  );
}

function LeadTable({ rows }: { readonly rows: readonly LeadRow[] }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Score</th>
          <th scope="col">E-mail</th>
          <th scope="col">Outcome</th>
          <th scope="col">Page</th>
          <th scope="col">Playbook</th>
          <th scope="col">Last change</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" dir="auto">
              <Anchor component={Link} to={`/leads/${row.id}`} inherit>
                {row.name}
              </Anchor>
              {row.company !== undefined && <span className="row-company">{row.company}</span>}
            </th>
            <td>
              <ScoreChip score={row.score} grade={row.grade} />
            </td>
            <td data-called="E-mail">{row.email ?? <span className="meta">Not given</span>}</td>
            <td data-called="Outcome">{row.outcome === undefined ? "Open" : outcomeInWords(row.outcome)}</td>
            <td data-called="Page">{row.page}</td>
            <td data-called="Playbook">{row.playbook}</td>
            <td data-called="Last change">
              <Moment at={row.updated_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
