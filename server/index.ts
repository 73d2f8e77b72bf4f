import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Router } from "express";
import { makeAuditLog } from "./audit/audit-log.ts";
import { type Accounts, makeAccounts } from "./auth/accounts.ts";
import { makeApiKeys } from "./auth/api-keys.ts";
import { firstAdminLink } from "./auth/first-admin.ts";
import { keyedHash } from "./auth/token.ts";
import { makeOutside } from "./deliveries/make-outside.ts";
import { makeEgress } from "./egress/egress.ts";
import { makeAlerts } from "./handoff/alerts.ts";
import { makeDesks } from "./handoff/desks.ts";
import { makeLiveAlerts } from "./handoff/live-alerts.ts";
import { makeRouting } from "./handoff/routing.ts";
import type { Around } from "./http/about-routes.ts";
import { welcomeLink } from "./http/account-routes.ts";
import { addressOf } from "./http/address.ts";
import { apiRouter } from "./http/api.ts";
import { makeStreams, STREAM_CAPS } from "./http/event-stream.ts";
import { siteFilesIn } from "./http/file-routes.ts";
import { staticRoutes } from "./http/static.ts";
import { makeSignals } from "./inbox/signals.ts";
import { makeLimits } from "./limits/limits.ts";
import { openCountingRedis } from "./limits/redis-counters.ts";
import { forgetVisits } from "./live/forget-visits.ts";
import { sweepVisits } from "./live/sweep-visits.ts";
import type { Log } from "./log.ts";
import type { Mailer } from "./mail/mailer.ts";
import { sendInvite } from "./mail/send-invite.ts";
import { memoryRound } from "./memory/remember.ts";
import { countedLog } from "./metrics/counted-log.ts";
import { makeMetrics } from "./metrics/metrics.ts";
import { watchLateness } from "./metrics/watch-lateness.ts";
import { openBus } from "./nodes/open-bus.ts";
import { sharedPresence } from "./nodes/shared-presence.ts";
import { drain } from "./outbox/drain.ts";
import { makeOutbox } from "./outbox/outbox.ts";
import { diskFolder } from "./playbooks/folder.ts";
import { openPlaybooks } from "./playbooks/playbooks.ts";
import { type Forgetter, forgetOutside, forgetRemembered } from "./privacy/carry-out-erasure.ts";
import { makeRetentionRound } from "./privacy/retention.ts";
import { makeCalls } from "./services/calls.ts";
import { makeSightings } from "./settings/sightings.ts";
import { makeSiteNow } from "./settings/site-now.ts";
import type { Stores } from "./stores/ports.ts";
import { realTimekeeper, type Timekeeper } from "./timekeeper.ts";
import { clockRound } from "./timers/clock-round.ts";
import { type Poller, startPoller } from "./timers/poller.ts";
import { makeLanes } from "./turns/lanes.ts";
import { makeVisitors } from "./visitors/visitors.ts";

export { makeLog } from "./log.ts";
export { openStores } from "./stores/open-stores.ts";

export interface ParleyOptions {
  /** Folder with site.yml and *.playbook.yml. */
  readonly playbooksDir: string;
  /** Opened by the caller, and closed by the caller after `close`. */
  readonly stores: Stores;
  /** Address under which browsers reach the router, without a slash at the end. Asked each time it is needed. */
  readonly publicUrl: () => string;
  /** At least 32 letters, random, the same at each start. */
  readonly secretKey: string;
  readonly log: Log;
  /** Default true. */
  readonly rateLimits?: boolean;
  /** Folder of a small website to serve at `/`. */
  readonly sampleSite?: string;
  /** Hosts, addresses and CIDRs in the own network that services may be at. Default: none. */
  readonly egressAllow?: readonly string[];
  /** The secret of that name in services.yml; undefined when there is none. Default: there are none. */
  readonly secret?: (name: string) => string | undefined;
  /** Largest file that a visitor may send, MiB. Default 10. */
  readonly maxUploadMb?: number;
  /** At least 16 letters: what the reader of /metrics sends. Default: no figures are collected. */
  readonly metricsToken?: string;
  /** The header in which a proxy before Parley names the visitor's country. Default: none is believed. */
  readonly countryHeader?: string | undefined;
  /** A redis:// address by which several nodes tell each other what is new, and count. Default: the store is asked. */
  readonly redisUrl?: string;
  /** Hears what is wrong with a file of the folder, for its author. Default: nobody. */
  readonly report?: (lines: string) => void;
  /** Closed by the caller. Default: no mail is sent. */
  readonly mailer?: Mailer;
  /** What admins see of the server. Default: a SQLite store, and nothing of mail. */
  readonly around?: Pick<Around, "store" | "mail">;
  /** Default: the real one. */
  readonly timekeeper?: Timekeeper;
}

