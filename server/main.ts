import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Config, formatFaults, readConfig } from "./config.ts";
import { makeLog } from "./log.ts";
import { smtpMailer } from "./mail/smtp-mailer.ts";
import { keptSecretKey } from "./secret-key.ts";
import { type Served, serve } from "./serve.ts";
import { secretsFrom } from "./services/secrets.ts";
import { openStores } from "./stores/open-stores.ts";

export { openStores } from "./stores/open-stores.ts";

export interface MainOptions {
  readonly env: { readonly [name: string]: string | undefined };
  /** Folder of the sample site to serve at `/`. */
  readonly sampleSite?: string;
  /** Takes plain lines for whoever started the server. */
  readonly out: (line: string) => void;
}

/**
 * Starts the server with the settings of the environment: the only place that reads them and picks the store.
 *
 * @returns undefined when the settings are wrong: every fault was told. `close` also closes the store.
 */
export async function main({ env, sampleSite, out }: MainOptions): Promise<Served | undefined> {
  const readFile = (path: string) => readFileSync(path, "utf8");
  const { config, faults } = readConfig(env, readFile);
  if (!config) {
    out(formatFaults(faults));
    return undefined;
  }
  const secretKey = config.secretKey ?? (await keptSecretKey(config.dataDir));
  const stores = await openStores(config);
  const log = makeLog(config.logLevel, { write: (line) => process.stderr.write(line) });
  const mailer = config.mail && smtpMailer(config.mail);
  try {
    const site = sampleSite === undefined ? {} : { sampleSite: resolve(sampleSite) };
    const served = await serve(config, {
      stores,
      log,
      secretKey,
      report: out,
      secret: secretsFrom(env, readFile),
      ...site,
      ...(mailer && { mailer }),
    });
    for (const line of await welcome(served, config, sampleSite !== undefined)) out(line);
    const close = async () => {
      await served.close();
      mailer?.close();
      await stores.close();
    };
    return { ...served, close };
  } catch (error) {
    await stores.close();
    throw error;
  }
}

async function welcome(
  { url, adminLink }: Served,
  config: Config,
  site: boolean,
): Promise<readonly string[]> {
  const link = await adminLink();
  return [
    "",
    "Parley is running.",
    ...(site ? [`  Site      ${url}/`] : []),
    `  Console   ${url}/console/`,
    `  API       ${url}/openapi.json`,
    `  Store     ${config.mongodbUri === undefined ? `SQLite in ${resolve(config.dataDir)}` : "MongoDB"}`,
    ...(url.startsWith("http:") ? ["  Cookie    not marked Secure, since the address is plain http"] : []),
    ...(link === undefined
      ? []
      : [`  Log in    ${link}`, "            (sets the admin's password; works once, for 24 hours)"]),
    "",
  ];
}
