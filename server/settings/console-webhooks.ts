import { randomBytes } from "node:crypto";
import { isSettable, readSite, type Value, type WebhookEvent } from "../../engine/index.ts";
import type { Doer } from "../auth/account-parts.ts";
import { seal } from "../auth/seal.ts";
import { Refusal } from "../refusal.ts";
import { type ChangeSetting, refuseInFile, saveSettings, tell } from "./change-settings.ts";
import { SITE_FILE } from "./site-now.ts";

export interface WebhookForm {
  readonly url: string;
  readonly on: readonly WebhookEvent[];
}

/** Webhooks that are made in the console. Parley makes their secrets, keeps them sealed, and tells each once. */
export interface ConsoleWebhooks {
  /** @returns the secret. @throws {Refusal} NAME_TAKEN, INPUT_INVALID */
  make(name: string, form: WebhookForm, by: Doer): Promise<string>;
  /** @throws {Refusal} WEBHOOK_UNKNOWN, SETTING_IN_FILE, INPUT_INVALID */
  change(name: string, form: WebhookForm, by: Doer): Promise<void>;
  /** @throws {Refusal} WEBHOOK_UNKNOWN, SETTING_IN_FILE */
  remove(name: string, by: Doer): Promise<void>;
  /**
   * Another secret beside the one that is there: both sign until the old one is dropped.
   *
   * @returns the new one. @throws {Refusal} WEBHOOK_UNKNOWN, SETTING_IN_FILE, and NOT_NOW while there are two
   */
  newSecret(name: string, by: Doer): Promise<string>;
  /** @throws {Refusal} WEBHOOK_UNKNOWN, SETTING_IN_FILE, and NOT_NOW when there is only one */
  dropOldSecret(name: string, by: Doer): Promise<void>;
}

interface Kept extends WebhookForm {
  readonly secret: readonly string[];
}

const SECRET_BYTES = 24;

export function makeConsoleWebhooks(
  setting: ChangeSetting & { readonly secretKey: string },
): ConsoleWebhooks {
  const { now, secretKey } = setting;
  const keyOf = (name: string) => `webhooks.${name}`;

  /** Saves the webhook, or takes it out; secrets that it names no more go. */
  const put = async (
    name: string,
    kept: Kept | undefined,
    made: Readonly<Record<string, string>>,
    by: Doer,
  ) => {
    const { [keyOf(name)]: was, ...others } = now.record()?.values ?? {};
    const gone = secretsOf(was).filter((one) => !kept?.secret.includes(one));
    const left = Object.entries(now.record()?.secrets ?? {}).filter(([one]) => !gone.includes(one));
    const values = kept ? { ...others, [keyOf(name)]: asValue(kept) } : others;
    await saveSettings(setting, { values, secrets: { ...Object.fromEntries(left), ...made } }, by);
  };
  const known = async (name: string): Promise<Kept> => {
    await now.refresh();
    refuseInFile(now, keyOf(name));
    const value = now.record()?.values[keyOf(name)];
    if (value === undefined) throw new Refusal("WEBHOOK_UNKNOWN", "There is no webhook of this name.");
    return value as unknown as Kept;
  };
  const fresh = (name: string) => {
    const secret = `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
    const called = `CONSOLE_${name.toUpperCase().replaceAll("-", "_")}_${randomBytes(4).toString("hex").toUpperCase()}`;
    return { secret, called, made: { [called]: seal(secretKey, secret) } };
  };

  return {
    make: async (name, form, by) => {
      await now.refresh();
      if (now.site().webhooks.some((one) => one.name === name))
        throw new Refusal("NAME_TAKEN", `There is a webhook "${name}" already. Give this one another name.`);
      const { secret, called, made } = fresh(name);
      const kept = { ...form, secret: [called] };
      refuseForm(name, kept);
      if (now.site().webhooks.length >= MOST_WEBHOOKS)
        throw new Refusal("NOT_NOW", `There are ${MOST_WEBHOOKS} webhooks, and no more are possible.`);
      await put(name, kept, made, by);
      await tell(setting, by, "settings.changed", keyOf(name), undefined, form);
      return secret;
    },
    change: async (name, form, by) => {
      const before = await known(name);
      const kept = { ...form, secret: before.secret };
      refuseForm(name, kept);
      await put(name, kept, {}, by);
      await tell(setting, by, "settings.changed", keyOf(name), before, kept);
    },
    remove: async (name, by) => {
      const before = await known(name);
      await put(name, undefined, {}, by);
      await tell(setting, by, "settings.changed", keyOf(name), before);
    },
    newSecret: async (name, by) => {
      const before = await known(name);
      if (before.secret.length > 1)
        throw new Refusal("NOT_NOW", "It has two secrets. Drop the old one first.");
      const { secret, called, made } = fresh(name);
      await put(name, { ...before, secret: [called, ...before.secret] }, made, by);
      await tell(setting, by, "webhook.secret_made", keyOf(name));
      return secret;
    },
    dropOldSecret: async (name, by) => {
      const before = await known(name);
      const [newest, ...old] = before.secret;
      if (newest === undefined || old.length === 0)
        throw new Refusal("NOT_NOW", "It has one secret only, and needs it.");
      await put(name, { ...before, secret: [newest] }, {}, by);
      await tell(setting, by, "webhook.secret_dropped", keyOf(name));
    },
  };
}

const MOST_WEBHOOKS = 20;

function refuseForm(name: string, kept: Kept): void {
  const key = `webhooks.${name}`;
  const read = isSettable(key) && readSite(undefined, SITE_FILE, { [key]: asValue(kept) });
  if (read !== false && read.site) return;
  const problems = read === false ? [] : read.problems;
  const message =
    problems.map((one) => one.message).join(" ") || `"${name}" cannot be the name of a webhook.`;
  throw new Refusal("INPUT_INVALID", message, { errors: [{ path: key, message }] });
}

function asValue({ url, on, secret }: Kept): Value {
  return { url, on: [...on], secret: [...secret] };
}

function secretsOf(value: Value | undefined): readonly string[] {
  const secret = (value as { readonly secret?: unknown } | undefined)?.secret;
  return Array.isArray(secret) ? secret.map(String) : [];
}
