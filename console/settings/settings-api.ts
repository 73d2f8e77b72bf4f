import type { Board } from "../../server/wire/board.ts";
import type { CannedReplies } from "../../server/wire/inbox.ts";
import type {
  About,
  ChangeSettings,
  ChangeWebhook,
  DeliveriesPage,
  HoursTried,
  MailTried,
  MakeWebhook,
  SettingsView,
  SightingView,
  TryHours,
  WebhookSecret,
} from "../../server/wire/settings.ts";

/** What the settings and the board ask of the server. For admins, where nothing else is said. */
export interface SettingsApi {
  settings(): Promise<SettingsView>;
  /** Sets, or with null takes back. */
  changeSettings(change: ChangeSettings): Promise<SettingsView>;
  tryHours(hours: TryHours): Promise<HoursTried>;
  /** Where the widget was asked for, newest first. */
  sightings(): Promise<readonly SightingView[]>;
  makeWebhook(webhook: MakeWebhook): Promise<WebhookSecret>;
  changeWebhook(name: string, change: ChangeWebhook): Promise<void>;
  removeWebhook(name: string): Promise<void>;
  newWebhookSecret(name: string): Promise<WebhookSecret>;
  dropWebhookSecret(name: string): Promise<void>;
  deliveries(webhook: string, cursor?: string): Promise<DeliveriesPage>;
  tellAgain(webhook: string, delivery: string): Promise<void>;
  /** In place of the list whose `v` it names. */
  keepReplies(list: CannedReplies): Promise<CannedReplies>;
  /** Supervision: for everybody but reps. */
  board(): Promise<Board>;
  server(): Promise<About>;
  tryMail(): Promise<MailTried>;
}

type Ask = <T>(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: unknown) => Promise<T>;

export function settingsApi(ask: Ask): SettingsApi {
  const hook = (name: string) => `/webhooks/${encodeURIComponent(name)}`;
  return {
    settings: () => ask("GET", "/settings"),
    changeSettings: (change) => ask("POST", "/settings", change),
    tryHours: (hours) => ask("POST", "/hours/try", hours),
    sightings: async () => (await ask<{ readonly data: readonly SightingView[] }>("GET", "/sightings")).data,
    makeWebhook: (webhook) => ask("POST", "/webhooks", webhook),
    changeWebhook: (name, change) => ask("POST", hook(name), change),
    removeWebhook: (name) => ask("DELETE", hook(name)),
    newWebhookSecret: (name) => ask("POST", `${hook(name)}/secret`),
    dropWebhookSecret: (name) => ask("DELETE", `${hook(name)}/secret`),
    deliveries: (name, cursor) =>
      ask(
        "GET",
        `${hook(name)}/deliveries${cursor === undefined ? "" : `?cursor=${encodeURIComponent(cursor)}`}`,
      ),
    tellAgain: (name, delivery) =>
      ask("POST", `${hook(name)}/deliveries/${encodeURIComponent(delivery)}/again`),
    keepReplies: (list) => ask("PUT", "/canned-replies", list),
    board: () => ask("GET", "/board"),
    server: () => ask("GET", "/server"),
    tryMail: () => ask("POST", "/mail/try"),
  };
}
