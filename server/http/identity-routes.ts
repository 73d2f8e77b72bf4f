import type { Visitors } from "../visitors/visitors.ts";
import { identifiedSchema, identifySchema } from "../wire/identity.ts";
import { type Route, route } from "./route.ts";

/** Who a visitor is, as the site's own server signed it. */
export function identityRoutes({ visitors }: { readonly visitors: Visitors }): readonly Route[] {
  return [
    route(
      "POST /api/v1/identity",
      {
        summary: "Takes an identity that the site signed, and a new token in the place of the one that asks.",
        body: identifySchema,
        reply: identifiedSchema,
      },
      ({ who, body }) => visitors.identify(who, body),
    ),
  ];
}
