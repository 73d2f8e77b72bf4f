import { isIP } from "node:net";

/** Everything that can be set from outside. */
export interface Config {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Address under which browsers reach the server, without a slash at the end; undefined: `http://localhost:PORT`. */
  readonly publicUrl: string | undefined;
  readonly playbooksDir: string;
  readonly dataDir: string;
  /** Undefined: SQLite in `dataDir`. */
  readonly mongodbUri: string | undefined;
  /** Undefined: nodes hear of each other through the store, and limits are counted there. */
  readonly redisUrl: string | undefined;
  /** Addresses and CIDRs of proxies whose X-Forwarded-For is believed. */
  readonly trustProxy: readonly string[];
  /** Undefined only where `publicUrl` is a loopback address: then one is made and kept in `dataDir`. */
  readonly secretKey: string | undefined;
  readonly logLevel: LogLevel;
  /** Hosts and CIDRs inside the own network that outgoing calls may reach. */
  readonly egressAllow: readonly string[];
  readonly rateLimits: boolean;
  /** Largest file that a visitor may send, MiB. */
  readonly maxUploadMb: number;
  /** What the reader of the figures sends; undefined: there are no figures. */
  readonly metricsToken: string | undefined;
  /** Undefined: no mail is sent. */
  readonly mail: { readonly url: string; readonly from: string } | undefined;
  /** Header that names the visitor's country, in small letters; undefined: none is believed. */
  readonly countryHeader: string | undefined;
}

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Each name may also be given as NAME_FILE, the path of a file that holds the value. */
export const SETTINGS = {
  PORT: "Port to listen on, 0 to 65535. Default 3000.",
  HOST: "Address to listen on. Default 127.0.0.1, this machine only.",
  PUBLIC_URL: "Address under which browsers reach the server. Default http://localhost:PORT.",
  PLAYBOOKS_DIR: "Folder of the site: site.yml and *.playbook.yml. Default ./playbooks.",
  DATA_DIR: "Folder of the SQLite file and of visitors' files. Default ./data.",
  MONGODB_URI: "A mongodb:// address. When set, MongoDB is used instead of SQLite.",
  REDIS_URL:
    "A redis:// or rediss:// address. When set, several nodes tell each other at once what is new, and limits are counted there.",
  TRUST_PROXY:
    "Addresses and CIDRs of your proxies, with commas between. X-Forwarded-For counts only from them. Default none.",
  SECRET_KEY: "At least 32 letters, random. Required unless PUBLIC_URL is on this machine.",
  LOG_LEVEL: "trace, debug, info, warn, error, fatal or silent. Default info.",
  EGRESS_ALLOW: "Hosts and CIDRs in the own network that may be called, with commas between. Default none.",
  MAX_UPLOAD_MB: "Largest file that a visitor may send, 1 to 100 MiB. Default 10.",
  METRICS_TOKEN: "At least 16 letters, random: what Prometheus sends to read /metrics. Default: no figures.",
  SMTP_URL: "smtp:// or smtps:// address of the mail server, with user and password. Default none: no mail.",
  MAIL_FROM: "Sender of mail, such as Fernway <chat@example.com>. Required with SMTP_URL.",
  COUNTRY_HEADER:
    "Header in which your proxy names the visitor's country, such as cf-ipcountry. Default: none is believed.",
  RATE_LIMITS: "on or off. Default on; off is for benchmarks.",
} as const;
type SettingName = keyof typeof SETTINGS;

/** One setting that cannot be used. */
export interface ConfigFault {
  readonly name: string;
  readonly fault: string;
}

type Read =
  | { readonly config: Config; readonly faults: readonly [] }
  | { readonly config: undefined; readonly faults: readonly ConfigFault[] };

/**
 * Reads all settings, or tells every fault at once.
 *
 * @param readFile Reads a text file; throws when it cannot.
 */
export function readConfig(
  env: { readonly [name: string]: string | undefined },
  readFile: (path: string) => string,
): Read {
  const faults: ConfigFault[] = [];
  const fail = (name: string, fault: string) => {
    faults.push({ name, fault });
    return undefined;
  };
  const get = (name: SettingName) => settingOf(name, env, readFile, fail);
  const publicUrl = readPublicUrl(get("PUBLIC_URL"), fail);
  const config: Config = {
    host: get("HOST") ?? "127.0.0.1",
    port: readPort(get("PORT"), fail),
    publicUrl,
    playbooksDir: get("PLAYBOOKS_DIR") ?? "./playbooks",
    dataDir: get("DATA_DIR") ?? "./data",
    mongodbUri: readMongodbUri(get("MONGODB_URI"), fail),
    redisUrl: readRedisUrl(get("REDIS_URL"), fail),
    trustProxy: readTrustProxy(get("TRUST_PROXY"), fail),
    secretKey: readSecretKey(get("SECRET_KEY"), publicUrl, fail),
    logLevel: oneOf("LOG_LEVEL", get("LOG_LEVEL"), LOG_LEVELS, "info", fail),
    egressAllow: readEgressAllow(get("EGRESS_ALLOW"), fail),
    rateLimits: oneOf("RATE_LIMITS", get("RATE_LIMITS"), ["on", "off"], "on", fail) === "on",
    maxUploadMb: readMaxUpload(get("MAX_UPLOAD_MB"), fail),
    metricsToken: readMetricsToken(get("METRICS_TOKEN"), fail),
    mail: readMail(get("SMTP_URL"), get("MAIL_FROM"), fail),
    countryHeader: readHeader(get("COUNTRY_HEADER"), fail),
  };
  return faults.length > 0 ? { config: undefined, faults } : { config, faults: [] };
}

