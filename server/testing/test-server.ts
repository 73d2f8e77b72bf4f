import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashPassword } from "../auth/password.ts";
import { newToken } from "../auth/token.ts";
import { readConfig } from "../config.ts";
import type { Log } from "../log.ts";
import type { Mailer } from "../mail/mailer.ts";
import { serve } from "../serve.ts";
import type { Stores } from "../stores/ports.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import type { Me, Role } from "../wire/rep.ts";
import type { HandClock } from "./hand-clock.ts";
import { HELLO } from "./hello-playbook.ts";

export interface Answer {
  readonly status: number;
  // What a test expects of it is written in the test.
  // biome-ignore lint/suspicious/noExplicitAny: the shape of each answer is what tests are about
  readonly body: any;
  readonly headers: Headers;
}

export type Ask = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

export interface TestServer {
  readonly url: string;
  /** Folder of the site. */
  readonly dir: string;
  readonly stores: Stores;
  readonly lines: string[];
  readonly ask: Ask;
  /** Asks with a visitor's token; a new one unless one is given. */
  visitor(token?: string): Ask & { readonly token: string };
  /** Logs somebody in who is made for it. */
  rep(role: Role, name: string): Promise<Ask & { readonly cookie: string; readonly csrf: string }>;
  adminLink(): Promise<string | undefined>;
  close(): Promise<void>;
}

interface TestServerOptions {
  readonly stores?: Stores;
  readonly timekeeper?: HandClock;
  /** File name to text; the folder has these besides hello.playbook.yml. */
  readonly files?: Readonly<Record<string, string>>;
  readonly rateLimits?: boolean;
  readonly maxUploadMb?: number;
  /** EGRESS_ALLOW. */
  readonly egressAllow?: string;
  readonly sampleSite?: string;
  readonly metricsToken?: string;
  readonly mailer?: Mailer;
  readonly secrets?: Readonly<Record<string, string>>;
  /** COUNTRY_HEADER. */
  readonly countryHeader?: string;
}

const PASSWORD = "correct horse battery";
let passwordHash: Promise<string> | undefined;

/** A real server on a free port, with a real store and a folder of its own. */
export async function testServer(options: TestServerOptions = {}): Promise<TestServer> {
  const dir = await mkdtemp(join(tmpdir(), "parley-test-"));
  for (const [name, text] of Object.entries({ "hello.playbook.yml": HELLO, ...options.files })) {
    await writeFile(join(dir, name), text);
  }
  const stores = options.stores ?? (await openSqlite({ dir: ":memory:" }));
  const lines: string[] = [];
  const write = (event: string, details: object = {}) =>
    void lines.push(`${event} ${JSON.stringify(details)}`);
  const log: Log = { info: write, warn: write, error: write };
  const { config } = readConfig(
    {
      PORT: "0",
      PLAYBOOKS_DIR: dir,
      RATE_LIMITS: options.rateLimits ? "on" : "off",
      MAX_UPLOAD_MB: String(options.maxUploadMb ?? 10),
      EGRESS_ALLOW: options.egressAllow,
      METRICS_TOKEN: options.metricsToken,
      COUNTRY_HEADER: options.countryHeader,
    },
    () => "",
  );
  if (!config) throw new Error("the settings of the test are wrong");
  const { timekeeper, sampleSite, mailer, secrets } = options;
  const served = await serve(config, {
    stores,
    log,
    secretKey: "s".repeat(32),
    report: (text) => void lines.push(text),
    ...(timekeeper && { timekeeper }),
    ...(mailer && { mailer }),
    ...(secrets && { secret: (name: string) => secrets[name] }),
    ...(sampleSite !== undefined && { sampleSite }),
  });
  const url = `http://127.0.0.1:${served.port}`;
  const ask = asker(url, {});
  return {
    url,
    dir,
    stores,
    lines,
    ask,
    adminLink: served.adminLink,
    visitor: (token = newToken()) =>
      Object.assign(asker(url, { authorization: `Bearer ${token}` }), { token }),
    rep: async (role, name) => {
      passwordHash ??= hashPassword(PASSWORD);
      const email = `${name.toLowerCase()}@example.com`;
      const person = {
        id: `person-${name}`,
        siteId: "default",
        email,
        name,
        role,
        createdAt: new Date(0).toISOString(),
      };
      await stores.people.add({ ...person, passwordHash: await passwordHash });
      const answer = await ask("POST", "/api/v1/session", { email, password: PASSWORD });
      const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
      const csrf = (answer.body as Me).csrf;
      return Object.assign(asker(url, { cookie, "x-csrf-token": csrf }), { cookie, csrf });
    },
    close: async () => {
      await served.close();
      if (!options.stores) await stores.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function asker(url: string, always: Readonly<Record<string, string>>): Ask {
  return async (method, path, body, headers = {}) => {
    const sent = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(url + path, {
      method,
      headers: { ...(sent !== undefined && { "content-type": "application/json" }), ...always, ...headers },
      redirect: "manual",
      ...(sent !== undefined && { body: sent }),
    });
    const text = await response.text();
    const isJson = (response.headers.get("content-type") ?? "").includes("json");
    return {
      status: response.status,
      body: isJson ? (JSON.parse(text) as unknown) : text,
      headers: response.headers,
    };
  };
}
