import { useQuery } from "@tanstack/react-query";
import type { About } from "../../server/wire/settings.ts";
import { useFeed } from "../live/use-feed.ts";
import { Icon } from "../look/Icon.tsx";
import { Failure, Loading } from "../look/States.tsx";
import { roughTime } from "../look/times.ts";
import { useParts } from "../parts.ts";
import { SettingsPage } from "./SettingsPage.tsx";
import { serverQuery } from "./settings-queries.ts";

const AGAIN_MS = 10_000;
/** From here on somebody should look. */
const LATE_MS = 10_000;

/** What the server is, and how it is. */
export function AboutServer() {
  const about = useQuery({ ...serverQuery(useParts().api), refetchInterval: AGAIN_MS });
  return (
    <SettingsPage title="About">
      {about.isPending && <Loading what="the server" rows={4} height={32} />}
      {about.isError && !about.data && (
        <Failure
          what="The server did not say how it is."
          error={about.error}
          onRetry={() => void about.refetch()}
        />
      )}
      {about.data && <Facts about={about.data} />}
    </SettingsPage>
  );
}

function Facts({ about }: { readonly about: About }) {
  const now = useFeed(useParts().clock);
  const { clocks_ms: clocks, outbox_ms: outbox, deliveries_ms: deliveries } = about.late;
  const late = Math.max(clocks, outbox, deliveries);
  return (
    <>
      {late < LATE_MS ? (
        <p role="status" className="notice notice-good">
          <Icon name="check" />
          <span>All is well: the store answers in {about.store.answers_ms} ms, and nothing is late.</span>
        </p>
      ) : (
        <p role="alert" className="notice notice-danger">
          <Icon name="late" />
          <span>Work is late by {roughTime(late)}. See “Late” below, and the log of the server.</span>
        </p>
      )}
      <dl className="facts">
        <dt>Parley</dt>
        <dd>{about.version}</dd>
        <dt>Node.js</dt>
        <dd>{about.node}</dd>
        <dt>Running for</dt>
        <dd>{roughTime(now - Date.parse(about.started_at))}</dd>
        <dt>Address</dt>
        <dd>{about.public_url}</dd>
        <dt>Store</dt>
        <dd>{about.store.kind === "sqlite" ? "SQLite" : "MongoDB"}</dd>
        <dt>Redis</dt>
        <dd>{about.redis ? "Set" : "None; the store is asked"}</dd>
        <dt>Figures</dt>
        <dd>{about.metrics ? "At /metrics, with METRICS_TOKEN" : "Off; set METRICS_TOKEN"}</dd>
        <dt>Open streams</dt>
        <dd>{about.streams} at this node</dd>
        <dt>Late</dt>
        <dd>{`Clocks ${lateInWords(clocks)}, records ${lateInWords(outbox)}, deliveries ${lateInWords(deliveries)}`}</dd>
        <dt>Health</dt>
        <dd>
          <a href="/healthz">/healthz</a> and <a href="/readyz">/readyz</a>
        </dd>
        <dt>API</dt>
        <dd>
          <a href="/openapi.json">/openapi.json</a>
        </dd>
      </dl>
    </>
  );
}

function lateInWords(ms: number): string {
  return ms < 1_000 ? "none" : `${Math.round(ms / 1_000)} s`;
}
