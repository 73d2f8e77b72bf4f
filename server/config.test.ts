import { describe, expect, test } from "@jest/globals";
import { formatFaults, readConfig, type SETTINGS } from "./config.ts";

const noFiles = (): string => {
  throw new Error("no file");
};

describe("readConfig", () => {
  test("without any setting has the defaults", () => {
    expect(readConfig({}, noFiles)).toEqual({
      faults: [],
      config: {
        host: "127.0.0.1",
        port: 3000,
        publicUrl: undefined,
        playbooksDir: "./playbooks",
        dataDir: "./data",
        mongodbUri: undefined,
        redisUrl: undefined,
        trustProxy: [],
        secretKey: undefined,
        logLevel: "info",
        egressAllow: [],
        maxUploadMb: 10,
        metricsToken: undefined,
        mail: undefined,
        rateLimits: true,
      },
    });
  });

  test("takes every setting from a file too", () => {
    const values: Record<keyof typeof SETTINGS, string> = {
      PORT: "8080",
      HOST: "0.0.0.0",
      PUBLIC_URL: "https://chat.example.com/",
      PLAYBOOKS_DIR: "/srv/site",
      DATA_DIR: "/srv/data",
      MONGODB_URI: "mongodb://db.example.com/parley",
      REDIS_URL: "redis://cache.internal:6379",
      TRUST_PROXY: "10.0.0.5, fd00::/8",
      SECRET_KEY: "k".repeat(32),
      LOG_LEVEL: "WARN",
      EGRESS_ALLOW: "10.0.0.0/8, crm.internal",
      MAX_UPLOAD_MB: "25",
      METRICS_TOKEN: "m".repeat(16),
      SMTP_URL: "smtps://user:password@mail.example.com",
      MAIL_FROM: "Fernway <chat@example.com>",
      COUNTRY_HEADER: "CF-IPCountry",
      RATE_LIMITS: "off",
    };
    const env = Object.fromEntries(Object.keys(values).map((name) => [`${name}_FILE`, `/run/${name}`]));
    const read = (path: string) => `${values[path.slice(5) as keyof typeof SETTINGS]}\n`;
    const fromFiles = readConfig(env, read);
    expect(fromFiles).toEqual(readConfig(values, noFiles));
    expect(fromFiles.config).toMatchObject({
      port: 8080,
      publicUrl: "https://chat.example.com",
      logLevel: "warn",
      egressAllow: ["10.0.0.0/8", "crm.internal"],
      redisUrl: "redis://cache.internal:6379",
      trustProxy: ["10.0.0.5", "fd00::/8"],
      maxUploadMb: 25,
      mail: { url: "smtps://user:password@mail.example.com", from: "Fernway <chat@example.com>" },
      rateLimits: false,
    });
  });

  test.each([
    ["a port that is none", { PORT: "80a" }, "PORT"],
    ["a port too high", { PORT: "70000" }, "PORT"],
    ["a token that can be guessed", { METRICS_TOKEN: "metrics" }, "METRICS_TOKEN"],
    ["a mail server without a sender", { SMTP_URL: "smtp://localhost" }, "MAIL_FROM"],
    ["a sender without a mail server", { MAIL_FROM: "chat@example.com" }, "SMTP_URL"],
    ["a mail server that is none", { SMTP_URL: "https://a.example", MAIL_FROM: "c@a.example" }, "SMTP_URL"],
    ["a sender of two lines", { SMTP_URL: "smtp://a", MAIL_FROM: "A\r\nBcc: b <c@a.example>" }, "MAIL_FROM"],
    ["a header that is none", { COUNTRY_HEADER: "cf ipcountry:" }, "COUNTRY_HEADER"],
    ["a Redis by another scheme", { REDIS_URL: "http://cache.internal" }, "REDIS_URL"],
    ["a proxy by name", { TRUST_PROXY: "proxy.internal" }, "TRUST_PROXY"],
    ["a range too long", { TRUST_PROXY: "10.0.0.0/33" }, "TRUST_PROXY"],
    ["everybody as a proxy", { TRUST_PROXY: "true" }, "TRUST_PROXY"],
    ["no upload at all", { MAX_UPLOAD_MB: "0" }, "MAX_UPLOAD_MB"],
    ["a size with a unit", { MAX_UPLOAD_MB: "10MB" }, "MAX_UPLOAD_MB"],
    ["an address that is none", { PUBLIC_URL: "chat.example.com" }, "PUBLIC_URL"],
    ["an address for something else", { PUBLIC_URL: "ftp://chat.example.com" }, "PUBLIC_URL"],
    ["another cache", { REDIS_URL: "http://cache" }, "REDIS_URL"],
    ["another database", { MONGODB_URI: "postgres://db" }, "MONGODB_URI"],
    ["a short key", { SECRET_KEY: "short" }, "SECRET_KEY"],
    ["no key where others can come", { PUBLIC_URL: "https://chat.example.com" }, "SECRET_KEY"],
    ["a level that is none", { LOG_LEVEL: "loud" }, "LOG_LEVEL"],
    ["a range that is none", { EGRESS_ALLOW: "10.0.0.0/8,http://x" }, "EGRESS_ALLOW"],
    ["limits that are neither on nor off", { RATE_LIMITS: "no" }, "RATE_LIMITS"],
    ["a file that cannot be read", { SECRET_KEY_FILE: "/nowhere" }, "SECRET_KEY_FILE"],
    ["one setting twice", { PORT: "1", PORT_FILE: "/run/port" }, "PORT"],
  ])("%s is a fault", (_what, env, name) => {
    const { faults } = readConfig(env, noFiles);
    expect(faults.map((fault) => fault.name)).toEqual([name]);
  });

  test("tells every fault at once, and no secret", () => {
    const { faults } = readConfig(
      { PORT: "x", LOG_LEVEL: "loud", MONGODB_URI: "http://me:secret@db" },
      noFiles,
    );
    expect(faults.map((fault) => fault.name)).toEqual(["PORT", "MONGODB_URI", "LOG_LEVEL"]);
    expect(formatFaults(faults)).not.toContain("secret");
    expect(formatFaults(faults).split("\n")).toHaveLength(4);
  });

  test.each(["http://localhost:3000", "http://127.0.0.1", "http://[::1]:3000"])(
    "needs no key on %s",
    (url) => {
      expect(readConfig({ PUBLIC_URL: url }, noFiles).faults).toEqual([]);
    },
  );
});
