import { isSettable, readSite, type SiteSettings, type Value } from "../../engine/index.ts";
import type { AuditAct, AuditLog } from "../audit/audit-log.ts";
import type { Doer } from "../auth/account-parts.ts";
import { Refusal } from "../refusal.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { SettingsRecord, SettingsStore } from "./settings-store.ts";
import { SITE_FILE, type SiteNow } from "./site-now.ts";

export interface ChangeSetting {
  readonly now: SiteNow;
  readonly store: SettingsStore;
  readonly audit: AuditLog;
  readonly timekeeper: Pick<Timekeeper, "now">;
}

/** Null takes a setting back: then the default counts. */
export type Changes = Readonly<Record<string, Value>>;

const MOST_KEYS = 2_000;
/** As the parts of a file that people write; nobody sees what they do. */
const UNSEEN = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/u;

/**
 * Sets and takes back settings, all or none. They count here when it resolves, at other nodes a moment later.
 *
 * @param version that the changes were made to; 0: nothing was set
 * @throws {Refusal} SETTINGS_STALE, SETTING_IN_FILE, INPUT_INVALID with one entry a key
 */
export async function changeSettings(
  setting: ChangeSetting,
  version: number,
  changes: Changes,
  by: Doer,
): Promise<void> {
  await setting.now.refresh();
  const before = setting.now.record();
  if ((before?.v ?? 0) !== version) throw stale();
  for (const key of Object.keys(changes)) refuseKey(setting.now, key);
  refuseValues(changes);
  const values = withChanges(before?.values ?? {}, changes);
  const whole = setting.now.tried(values);
  if (whole.site === undefined || Object.keys(values).length > MOST_KEYS)
    throw invalid(Object.keys(changes).map((key) => ({ path: key, message: messageOf(whole.problems) })));
  await saveSettings(setting, { values, secrets: before?.secrets ?? {} }, by);
  for (const [key, value] of Object.entries(changes)) {
    const was = before?.values[key];
    if (JSON.stringify(was ?? null) === JSON.stringify(value)) continue;
    await tell(setting, by, "settings.changed", key, was, value);
  }
}

/** Saves what follows the record that is known here. @throws {Refusal} SETTINGS_STALE */
export async function saveSettings(
  { now, store, timekeeper }: ChangeSetting,
  next: Pick<SettingsRecord, "values" | "secrets">,
  by: Doer,
): Promise<void> {
  const v = (now.record()?.v ?? 0) + 1;
  const changedAt = new Date(timekeeper.now()).toISOString();
  const saved = await store.save({ siteId: now.site().id, v, ...next, changedAt, changedBy: by.who.id });
  await now.refresh();
  if (!saved) throw stale();
}

/** Writes a change into the audit log, the values as keyed hashes. */
export async function tell(
  { audit }: ChangeSetting,
  by: Doer,
  what: AuditAct,
  object: string,
  before?: unknown,
  after?: unknown,
): Promise<void> {
  await audit.write({ ...by, what, object, before, after });
}

/** @throws {Refusal} SETTING_IN_FILE when site.yml says it. */
export function refuseInFile(now: SiteNow, key: string): void {
  const own = now.inFile().get(key);
  if (own === undefined) return;
  throw new Refusal("SETTING_IN_FILE", `${SITE_FILE}:${own.line} sets "${key}". Change it there.`);
}

function refuseKey(now: SiteNow, key: string): void {
  refuseInFile(now, key);
  // Webhooks have secrets, which Parley makes: they have routes of their own.
  if (isSettable(key) && !key.startsWith("webhooks.")) return;
  throw invalid([{ path: key, message: "is no setting that can be changed here" }]);
}

/** Each value by itself, so that what is wrong is told at its key. */
function refuseValues(changes: Changes): void {
  const errors = Object.entries(changes).flatMap(([path, value]) => {
    if (value === null) return [];
    if (hasUnseen(value)) return [{ path, message: "holds a sign that nobody can see" }];
    const { site, problems } = readSite(undefined, SITE_FILE, { [path]: value });
    return site ? [] : [{ path, message: messageOf(problems) }];
  });
  if (errors.length > 0) throw invalid(errors);
}

function hasUnseen(value: Value): boolean {
  if (typeof value === "string") return UNSEEN.test(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, one]) => UNSEEN.test(key) || hasUnseen(one));
}

function withChanges(before: SiteSettings, changes: Changes): SiteSettings {
  const all = Object.entries({ ...before, ...changes }).filter(([, value]) => value !== null);
  return Object.fromEntries(all);
}

function messageOf(problems: ReturnType<typeof readSite>["problems"]): string {
  return problems.map(({ message }) => message).join(" ") || "There are too many settings.";
}

function invalid(errors: readonly { readonly path: string; readonly message: string }[]): Refusal {
  return new Refusal("INPUT_INVALID", errors.map(({ message }) => message).join(" "), { errors });
}

function stale(): Refusal {
  return new Refusal("SETTINGS_STALE", "Somebody else changed the settings meanwhile. Look at them again.");
}
