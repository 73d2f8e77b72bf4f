import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { DeliveryRow } from "../../server/wire/settings.ts";
import { inWords } from "../api/api-problem.ts";
import { noteLogOut, refresh } from "../api/queries.ts";
import { Icon } from "../look/Icon.tsx";
import { Moment } from "../look/Moment.tsx";
import { useParts } from "../parts.ts";
import { faultInWords } from "../undelivered/fault-words.ts";
import { settingsKeys } from "./settings-queries.ts";
import { deliveryWords } from "./webhook-words.ts";

interface DeliveryTableProps {
  readonly webhook: string;
  readonly rows: readonly DeliveryRow[];
}

/** What a webhook was told, or is to be told. */
export function DeliveryTable({ webhook, rows }: DeliveryTableProps) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Came of it</th>
          <th scope="col">Tries</th>
          <th scope="col">Last</th>
          <th scope="col">
            <span className="unseen">What to do</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} webhook={webhook} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ webhook, row }: { readonly webhook: string; readonly row: DeliveryRow }) {
  const { api, client } = useParts();
  const again = useMutation({
    mutationFn: () => api.tellAgain(webhook, row.id),
    onSuccess: () => refresh(client, settingsKeys.deliveries),
    onError: (error) => noteLogOut(client, error),
  });
  const { state, fault } = row;
  return (
    <tr>
      <th scope="row">{row.type}</th>
      <td data-called="Came of it">
        <span>
          <span
            className={state === "dead" ? "seen-refused" : state === "delivered" ? "seen-fine" : undefined}
          >
            <Icon name={state === "delivered" ? "check" : state === "dead" ? "late" : "clock"} size={14} />{" "}
            {deliveryWords[state]}
          </span>
          {fault !== undefined && <span className="meta"> {faultInWords(fault)}</span>}
          {again.isError && <span role="alert"> {inWords(again.error)}</span>}
        </span>
      </td>
      <td data-called="Tries" className="figures">
        {row.tries}
      </td>
      <td data-called="Last">
        <Moment at={row.changed_at} />
      </td>
      <td>
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon name="retry" size={14} />}
          loading={again.isPending}
          aria-label={`Tell again: ${row.type}`}
          onClick={() => again.mutate()}
        >
          Tell again
        </Button>
      </td>
    </tr>
  );
}