/** A table of all faults, for the terminal. */
export function formatFaults(faults: readonly ConfigFault[]): string {
  const width = Math.max(...faults.map(({ name }) => name.length));
  const lines = faults.map(({ name, fault }) => `  ${name.padEnd(width)}  ${fault}`);
  return ["Parley cannot start with these settings:", ...lines].join("\n");
}

/** Whether only this machine can open the address. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

type Fail = (name: string, fault: string) => undefined;

function settingOf(
  name: SettingName,
  env: { readonly [name: string]: string | undefined },
  readFile: (path: string) => string,
  fail: Fail,
): string | undefined {
  const plain = env[name]?.trim();
  const path = env[`${name}_FILE`]?.trim();
  if (!path) return plain === "" ? undefined : plain;
  if (plain) return fail(name, `is set twice: as ${name} and as ${name}_FILE.`);
  try {
    return readFile(path).trim();
  } catch {
    return fail(`${name}_FILE`, `names "${path}", which cannot be read.`);
  }
}

function readPort(text: string | undefined, fail: Fail): number {
  if (text === undefined) return 3000;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) fail("PORT", `is "${text}", not a number from 0 to 65535.`);
  return port;
}

function readMaxUpload(text: string | undefined, fail: Fail): number {
  if (text === undefined) return 10;
  if (!/^([1-9]\d?|100)$/.test(text))
    fail("MAX_UPLOAD_MB", `is "${text}", not a whole number from 1 to 100.`);
  return Number(text);
}

function readMail(url: string | undefined, from: string | undefined, fail: Fail): Config["mail"] {
  if (url === undefined && from === undefined) return undefined;
  // The value may hold a password, so it is not repeated.
  if (url === undefined) return fail("SMTP_URL", "is not set, and MAIL_FROM is.");
  if (!URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol) || new URL(url).hostname === "")
    return fail("SMTP_URL", "is not an address such as smtps://user:password@mail.example.com.");
  if (from === undefined) return fail("MAIL_FROM", "is not set, and SMTP_URL is.");
  const plain = /^[^\s@<>]+@[^\s@<>]+$/;
  const named = /^[^\r\n<>@]+<[^\s@<>]+@[^\s@<>]+>$/;
  if (!plain.test(from) && !named.test(from))
    return fail("MAIL_FROM", `is "${from}", not an address such as Fernway <chat@example.com>.`);
  return { url, from };
}

function readHeader(text: string | undefined, fail: Fail): string | undefined {
  if (text === undefined || /^[a-z0-9][a-z0-9-]{0,99}$/i.test(text)) return text?.toLowerCase();
  return fail("COUNTRY_HEADER", `is "${text}", not the name of a header such as cf-ipcountry.`);
}

function readPublicUrl(text: string | undefined, fail: Fail): string | undefined {
  if (text === undefined) return undefined;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    return fail("PUBLIC_URL", `is "${text}", not an address such as https://chat.example.com.`);
  }
  const { origin, pathname } = new URL(text);
  return origin + pathname.replace(/\/+$/, "");
}

function readMongodbUri(text: string | undefined, fail: Fail): string | undefined {
  // The value may hold a password, so it is not repeated.
  if (text !== undefined && !/^mongodb(\+srv)?:\/\/./.test(text)) {
    return fail("MONGODB_URI", "does not begin with mongodb:// or mongodb+srv://.");
  }
  return text;
}

function readRedisUrl(text: string | undefined, fail: Fail): string | undefined {
  // The value may hold a password, so it is not repeated.
  if (text !== undefined && !(/^rediss?:\/\/./.test(text) && URL.canParse(text))) {
    return fail("REDIS_URL", "is not an address that begins with redis:// or rediss://.");
  }
  return text;
}

function readTrustProxy(text: string | undefined, fail: Fail): readonly string[] {
  const given = listOf(text);
  for (const entry of given) {
    const [address = "", bits, ...rest] = entry.split("/");
    const most = isIP(address) === 4 ? 32 : 128;
    const isRange = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
    if (isIP(address) === 0 || !isRange || rest.length > 0)
      fail("TRUST_PROXY", `holds "${entry}", neither an address nor a range such as 10.0.0.0/8.`);
  }
  return given;
}

function listOf(text: string | undefined): readonly string[] {
  return (text ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

function readSecretKey(
  text: string | undefined,
  publicUrl: string | undefined,
  fail: Fail,
): string | undefined {
  if (text !== undefined && text.length < 32)
    return fail("SECRET_KEY", `has ${text.length} letters, not at least 32.`);
  if (text === undefined && publicUrl !== undefined && !isLoopback(publicUrl)) {
    return fail(
      "SECRET_KEY",
      `is not set, and PUBLIC_URL is open to others. Make one: openssl rand -base64 32`,
    );
  }
  return text;
}

function readMetricsToken(text: string | undefined, fail: Fail): string | undefined {
  if (text !== undefined && text.length < 16)
    return fail("METRICS_TOKEN", `has ${text.length} letters, not at least 16.`);
  return text;
}

function readEgressAllow(text: string | undefined, fail: Fail): readonly string[] {
  const given = listOf(text);
  const bad = given.filter((entry) => !/^[A-Za-z0-9.:[\]-]+(\/\d{1,3})?$/.test(entry));
  for (const entry of bad)
    fail("EGRESS_ALLOW", `holds "${entry}", neither a host nor a range such as 10.0.0.0/8.`);
  return given;
}

function oneOf<const T extends string>(
  name: SettingName,
  text: string | undefined,
  allowed: readonly T[],
  otherwise: NoInfer<T>,
  fail: Fail,
): T {
  if (text === undefined) return otherwise;
  const found = allowed.find((one) => one === text.toLowerCase());
  if (found === undefined) fail(name, `is "${text}", not one of ${allowed.join(", ")}.`);
  return found ?? otherwise;
}
