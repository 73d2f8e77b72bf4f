import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { type Config, isLoopback } from "./config.ts";
import { createParley, type Parley } from "./index.ts";
import type { Log } from "./log.ts";
import type { Mailer } from "./mail/mailer.ts";
import type { Stores } from "./stores/ports.ts";
import type { Timekeeper } from "./timekeeper.ts";
import { warnOfVectors } from "./understand/warn-of-vectors.ts";
import type { About } from "./wire/settings.ts";

export interface ServeOptions {
  /** Closed by the caller, after `close`. */
  readonly stores: Stores;
  readonly log: Log;
  readonly secretKey: string;
  readonly sampleSite?: string;
  readonly report?: (lines: string) => void;
  readonly timekeeper?: Timekeeper;
  /** The secret of that name in services.yml. Default: there are none. */
  readonly secret?: (name: string) => string | undefined;
  /** Closed by the caller. Default: no mail. */
  readonly mailer?: Mailer;
}

export interface Served {
  /** Under which browsers reach it: PUBLIC_URL where it is set. */
  readonly url: string;
  readonly port: number;
  readonly adminLink: Parley["adminLink"];
  /** Takes no new request, ends streams, finishes what is under way. */
  close(): Promise<void>;
}

/** So long may a request that runs take when the server closes. */
const GRACE_MS = 5_000;

/** Parley on a port of its own. Resolves when it answers. */
export async function serve(config: Config, options: ServeOptions): Promise<Served> {
  const { log } = options;
  let port = config.port;
  const url = () => config.publicUrl ?? `http://localhost:${port}`;
  const parley = await createParley({
    ...options,
    playbooksDir: config.playbooksDir,
    publicUrl: url,
    rateLimits: config.rateLimits,
    egressAllow: config.egressAllow,
    countryHeader: config.countryHeader,
    maxUploadMb: config.maxUploadMb,
    around: { store: config.mongodbUri === undefined ? "sqlite" : "mongodb", mail: mailOf(config.mail) },
    ...(config.metricsToken !== undefined && { metricsToken: config.metricsToken }),
    ...(config.redisUrl !== undefined && { redisUrl: config.redisUrl }),
  });
  const app = express();
  app.disable("x-powered-by");
  app.set("query parser", "simple");
  app.set("trust proxy", config.trustProxy.length > 0 ? [...config.trustProxy] : false);
  app.set("case sensitive routing", true);
  app.use(parley.router);
  app.use((_request, response) => {
    response.status(404).type("text/plain").send("There is nothing here.\n");
  });
  const server = createServer(app);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(config.port, config.host, resolve);
    });
  } catch (error) {
    // Else the watched folder keeps a process alive that serves nothing.
    await parley.close();
    throw error;
  }
  port = (server.address() as AddressInfo).port;
  parley.start();
  warnOfVectors(log);
  log.info("server.started", { port, open: !isLoopback(url()) });

  return {
    url: url(),
    port,
    adminLink: parley.adminLink,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await parley.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearTimeout(cut);
      log.info("server.stopped");
    },
  };
}

/** The mail server as admins may see it: never with user or password. */
function mailOf(mail: Config["mail"]): About["mail"] {
  if (mail === undefined) return undefined;
  const { hostname, port, protocol, username } = new URL(mail.url);
  const tls = protocol === "smtps:";
  const usual = tls ? 465 : 587;
  return {
    host: hostname,
    port: port === "" ? usual : Number(port),
    tls,
    login: username !== "",
    from: mail.from,
  };
}
