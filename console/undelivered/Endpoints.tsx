import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Endpoint } from "../../server/wire/undelivered.ts";
import { inWords } from "../api/api-problem.ts";
import { endpointsQuery } from "../api/queries.ts";
import { Icon } from "../look/Icon.tsx";
import { useParts } from "../parts.ts";
import { useOpenEndpoint } from "./use-undelivered.ts";

/** The site's webhooks that are not well; nothing when all are. */
export function Endpoints() {
  const { data } = useQuery(endpointsQuery(useParts().api));
  const ill = (data ?? []).filter((one) => one.state !== "ok" || one.secrets === 0);
  if (ill.length === 0) return null;
  return (
    <section aria-label="Webhooks that need a look" className="endpoints">
      {ill.map((one) => (
        <Ill key={one.name} endpoint={one} />
      ))}
    </section>
  );
}

function Ill({ endpoint }: { readonly endpoint: Endpoint }) {
  const open = useOpenEndpoint();
  return (
    <div className="notice notice-danger endpoint">
      <Icon name="late" />
      <span>
        <b>{endpoint.name}</b> {stateInWords(endpoint)}
        {open.isError && <span role="alert"> {inWords(open.error)}</span>}
      </span>
      {endpoint.state === "closed" && (
        <Button
          size="xs"
          variant="default"
          loading={open.isPending}
          aria-label={`Tell it again: ${endpoint.name}`}
          onClick={() => open.mutate(endpoint.name)}
        >
          Tell it again
        </Button>
      )}
    </div>
  );
}

function stateInWords({ state, url }: Endpoint): string {
  if (state === "closed") return `said that it is gone for good (${url}), and is told nothing any more.`;
  if (state === "paused") return `does not answer (${url}). It is asked again by itself.`;
  return "has no secret in the environment, so nothing can be signed for it.";
}
