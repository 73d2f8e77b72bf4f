import type { Metrics } from "../metrics/metrics.ts";
import { Refusal } from "../refusal.ts";
import { ANSWERED, type Route, route } from "./route.ts";

/** Figures for Prometheus. @param metrics undefined: there are none, and the gate lets nobody come here. */
export function metricsRoute(metrics: Pick<Metrics, "page"> | undefined): Route {
  const schemas = { summary: "Figures of this server, in the text format of Prometheus.", plain: true };
  return route("GET /metrics", schemas, async ({ response }): Promise<typeof ANSWERED> => {
    if (!metrics) throw new Refusal("ROUTE_UNKNOWN", "Figures are off.");
    const { type, text } = await metrics.page();
    response.set("Cache-Control", "no-store").type(type).send(text);
    return ANSWERED;
  });
}
