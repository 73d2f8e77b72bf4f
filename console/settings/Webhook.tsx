import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import type { Endpoint } from "../../server/wire/undelivered.ts";
import { Trouble } from "../account/Trouble.tsx";
import { endpointsQuery, keys, noteLogOut, refresh } from "../api/queries.ts";
import { Ask } from "../look/Ask.tsx";
import { Icon } from "../look/Icon.tsx";
import { ShownOnce } from "../look/ShownOnce.tsx";
import { Empty, Failure, Loading } from "../look/States.tsx";
import { useParts } from "../parts.ts";
import { useOpenEndpoint } from "../undelivered/use-undelivered.ts";
import { DeliveryTable } from "./DeliveryTable.tsx";
import { SettingsPage } from "./SettingsPage.tsx";
import { deliveriesQuery } from "./settings-queries.ts";
import { isWhole, WebhookForm } from "./WebhookForm.tsx";
import { stateWords } from "./webhook-words.ts";

/** One webhook: what it is told, its secrets, and the log of what was delivered. */
export function Webhook() {
  const { webhook: name = "" } = useParams();
  const found = useQuery(endpointsQuery(useParts().api));
  const one = found.data?.find((endpoint) => endpoint.name === name);
  return (
    <SettingsPage title={`Webhook ${name}`}>
      {found.isPending && <Loading what="the webhook" rows={3} height={48} />}
      {found.isError && !found.data && (
        <Failure what="The webhook did not load." error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.data && !one && <Empty icon="search" title="There is no webhook of this name." />}
      {one && <Details endpoint={one} />}
      {one && <Log name={name} />}
    </SettingsPage>
  );
}

function Details({ endpoint }: { readonly endpoint: Endpoint }) {
  const { name, url, on, state, source, line, secrets } = endpoint;
  const open = useOpenEndpoint();
  return (
    <>
      <dl className="facts">
        <dt>Address</dt>
        <dd>
          <code>{url}</code>
        </dd>
        <dt>Is told of</dt>
        <dd>{on.join(", ")}</dd>
        <dt>State</dt>
        <dd>{stateWords[state]}</dd>
        <dt>Secrets</dt>
        <dd>{secretsInWords(secrets)}</dd>
      </dl>
      {state === "closed" && (
        <div className="row-buttons">
          <Button variant="default" loading={open.isPending} onClick={() => open.mutate(name)}>
            Tell it again
          </Button>
        </div>
      )}
      <Trouble error={open.error} />
      {source === "file" ? (
        <p className="settings-about">
          Set in <code>{`site.yml:${line ?? 1}`}</code>, and can be changed only there. To change its secret,
          name two in <code>secret:</code>, the new one first; both sign until you take the old one out.
        </p>
      ) : (
        <Own endpoint={endpoint} />
      )}
    </>
  );
}

function secretsInWords(count: number): string {
  if (count === 0) return "None in the environment: nothing can be signed";
  return count === 1 ? "One" : "Two: both sign";
}

type Doing = "change" | "remove" | "secret" | "drop";

/** What can be done with a webhook that was made here. */
function Own({ endpoint }: { readonly endpoint: Endpoint }) {
  const [doing, setDoing] = useState<Doing>();
  const done = () => setDoing(undefined);
  return (
    <>
      <div className="row-buttons">
        <Button variant="default" onClick={() => setDoing("change")}>
          Change
        </Button>
        {endpoint.secrets < 2 ? (
          <Button variant="default" onClick={() => setDoing("secret")}>
            New secret
          </Button>
        ) : (
          <Button variant="default" onClick={() => setDoing("drop")}>
            Drop the old secret
          </Button>
        )}
        <Button variant="default" c="var(--parley-danger)" onClick={() => setDoing("remove")}>
          Remove
        </Button>
      </div>
      {doing === "change" && <ChangeDialog endpoint={endpoint} onClose={done} />}
      {doing === "secret" && <SecretDialog name={endpoint.name} onClose={done} />}
      {doing === "drop" && <DropDialog name={endpoint.name} onClose={done} />}
      {doing === "remove" && <RemoveDialog name={endpoint.name} onClose={done} />}
    </>
  );
}

interface DialogProps {
  readonly name: string;
  readonly onClose: () => void;
}

/** Does it, then asks for the webhooks anew. */
function useAct<T>(act: () => Promise<T>, onDone: () => void) {
  const { client } = useParts();
  return useMutation<T, Error>({
    mutationFn: act,
    onSuccess: () => {
      refresh(client, keys.webhooks);
      onDone();
    },
    onError: (error) => noteLogOut(client, error),
  });
}

function ChangeDialog({ endpoint, onClose }: { readonly endpoint: Endpoint; readonly onClose: () => void }) {
  const { api } = useParts();
  const { name, url, on } = endpoint;
  const [draft, setDraft] = useState<{ readonly url: string; readonly on: readonly string[] }>({ url, on });
  const [tried, setTried] = useState(false);
  const change = useAct(() => api.changeWebhook(name, { url: draft.url, on: [...draft.on] }), onClose);
  const act = () => {
    setTried(true);
    if (isWhole(draft)) change.mutate();
  };
  return (
    <Ask
      opened
      onClose={onClose}
      title={`Change ${name}`}
      act="Save"
      onAct={act}
      busy={change.isPending}
      error={change.error}
    >
      <WebhookForm draft={draft} onChange={setDraft} tried={tried} />
    </Ask>
  );
}

function SecretDialog({ name, onClose }: DialogProps) {
  const { api } = useParts();
  const make = useAct(
    () => api.newWebhookSecret(name),
    () => undefined,
  );
  if (make.data) {
    return (
      <ShownOnce opened onClose={onClose} title={`The new secret of ${name}`} secret={make.data.secret}>
        <p>Give it to your system, then drop the old one here. Until then both sign. It is shown only now.</p>
      </ShownOnce>
    );
  }
  return (
    <Ask
      opened
      onClose={onClose}
      title="A new secret?"
      act="Make it"
      onAct={() => make.mutate()}
      busy={make.isPending}
      error={make.error}
    >
      <p>The old one stays good beside it, so that no call is lost while your system changes over.</p>
    </Ask>
  );
}

function DropDialog({ name, onClose }: DialogProps) {
  const { api } = useParts();
  const drop = useAct(() => api.dropWebhookSecret(name), onClose);
  return (
    <Ask
      opened
      onClose={onClose}
      title="Drop the old secret?"
      act="Drop it"
      onAct={() => drop.mutate()}
      busy={drop.isPending}
      error={drop.error}
    >
      <p>
        Calls are signed with the new one alone. A system that still checks with the old one refuses them.
      </p>
    </Ask>
  );
}

function RemoveDialog({ name, onClose }: DialogProps) {
  const { api } = useParts();
  const navigate = useNavigate();
  const remove = useAct(
    () => api.removeWebhook(name),
    () => void navigate("/settings/webhooks"),
  );
  return (
    <Ask
      opened
      onClose={onClose}
      title={`Remove ${name}?`}
      act="Remove"
      onAct={() => remove.mutate()}
      busy={remove.isPending}
      error={remove.error}
    >
      <p>It is told nothing more, and its secrets go. What waits to be delivered to it is not delivered.</p>
    </Ask>
  );
}

const AGAIN_MS = 5_000;

function Log({ name }: { readonly name: string }) {
  const log = useInfiniteQuery({ ...deliveriesQuery(useParts().api, name), refetchInterval: AGAIN_MS });
  const rows = log.data?.pages.flatMap((page) => page.data);
  return (
    <section className="settings-part" aria-label="Log">
      <h2>Log</h2>
      <p className="meta">
        Of two days; what was given up, of thirty. Words are kept only until they are delivered: one that is
        told again says what is known now.
      </p>
      {log.isPending && <Loading what="the log" rows={3} height={40} />}
      {log.isError && !rows && (
        <Failure what="The log did not load." error={log.error} onRetry={() => void log.refetch()} />
      )}
      {rows?.length === 0 && (
        <p>
          <Icon name="clock" size={14} /> Nothing yet.
        </p>
      )}
      {rows && rows.length > 0 && <DeliveryTable webhook={name} rows={rows} />}
      {log.hasNextPage && (
        <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          Show more
        </Button>
      )}
    </section>
  );
}
