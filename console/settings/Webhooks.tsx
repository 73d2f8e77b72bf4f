import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import type { MakeWebhook, WebhookSecret } from "../../server/wire/settings.ts";
import type { Endpoint } from "../../server/wire/undelivered.ts";
import { endpointsQuery, keys, noteLogOut, refresh } from "../api/queries.ts";
import { Ask } from "../look/Ask.tsx";
import { ShownOnce } from "../look/ShownOnce.tsx";
import { Empty, Failure, Loading } from "../look/States.tsx";
import { useParts } from "../parts.ts";
import { SettingsPage } from "./SettingsPage.tsx";
import { isWhole, WebhookForm } from "./WebhookForm.tsx";
import { stateWords } from "./webhook-words.ts";

/** Systems of the company that are told what happens. */
export function Webhooks() {
  const found = useQuery(endpointsQuery(useParts().api));
  const [making, setMaking] = useState(false);
  return (
    <SettingsPage
      title="Webhooks"
      about="Systems of yours that are told what happens, each call signed. Those of site.yml have their secrets in the environment."
      act={<Button onClick={() => setMaking(true)}>Make a webhook</Button>}
    >
      {found.isPending && <Loading what="the webhooks" rows={3} height={48} />}
      {found.isError && !found.data && (
        <Failure what="The webhooks did not load." error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.data?.length === 0 && (
        <Empty icon="bolt" title="No webhooks yet.">
          A webhook tells your CRM of a lead the moment it is there.
        </Empty>
      )}
      {found.data && found.data.length > 0 && <WebhookTable rows={found.data} />}
      <MakeDialog opened={making} onClose={() => setMaking(false)} />
    </SettingsPage>
  );
}

function WebhookTable({ rows }: { readonly rows: readonly Endpoint[] }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Address</th>
          <th scope="col">State</th>
          <th scope="col">From</th>
          <th scope="col">
            <span className="meta">Open</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, url, state, source, line }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td data-called="Address" className="code-value">
              {url}
            </td>
            <td data-called="State">{stateWords[state]}</td>
            <td data-called="From">
              {source === "file" ? <code>{`site.yml:${line ?? 1}`}</code> : "Made here"}
            </td>
            <td data-called="Open">
              <Button
                component={Link}
                to={`/settings/webhooks/${name}`}
                variant="default"
                size="xs"
                aria-label={`Open ${name}`}
              >
                Open
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface MakeDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

function MakeDialog({ opened, onClose }: MakeDialogProps) {
  const { api, client } = useParts();
  const make = useMutation<WebhookSecret, Error, MakeWebhook>({
    mutationFn: (webhook) => api.makeWebhook(webhook),
    onSuccess: () => refresh(client, keys.webhooks),
    onError: (error) => noteLogOut(client, error),
  });
  const close = () => {
    onClose();
    make.reset();
  };
  if (make.data) {
    return (
      <ShownOnce opened={opened} onClose={close} title="The webhook’s secret" secret={make.data.secret}>
        <p>Your system checks with it that a call is from Parley. It is shown only now.</p>
      </ShownOnce>
    );
  }
  // Closed it is gone, so that it opens empty again.
  return opened ? (
    <MakeForm
      onClose={close}
      onMake={(webhook) => make.mutate(webhook)}
      busy={make.isPending}
      error={make.error}
    />
  ) : null;
}

interface MakeFormProps {
  readonly onClose: () => void;
  readonly onMake: (webhook: MakeWebhook) => void;
  readonly busy: boolean;
  readonly error: unknown;
}

function MakeForm({ onClose, onMake, busy, error }: MakeFormProps) {
  const [name, setName] = useState("");
  const [draft, setDraft] = useState<{ readonly url: string; readonly on: readonly string[] }>({
    url: "",
    on: ["lead.created", "lead.qualified"],
  });
  const [tried, setTried] = useState(false);
  const isName = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(name);
  const act = () => {
    setTried(true);
    if (isName && isWhole(draft)) onMake({ name, url: draft.url, on: [...draft.on] });
  };
  return (
    <Ask opened onClose={onClose} title="Make a webhook" act="Make it" onAct={act} busy={busy} error={error}>
      <TextInput
        label="Name"
        description="A word, such as crm."
        autoComplete="off"
        maxLength={40}
        mb={16}
        value={name}
        onChange={(event) => setName(event.currentTarget.value.trim())}
        error={tried && !isName && "A word of letters, digits, - and _."}
        data-autofocus
      />
      <WebhookForm draft={draft} onChange={setDraft} tried={tried} />
    </Ask>
  );
}
