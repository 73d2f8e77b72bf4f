import { type EraseSetting, eraseTheirs } from "../privacy/erase.ts";
import { type ExportSetting, exportTheirs } from "../privacy/export.ts";
import type { Whose } from "../wire/privacy.ts";
import { erasedSchema, exportedSchema, whoseSchema } from "../wire/privacy.ts";
import { type Route, route } from "./route.ts";

export interface PrivacySetting {
  readonly privacy: EraseSetting & ExportSetting;
}

/** What somebody may ask of a company: what it has of them, and that it goes. Both are for admins. */
export function privacyRoutes({ privacy }: PrivacySetting): readonly Route[] {
  return [
    route(
      "POST /api/v1/privacy/export",
      {
        summary: "All that is kept of a lead, a visitor or an e-mail address.",
        body: whoseSchema,
        reply: exportedSchema,
      },
      async ({ body }) => await exportTheirs(privacy, body as Whose),
    ),
    route(
      "POST /api/v1/privacy/erase",
      {
        summary: "Erases all that is kept of a lead, a visitor or an e-mail address, for good.",
        body: whoseSchema,
        reply: erasedSchema,
      },
      async ({ body }) => await eraseTheirs(privacy, body as Whose),
    ),
  ];
}