export interface Parley {
  /** Widget, console and API. Mount it at the root of an Express app, behind nothing that reads bodies. */
  readonly router: Router;
  /** Begins to fire clocks and to carry out what is due. */
  start(): void;
  /** Ends streams and rounds; what is under way is finished. The stores stay open. */
  close(): Promise<void>;
  /** While no admin has a password: the address at which one is set, once, within 24 hours. */
  adminLink(): Promise<string | undefined>;
  readonly accounts: Accounts;
}

const POLL_MS = 500;
/** A version that another process published is live here after so long at the latest. */
const REFRESH_MS = 2_000;
/** What has run out is never read; here it is erased. */
const MEMORY_MS = 60_000;
const SWEEP_MS = 10 * 60_000;
const DELIVERY_SWEEP_MS = 60_000;
/** Who came or went at another node is known here after so long at the latest. */
const PRESENCE_MS = 2_000;
/** What was kept for long enough goes within this time. */
const RETENTION_MS = 10 * 60_000;

/**
 * Parley as a part of an Express app. Playbooks are published before it resolves; nothing runs in the background until
 * `start`.
 *
 * @throws when the store does not answer.
 */
export async function createParley(options: ParleyOptions): Promise<Parley> {
  const { stores, publicUrl, secretKey, sampleSite, rateLimits = true, metricsToken } = options;
  const metrics = metricsToken === undefined ? undefined : makeMetrics();
  const log = metrics ? countedLog(options.log, metrics) : options.log;
  const { timekeeper = realTimekeeper, report = () => undefined } = options;
  const { egressAllow = [] } = options;
  const siteNow = makeSiteNow({ store: stores.settings, secretKey, log });
  const secret = (name: string) => siteNow.secret(name) ?? options.secret?.(name);
  const folder = diskFolder(options.playbooksDir);
  const auditOf = (site: () => string) =>
    makeAuditLog({ store: stores.audit, siteId: site, timekeeper, log, secretKey });
  const published = await openPlaybooks({
    folder,
    versions: stores.versions,
    timekeeper,
    log,
    report,
    onSite: siteNow.fileRead,
    audit: (site, line) => auditOf(() => site).write(line),
  });
  await siteNow.refresh();
  const playbooks = { ...published, site: siteNow.site };
  const { conversations, changes } = stores;
  const siteId = () => playbooks.site().id;
  const { redisUrl } = options;
  const hints = openBus({ changes, conversations, siteId, timekeeper, redisUrl, log });
  const people = sharedPresence({ store: stores.presence, siteId, node: randomUUID(), timekeeper, log });
  const around = { conversations, playbooks, bus: hints.bus, lanes: makeLanes(), timekeeper, log };
  const redis = redisUrl === undefined ? undefined : openCountingRedis(redisUrl);
  const limits = rateLimits
    ? makeLimits({
        counters: redis?.counters ?? stores.counters,
        site: playbooks.site,
        timekeeper,
        log,
        secretKey,
      })
    : undefined;
  const turns = { ...around, limits, presence: people.presence, nudge: (id: string) => outbox.nudge(id) };
  const { home, version } = ownPackage();
  const egress = makeEgress({ allow: egressAllow, userAgent: `Parley/${version}` });
  const { mailer } = options;
  const outside = makeOutside({ ...turns, stores, egress, mailer, secret, secretKey, publicUrl });
  const calls = makeCalls({
    ...turns,
    egress,
    secret,
    service: (name) => playbooks.services().get(name),
  });
  const desks = makeDesks({
    ...stores,
    presence: people.presence,
    site: playbooks.site,
    timekeeper,
  });
  const routing = makeRouting({ ...turns, leads: stores.leads, desks });
  const alerts = makeLiveAlerts({ ...turns, site: playbooks.site, desks });
  const told = makeAlerts({
    deliveries: stores.deliveries,
    desks,
    site: playbooks.site,
    now: timekeeper.now,
    mails: mailer !== undefined,
    publicUrl,
    wake: outside.wake,
  });
  const remembering = { memory: stores.memory, timekeeper, siteId };
  // Who keeps something more of conversations than the ports below erases it here.
  const forgetters: readonly Forgetter[] = [
    forgetRemembered(remembering),
    ({ siteId: site }, { visitor }) => stores.visitors.forget(site, visitor),
    forgetOutside(outside.outward),
    forgetVisits(stores),
  ];
  const { leads, files, memory } = stores;
  const carryingOut = {
    ...around,
    leads,
    files,
    memory,
    calls,
    forgetters,
    outward: outside.outward,
    alerts: told,
  };
  const outbox = makeOutbox(carryingOut);
  const privacy = {
    ...around,
    leads,
    files,
    memory,
    visitors: stores.visitors,
    siteId,
    site: playbooks.site,
    now: timekeeper.now,
    drain: (id: string) => drain(carryingOut, id, false),
  };
  const audit = auditOf(siteId);
  const accounts = makeAccounts({
    people: stores.people,
    twoSteps: stores.twoSteps,
    counters: rateLimits ? stores.counters : undefined,
    audit,
    siteId,
    siteName: () => playbooks.site().name,
    timekeeper,
    log,
    secretKey,
  });
  const visitors = makeVisitors({
    ...turns,
    store: stores.visitors,
    siteId,
    secret,
    names: () => playbooks.site().identity.secrets,
    enforced: () => playbooks.site().identity.enforce,
  });
  const signals = makeSignals(hints.bus, timekeeper.now);
  const streams = makeStreams(timekeeper, rateLimits ? STREAM_CAPS : undefined);
  metrics?.watch("parley_streams_open", "Event streams of visitors and reps.", streams.count);
  if (metrics) watchLateness(metrics, { stores, siteId, now: timekeeper.now });
  const secure = publicUrl().startsWith("https:");
  if (!secure) log.warn("server.insecure_cookie");
  // Fine for a first try; a site that is open to the world had better name its own.
  else if (!playbooks.site().origins) log.warn("server.any_origin");

  const router = Router({ caseSensitive: true });
  router.use(
    apiRouter({
      ...turns,
      inboxSearch: stores.inboxSearch,
      signals,
      privacy,
      siteNow,
      mailer,
      around: { store: "sqlite", mail: undefined, ...options.around, redis: redisUrl !== undefined },
      saw: makeSightings({ store: stores.sightings, siteId, timekeeper, log }).saw,
      stores,
      files: stores.files,
      siteFiles: siteFilesIn(options.playbooksDir),
      countryHeader: options.countryHeader,
      maxUploadMb: options.maxUploadMb ?? 10,
      accounts,
      audit,
      apiKeys: makeApiKeys({ apiKeys: stores.apiKeys, audit, siteId, timekeeper }),
      visitors,
      desks,
      routing,
      alerts,
      totpRequired: () => playbooks.site().totpRequired,
      ...outside,
      secret,
      secretKey,
      siteId,
      mails: mailer !== undefined,
      originOf: (request) => keyedHash(secretKey, addressOf(request)),
      mailInvite: (email, link) => sendInvite({ mailer, log, site: playbooks.site().name }, email, link),
      streams,
      secure,
      publicUrl,
      version,
      cookie: secure ? "__Host-parley" : "parley",
      metrics,
      metricsToken,
      stopping: () => stopping,
      ownOrigin: () => new URL(publicUrl()).origin,
    }),
  );
  router.use(staticRoutes({ dist: join(home, "dist"), sampleSite, origins: () => playbooks.site().origins }));

  let stopping = false;
  let pollers: readonly Poller[] = [];
  return {
    router,
    accounts,
    start: () => {
      if (pollers.length > 0) return;
      const poll = (name: string, round: () => Promise<boolean>, every = POLL_MS) =>
        startPoller({ name, every, round, timekeeper, log });
      pollers = [
        poll("clocks", () => clockRound(turns)),
        poll("outbox", outbox.round),
        poll("routing", routing.round),
        poll("memory", () => memoryRound(remembering), MEMORY_MS),
        poll("sessions", () => accounts.sweep().then(() => false), SWEEP_MS),
        poll("deliveries", outside.delivering.round),
        poll("sweep", outside.delivering.sweep, DELIVERY_SWEEP_MS),
        poll("hints", () => hints.round().then(() => false)),
        poll("presence", () => people.round().then(() => false), PRESENCE_MS),
        poll("visits", () => sweepVisits({ ...stores, siteId, now: timekeeper.now }), MEMORY_MS),
        poll("retention", makeRetentionRound(privacy), RETENTION_MS),
        poll("settings", () => siteNow.refresh().then(() => false)),
        poll("playbooks", () => playbooks.refresh().then(() => false), REFRESH_MS),
      ];
    },
    close: async () => {
      stopping = true;
      streams.endAll();
      signals.close();
      await Promise.all(pollers.map((poller) => poller.stop()));
      routing.stop();
      alerts.stop();
      await alerts.settled();
      await people.close();
      await hints.close();
      await calls.stop();
      await outbox.settled();
      await outside.delivering.stop();
      await playbooks.stop();
      await redis?.close();
    },
    adminLink: async () => {
      const token = await firstAdminLink(accounts);
      return token === undefined ? undefined : welcomeLink(publicUrl(), token);
    },
  };
}

/** Where our package.json lies, wherever this file was built to. What `npm run build` makes is in `dist` beside it. */
function ownPackage(): { readonly home: string; readonly version: string } {
  let home = import.meta.dirname;
  while (!existsSync(join(home, "package.json")) && dirname(home) !== home) home = dirname(home);
  const path = join(home, "package.json");
  const { version } = (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {}) as {
    readonly version?: string;
  };
  return { home, version: version ?? "0.0.0" };
}
