import { type Config, isLoopback } from "../../config.ts";
import { doubtful, type Finding, good } from "./finding.ts";

/** Whether browsers reach a server at PUBLIC_URL, and by https. */
export async function lookAtAddress(
  config: Pick<Config, "publicUrl" | "port">,
  fetch: (url: string, patience: { readonly signal: AbortSignal }) => Promise<{ readonly status: number }>,
): Promise<readonly Finding[]> {
  const url = config.publicUrl ?? `http://localhost:${config.port}`;
  return [byHttps(url), await serverAt(url, fetch)];
}

function byHttps(url: string): Finding {
  if (url.startsWith("https:")) return good("address", url);
  if (isLoopback(url)) return good("address", `${url}, this machine only`);
  return doubtful(
    "address",
    `${url} is plain http: passwords and messages can be read on the way`,
    "Put a proxy with a certificate in front, and set PUBLIC_URL to its https address.",
  );
}

async function serverAt(url: string, fetch: Parameters<typeof lookAtAddress>[1]): Promise<Finding> {
  const status = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3_000) }).then(
    (answer) => answer.status,
    () => undefined,
  );
  if (status === 200) return good("server", `${url}/readyz answers: it is ready`);
  const found = status === undefined ? `nothing answers at ${url}` : `${url}/readyz answers ${status}`;
  return doubtful("server", found, "Start it, or look at its log, if it should be running.");
}
