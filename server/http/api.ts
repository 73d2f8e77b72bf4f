import { Router } from "express";
import type { Post } from "../deliveries/post.ts";
import { knownRefusals, limitedGate } from "../limits/limited-gate.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { Refusal } from "../refusal.ts";
import type { Stores } from "../stores/ports.ts";
import { type AboutSetting, aboutRoutes } from "./about-routes.ts";
import { accountRoutes } from "./account-routes.ts";
import { type AdminSetting, adminRoutes } from "./admin-routes.ts";
import { makeAdmission } from "./admission.ts";
import { boardRoutes } from "./board-routes.ts";
import { deliveryRoutes } from "./delivery-routes.ts";
import { type FileSetting, fileRoutes } from "./file-routes.ts";
import { makeGate } from "./gate.ts";
import { type HandoffSetting, handoffRoutes } from "./handoff-routes.ts";
import { healthRoutes, openApiRoute } from "./health-routes.ts";
import { identityRoutes } from "./identity-routes.ts";
import { type ActSetting, inboxActRoutes } from "./inbox-act-routes.ts";
import { leadRoutes } from "./lead-routes.ts";
import { type LiveRouteSetting, liveRoutes } from "./live-routes.ts";
import { metricsRoute } from "./metrics-route.ts";
import { ownRoutes } from "./own-routes.ts";
import { type PrivacySetting, privacyRoutes } from "./privacy-routes.ts";
import { type RepSetting, repRoutes } from "./rep-routes.ts";
import { mount, type Route } from "./route.ts";
import { schemaRoutes } from "./schema-routes.ts";
import { apiHeaders } from "./security-headers.ts";
import { problemHandler, sendProblem } from "./send-problem.ts";
import { type SettingsSetting, settingsRoutes } from "./settings-routes.ts";
import { type ShelfSetting, shelfRoutes } from "./shelf-routes.ts";
import { startPreflight, startRoutes } from "./start-routes.ts";
import { steerRoutes } from "./steer-routes.ts";
import { type UndeliveredSetting, undeliveredRoutes } from "./undelivered-routes.ts";
import { type VerifySetting, verifyRoutes } from "./verify-routes.ts";
import { type VisitorSetting, visitorRoutes } from "./visitor-routes.ts";

export interface ApiSetting
  extends RepSetting,
    ActSetting,
    Omit<ShelfSetting, "shelf" | "people" | "siteId">,
    HandoffSetting,
    Omit<AdminSetting, "playbooks">,
    Omit<UndeliveredSetting, "endpoints" | "siteNow">,
    VerifySetting,
    Omit<VisitorSetting, "memory" | "line">,
    FileSetting,
    Pick<SettingsSetting, "secretKey">,
    PrivacySetting,
    Omit<LiveRouteSetting, "stores"> {
  readonly stores: Stores;
  readonly siteNow: SettingsSetting["siteNow"];
  readonly delivering: Pick<Post, "circuit" | "round">;
  readonly around: AboutSetting["around"];
  readonly mailer: AboutSetting["mailer"];
  /** Notes on which website the widget was asked for. */
  saw(origin: string, allowed: boolean): void;
  readonly version: string;
  readonly metricsToken: string | undefined;
  /** Undefined: no figures are collected. */
  readonly metrics: Metrics | undefined;
  /** Origin of PUBLIC_URL. */
  ownOrigin(): string;
  /** Whether the server takes no more work, since it is about to stop. */
  stopping(): boolean;
}

const PATHS = ["/api", "/healthz", "/readyz", "/metrics", "/openapi.json", "/schemas", "/verify"];

/** Every route of the API, on one router, and nothing else. */
export function apiRouter(setting: ApiSetting): Router {
  const router = Router({ caseSensitive: true });
  const routes = allRoutes(setting);
  const start = { ...setting, anybodyOnline: setting.presence.anybody };
  router.use(PATHS, apiHeaders);
  startPreflight(router, start);
  const gate = limitedGate(makeGate({ ...setting, counters: setting.stores.counters }), setting.limits);
  const admission = makeAdmission(setting);
  const { metrics } = setting;
  metrics?.watch("parley_turns_running", "Turns that run in this process.", () => admission.counts().running);
  metrics?.watch("parley_turns_waiting", "Turns that wait to run here.", () => admission.counts().waiting);
  const knownRefusal = knownRefusals(setting.limits);
  mount(router, routes, { ...setting, gate, admission, knownRefusal, onAnswer: metrics?.answered });
  router.use("/api", (_request, response) => {
    sendProblem(response, new Refusal("ROUTE_UNKNOWN", "The API has no such address. See /openapi.json."));
  });
  router.use(PATHS, problemHandler(setting.log));
  return router;
}

export function allRoutes(setting: ApiSetting): readonly Route[] {
  const { stores, version, presence } = setting;
  const routes = [
    ...startRoutes({ ...setting, anybodyOnline: presence.anybody }),
    ...visitorRoutes({ ...setting, memory: stores.memory, line: stores.line }),
    ...fileRoutes(setting),
    ...identityRoutes(setting),
    ...accountRoutes(setting),
    ...ownRoutes(setting),
    ...adminRoutes(setting),
    ...repRoutes(setting),
    ...inboxActRoutes(setting),
    ...shelfRoutes({
      ...setting,
      shelf: stores.shelf,
      people: stores.people,
      siteId: () => setting.playbooks.site().id,
    }),
    ...steerRoutes(setting),
    ...liveRoutes(setting),
    ...handoffRoutes(setting),
    ...leadRoutes({ ...setting, leads: stores.leads }),
    ...undeliveredRoutes({ ...setting, endpoints: stores.endpoints }),
    ...verifyRoutes(setting),
    ...privacyRoutes(setting),
    ...aboutRoutes(setting),
    ...boardRoutes(setting),
    ...deliveryRoutes(setting),
    ...settingsRoutes({ ...setting, settings: stores.settings, sightings: stores.sightings }),
    ...healthRoutes(setting),
    metricsRoute(setting.metrics),
    ...schemaRoutes(),
  ];
  return [...routes, openApiRoute(routes, version)];
}
