import type { AuditLog } from "../audit/audit-log.ts";
import { type EraseSetting, eraseTheirs } from "../privacy/erase.ts";
import { type ExportSetting, exportTheirs } from "../privacy/export.ts";
import { writeDown } from "../privacy/written-down.ts";
import type { Whose } from "../wire/privacy.ts";
import { erasedSchema, exportedSchema, whoseSchema } from "../wire/privacy.ts";
import { doer } from "./own-routes.ts";
import { type Route, route } from "./route.ts";

export interface PrivacySetting {
  readonly privacy: EraseSetting & ExportSetting;
  readonly audit: AuditLog;
}

/** What somebody may ask of a company: what it has of them, and that it goes. Both are for admins. */
export function privacyRoutes({ privacy, audit }: PrivacySetting): readonly Route[] {
  return [
    route(
      "POST /api/v1/privacy/export",
      {
        summary: "All that is kept of a lead, a visitor or an e-mail address.",
        body: whoseSchema,
        reply: exportedSchema,
      },
      async (call) => {
        const whose = call.body as Whose;
        const found = await exportTheirs(privacy, whose);
        await writeDown(audit, doer(call), "export.made", whose);
        return found;
      },
    ),
    route(
      "POST /api/v1/privacy/erase",
      {
        summary: "Erases all that is kept of a lead, a visitor or an e-mail address, for good.",
        body: whoseSchema,
        reply: erasedSchema,
      },
      async (call) => {
        const whose = call.body as Whose;
        // Before it is done: what is gone must not be missing here too.
        await writeDown(audit, doer(call), "erasure.asked", whose);
        return await eraseTheirs(privacy, whose);
      },
    ),
  ];
}
