import Type from "typebox";
import type { AuditLog } from "../audit/audit-log.ts";
import type { Accounts } from "../auth/accounts.ts";
import { type Changes, changeSettings } from "../settings/change-settings.ts";
import { type ConsoleWebhooks, makeConsoleWebhooks } from "../settings/console-webhooks.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import type { SightingStore } from "../settings/sighting-store.ts";
import type { SiteNow } from "../settings/site-now.ts";
import { tryHours } from "../settings/try-hours.ts";
import { viewSettings } from "../settings/view-settings.ts";
import type { Timekeeper } from "../timekeeper.ts";
import {
  changeSettingsSchema,
  changeWebhookSchema,
  hoursTriedSchema,
  makeWebhookSchema,
  type SettingsView,
  settingsSchema,
  sightingsSchema,
  tryHoursSchema,
  webhookNameSchema,
  webhookSecretSchema,
} from "../wire/settings.ts";
import { doer } from "./own-routes.ts";
import { given } from "./presenters/inbox.ts";
import { type Route, route } from "./route.ts";

export interface SettingsSetting {
  readonly siteNow: SiteNow;
  readonly settings: SettingsStore;
  readonly sightings: SightingStore;
  readonly audit: AuditLog;
  readonly accounts: Pick<Accounts, "list">;
  readonly timekeeper: Timekeeper;
  readonly secretKey: string;
}

const params = Type.Object({ name: webhookNameSchema }, { additionalProperties: false });

/** What is set in the console beside site.yml. For admins. */
export function settingsRoutes(setting: SettingsSetting): readonly Route[] {
  const { siteNow, settings, sightings, timekeeper } = setting;
  const changing = { ...setting, now: siteNow, store: settings };
  return [
    route(
      "GET /api/v1/settings",
      {
        summary: "Every setting, with what it is and whether site.yml or the console says so.",
        reply: settingsSchema,
      },
      () => settingsView(setting),
    ),
    route(
      "POST /api/v1/settings",
      {
        summary: "Sets what site.yml leaves open. It counts at once, at other nodes a moment later.",
        body: changeSettingsSchema,
        reply: settingsSchema,
      },
      async (call) => {
        await changeSettings(changing, call.body.version, call.body.set as Changes, doer(call));
        return await settingsView(setting);
      },
    ),
    route(
      "POST /api/v1/hours/try",
      {
        summary: "Whether a team with such hours is open at a time. Changes nothing.",
        body: tryHoursSchema,
        reply: hoursTriedSchema,
      },
      ({ body }) => {
        const { hours, holidays, time_zone: timeZone, at } = body;
        const wanted = { hours: hours as Changes[string] | undefined, holidays, timeZone, at };
        const { closesAt, opensAt, ...tried } = tryHours(wanted, timekeeper.now());
        return given<typeof tried & { closes_at?: string; opens_at?: string }>({
          ...tried,
          closes_at: closesAt,
          opens_at: opensAt,
        });
      },
    ),
    route(
      "GET /api/v1/sightings",
      { summary: "On which websites the widget was asked for, newest first.", reply: sightingsSchema },
      async () => {
        const seen = await sightings.seen(siteNow.site().id);
        return { data: seen.map(({ origin, at, allowed }) => ({ origin, at, allowed })), next_cursor: null };
      },
    ),
    ...webhookRoutes(makeConsoleWebhooks(changing)),
  ];
}

function webhookRoutes(webhooks: ConsoleWebhooks): readonly Route[] {
  return [
    route(
      "POST /api/v1/webhooks",
      {
        summary: "Makes a webhook. Its secret is told only now.",
        body: makeWebhookSchema,
        reply: webhookSecretSchema,
        status: 201,
      },
      async (call) => {
        const { name, url, on } = call.body;
        return { secret: await webhooks.make(name, { url, on: on as never }, doer(call)) };
      },
    ),
    route(
      "POST /api/v1/webhooks/:name",
      { summary: "Changes where a webhook leads, and what it is told.", params, body: changeWebhookSchema },
      async (call) => {
        const { url, on } = call.body;
        await webhooks.change(call.params.name, { url, on: on as never }, doer(call));
        return undefined;
      },
    ),
    route("DELETE /api/v1/webhooks/:name", { summary: "Takes a webhook away.", params }, async (call) => {
      await webhooks.remove(call.params.name, doer(call));
      return undefined;
    }),
    route(
      "POST /api/v1/webhooks/:name/secret",
      {
        summary:
          "A new secret beside the old one: both sign until the old one is dropped. It is told only now.",
        params,
        reply: webhookSecretSchema,
        status: 201,
      },
      async (call) => ({ secret: await webhooks.newSecret(call.params.name, doer(call)) }),
    ),
    route(
      "DELETE /api/v1/webhooks/:name/secret",
      { summary: "Drops the old one of two secrets.", params },
      async (call) => {
        await webhooks.dropOldSecret(call.params.name, doer(call));
        return undefined;
      },
    ),
  ];
}

async function settingsView({ siteNow, accounts }: SettingsSetting): Promise<SettingsView> {
  await siteNow.refresh();
  const record = siteNow.record();
  const people = record ? await accounts.list() : [];
  return given<SettingsView>({
    version: record?.v ?? 0,
    file: siteNow.hasFile(),
    changed_at: record?.changedAt,
    changed_by: people.find(({ id }) => id === record?.changedBy)?.name,
    teams: [...siteNow.site().teams.keys()],
    data: [...viewSettings(siteNow)],
  });
}
