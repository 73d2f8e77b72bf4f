import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Undelivered as Letter } from "../../server/wire/undelivered.ts";
import { inWords } from "../api/api-problem.ts";
import { undeliveredQuery } from "../api/queries.ts";
import { Nowhere } from "../frame/Nowhere.tsx";
import { Ask } from "../look/Ask.tsx";
import { Icon } from "../look/Icon.tsx";
import { Moment } from "../look/Moment.tsx";
import { Empty, Failure, Loading } from "../look/States.tsx";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { Endpoints } from "./Endpoints.tsx";
import { discardInWords, faultInWords, toInWords, typeInWords } from "./fault-words.ts";
import { useDiscard, useRetry } from "./use-undelivered.ts";
import "./undelivered.css";

/** What did not reach others after a day and a half of tries. For admins, who try again or drop it. */
export function Undelivered() {
  const { person } = useMe();
  return person.role === "admin" ? <AllUndelivered /> : <Nowhere />;
}

function AllUndelivered() {
  const { site } = useMe();
  const letters = useInfiniteQuery(undeliveredQuery(useParts().api));
  const rows = letters.data?.pages.flatMap((page) => page.data);
  return (
    <div className="page">
      <title>{`Undelivered · ${site.name}`}</title>
      <header className="page-head">
        <h1>Undelivered</h1>
      </header>
      <Endpoints />
      {letters.isPending && <Loading what="what was not delivered" rows={4} height={48} />}
      {letters.isError && !rows && (
        <Failure what="The list did not load." error={letters.error} onRetry={() => void letters.refetch()} />
      )}
      {rows?.length === 0 && (
        <Empty icon="check" title="Everything was delivered.">
          What a webhook or a mailbox does not take in a day and a half of tries stands here.
        </Empty>
      )}
      {rows && rows.length > 0 && <LetterTable rows={rows} />}
      {letters.hasNextPage && (
        <Button
          variant="default"
          loading={letters.isFetchingNextPage}
          onClick={() => void letters.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </div>
  );
}

function LetterTable({ rows }: { readonly rows: readonly Letter[] }) {
  const [discarding, setDiscarding] = useState<Letter>();
  return (
    <>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">To</th>
            <th scope="col">Why not</th>
            <th scope="col">Tries</th>
            <th scope="col">Last try</th>
            <th scope="col">
              <span className="unseen">What to do</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((letter) => (
            <Row key={letter.id} letter={letter} onDiscard={() => setDiscarding(letter)} />
          ))}
        </tbody>
      </table>
      <DiscardDialog letter={discarding} onClose={() => setDiscarding(undefined)} />
    </>
  );
}

interface RowProps {
  readonly letter: Letter;
  readonly onDiscard: () => void;
}

function Row({ letter, onDiscard }: RowProps) {
  const retry = useRetry();
  const about = `${typeInWords(letter.type)}, ${toInWords(letter)}`;
  return (
    <tr>
      <th scope="row">{typeInWords(letter.type)}</th>
      <td data-called="To">{toInWords(letter)}</td>
      <td data-called="Why not">
        <span>
          {faultInWords(letter.fault)}
          {retry.isError && (
            <span role="alert" className="undelivered-fault">
              <Icon name="late" size={14} /> {inWords(retry.error)}
            </span>
          )}
        </span>
      </td>
      <td data-called="Tries" className="figures">
        {letter.tries}
      </td>
      <td data-called="Last try" className="undelivered-when">
        <Moment at={letter.failed_at} />
      </td>
      <td className="undelivered-acts">
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon name="retry" size={14} />}
          loading={retry.isPending}
          aria-label={`Try again: ${about}`}
          onClick={() => retry.mutate(letter.id)}
        >
          Try again
        </Button>
        <Button size="xs" variant="subtle" aria-label={`Discard: ${about}`} onClick={onDiscard}>
          Discard
        </Button>
      </td>
    </tr>
  );
}

interface DiscardProps {
  /** Undefined: the dialog is closed. */
  readonly letter: Letter | undefined;
  readonly onClose: () => void;
}

function DiscardDialog({ letter, onClose }: DiscardProps) {
  const discard = useDiscard(onClose);
  const close = () => {
    discard.reset();
    onClose();
  };
  return (
    <Ask
      opened={letter !== undefined}
      onClose={close}
      title="Discard this for good?"
      act="Discard it"
      onAct={() => letter && discard.mutate(letter.id)}
      busy={discard.isPending}
      error={discard.error}
    >
      {letter && <p>{discardInWords(letter)}</p>}
    </Ask>
  );
}
