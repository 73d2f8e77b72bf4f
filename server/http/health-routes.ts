import Type from "typebox";
import { Refusal } from "../refusal.ts";
import type { Stores } from "../stores/ports.ts";
import { openApi } from "./openapi.ts";
import { type Route, route } from "./route.ts";

const okSchema = Type.Object({ status: Type.Literal("ok") }, { additionalProperties: false });

export interface HealthSetting {
  readonly stores: Pick<Stores, "ping">;
  stopping(): boolean;
}

/** Whether the process lives, and whether it can work. */
export function healthRoutes({ stores, stopping }: HealthSetting): readonly Route[] {
  return [
    route("GET /healthz", { summary: "The process answers.", reply: okSchema }, () => ({
      status: "ok" as const,
    })),
    route("GET /readyz", { summary: "The store answers too.", reply: okSchema }, async () => {
      // First of all, so that a balancer turns to other nodes while what is under way here is finished.
      if (stopping()) throw new Refusal("TRY_AGAIN", "The server is about to stop.", { retryAfter: 2 });
      try {
        await stores.ping();
      } catch {
        throw new Refusal("TRY_AGAIN", "The store does not answer.", { retryAfter: 2 });
      }
      return { status: "ok" as const };
    }),
  ];
}

/** The page of all routes, its own included. */
export function openApiRoute(others: readonly Route[], version: string): Route {
  let page: Readonly<Record<string, unknown>> | undefined;
  const self: Route = route(
    "GET /openapi.json",
    { summary: "This page: OpenAPI 3.1.", reply: Type.Record(Type.String(), Type.Unknown()) },
    () => {
      page ??= openApi([...others, self], version);
      return page;
    },
  );
  return self;
}
