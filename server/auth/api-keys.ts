import { randomBytes } from "node:crypto";
import type { AuditLog } from "../audit/audit-log.ts";
import { Refusal } from "../refusal.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { MakeKey } from "../wire/keys.ts";
import type { Doer } from "./account-parts.ts";
import type { ApiKeyRecord, ApiKeyStore } from "./api-key-store.ts";
import { hashToken, newToken } from "./token.ts";

export interface ApiKeySetting {
  readonly apiKeys: ApiKeyStore;
  readonly audit: AuditLog;
  siteId(): string;
  readonly timekeeper: Timekeeper;
}

/** Keys for programs. A key may do what its scopes say and nothing that only people may do. */
export interface ApiKeys {
  /** @returns the key and its secret, which is told once and kept only as a hash. */
  make(input: MakeKey, by: Doer): Promise<{ readonly record: ApiKeyRecord; readonly secret: string }>;
  /** Undefined when there is none of that secret, or it has run out. Notes the use, exact to the hour. */
  find(secret: string): Promise<ApiKeyRecord | undefined>;
  list(): Promise<readonly ApiKeyRecord[]>;
  /** @throws {Refusal} KEY_UNKNOWN */
  revoke(prefix: string, by: Doer): Promise<void>;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** `parley_`, eight letters that tell keys apart, and 256 random bits. Secret scanners know such things by their beginning. */
const FORM = /^parley_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$/;

export function isApiKey(text: string): boolean {
  return FORM.test(text);
}

export function makeApiKeys({ apiKeys, audit, siteId, timekeeper }: ApiKeySetting): ApiKeys {
  return {
    make: async ({ name, scopes, days }, by) => {
      const prefix = `parley_${randomBytes(4).toString("hex")}`;
      const secret = `${prefix}_${newToken()}`;
      const now = timekeeper.now();
      const record: ApiKeyRecord = {
        id: hashToken(secret),
        siteId: siteId(),
        name,
        prefix,
        scopes,
        madeBy: by.who.id,
        createdAt: new Date(now).toISOString(),
        expiresAt: days === undefined ? undefined : now + days * DAY,
        lastUsedAt: undefined,
      };
      await apiKeys.add(record);
      await audit.write({ ...by, what: "key.made", object: prefix, detail: scopes.join(" "), after: record });
      return { record, secret };
    },
    find: async (secret) => {
      const now = timekeeper.now();
      const found = await apiKeys.find(siteId(), hashToken(secret));
      if (!found || (found.expiresAt !== undefined && found.expiresAt <= now)) return undefined;
      const hour = now - (now % HOUR);
      if ((found.lastUsedAt ?? 0) < hour) await apiKeys.used(siteId(), found.id, hour);
      return found;
    },
    list: () => apiKeys.list(siteId()),
    revoke: async (prefix, by) => {
      const found = (await apiKeys.list(siteId())).find((key) => key.prefix === prefix);
      if (!found || !(await apiKeys.remove(siteId(), found.id))) {
        throw new Refusal("KEY_UNKNOWN", "There is no such key.");
      }
      await audit.write({ ...by, what: "key.revoked", object: prefix, before: found });
    },
  };
}
