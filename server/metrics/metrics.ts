import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { LogEvent } from "../log.ts";

/** Figures of one server, for Prometheus. Never a visitor's words, never an id: labels have few values. */
export interface Metrics {
  /** One line of the log. */
  logged(event: LogEvent): void;
  /** @param seconds from the first byte of the request to the last of the answer. */
  answered(request: { readonly route: string; readonly status: number; readonly seconds: number }): void;
  /** A figure that is asked for when the page is read. One that rejects is left out of that page. */
  watch(name: `parley_${string}`, help: string, read: () => number | Promise<number>): void;
  /** The page, and its media type. */
  page(): Promise<{ readonly type: string; readonly text: string }>;
}

// From a turn that needs no write to one that waited for the store as long as it may.
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Collects from now on, also about the process itself: memory, event loop, garbage collection. */
export function makeMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const events = new Counter({
    name: "parley_events_total",
    help: "Lines of the log, by event.",
    labelNames: ["event"] as const,
    registers,
  });
  const requests = new Histogram({
    name: "parley_http_request_seconds",
    help: "Time to answer a request, by route and status. Event streams are not in it.",
    labelNames: ["route", "status"] as const,
    buckets: SECONDS,
    registers,
  });
  return {
    logged: (event) => events.inc({ event }),
    answered: ({ route, status, seconds }) => requests.observe({ route, status }, seconds),
    watch: (name, help, read) => {
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          try {
            this.set(await read());
          } catch {
            this.remove();
          }
        },
      });
    },
    page: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
