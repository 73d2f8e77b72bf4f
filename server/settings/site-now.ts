import { defaultSite, type FileSetting, readSite, type Site, type SiteSettings } from "../../engine/index.ts";
import { unseal } from "../auth/seal.ts";
import { faultDetails, type Log } from "../log.ts";
import type { SettingsRecord, SettingsStore } from "./settings-store.ts";

/** The site as it counts at this moment: what site.yml says, and for the rest what was set in the console. */
export interface SiteNow {
  site(): Site;
  /** Takes what the folder holds now; undefined: no file. Only a text without errors may come. */
  fileRead(text: string | undefined): void;
  /** Asks the store what was set meanwhile, here or at another node. Rejects when the store is away. */
  refresh(): Promise<void>;
  /** What was set when the store was asked last. */
  record(): SettingsRecord | undefined;
  /** What site.yml says of keys that may be set elsewhere. */
  inFile(): ReadonlyMap<string, FileSetting>;
  hasFile(): boolean;
  /** What the site would be with other settings: undefined, with the reasons, when they do not fit together. */
  tried(values: SiteSettings): ReturnType<typeof readSite>;
  /** A secret that Parley made for a webhook. */
  secret(name: string): string | undefined;
}

export interface SiteNowSetting {
  readonly store: Pick<SettingsStore, "current">;
  readonly secretKey: string;
  readonly log: Log;
}

export const SITE_FILE = "site.yml";

export function makeSiteNow({ store, secretKey, log }: SiteNowSetting): SiteNow {
  let text: string | undefined;
  let record: SettingsRecord | undefined;
  let inFile: ReadonlyMap<string, FileSetting> = new Map();
  let site = defaultSite();

  const tried = (values: SiteSettings) => readSite(text, SITE_FILE, values);
  const read = () => {
    const whole = tried(record?.values ?? {});
    inFile = whole.inFile;
    // The file alone was found right; it may have been changed so that the settings fit it no more.
    const next = whole.site ?? tried({}).site;
    if (whole.site === undefined) log.warn("settings.refused", { problems: whole.problems.length });
    if (next) site = next;
  };

  return {
    site: () => site,
    fileRead: (now) => {
      text = now;
      read();
    },
    refresh: async () => {
      const found = await store.current(site.id);
      if (found?.v === record?.v) return;
      record = found;
      read();
    },
    record: () => record,
    inFile: () => inFile,
    hasFile: () => text !== undefined,
    tried,
    secret: (name) => {
      const sealed = record?.secrets[name];
      if (sealed === undefined) return undefined;
      try {
        return unseal(secretKey, sealed);
      } catch (error) {
        // Sealed under another SECRET_KEY: what it signs would be refused, so nothing is signed.
        log.warn("settings.unreadable", faultDetails(error));
        return undefined;
      }
    },
  };
}
