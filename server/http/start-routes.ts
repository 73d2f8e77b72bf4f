import type { Request, Response, Router } from "express";
import { Refusal } from "../refusal.ts";
import { startReplySchema, startRequestSchema } from "../wire/visitor.ts";
import { wantedConsent } from "./consent.ts";
import { isOwnOrigin } from "./gate.ts";
import { isAllowedOrigin } from "./origins.ts";
import { type Route, route } from "./route.ts";
import { languageOf, offersFor, type RoutingSetting } from "./starting.ts";
import { visitHeard } from "./visit-heard.ts";

export interface StartSetting extends RoutingSetting {
  ownOrigin(): string;
  anybodyOnline(): boolean;
  /** The header that names the visitor's country; undefined: none is believed. */
  readonly countryHeader: string | undefined;
}

const PATH = "/api/v1/start";

/** What may start on a page. Asked by the loader on the company's website, so across origins; stores nothing. */
export function startRoutes(setting: StartSetting): readonly Route[] {
  return [
    route(
      "POST /api/v1/start",
      {
        summary: "What may start on this page. Stores nothing.",
        body: startRequestSchema,
        reply: startReplySchema,
      },
      ({ body, request, response }) => {
        allowOrigin(setting, request, response);
        const { name, bot } = setting.playbooks.site();
        const heard = visitHeard(request, setting.countryHeader);
        const consent = wantedConsent(setting.playbooks.site(), languageOf(body.facts, heard.language));
        const look = { name, bot: bot.name, online: setting.anybodyOnline(), ...(consent && { consent }) };
        return { look, starts: [...offersFor(setting, body, heard)] };
      },
    ),
  ];
}

/** Answers the browser's question before the request. */
export function startPreflight(router: Router, setting: StartSetting): void {
  router.options(PATH, (request, response) => {
    allowOrigin(setting, request, response);
    response.set({
      "Access-Control-Allow-Methods": "POST",
      "Access-Control-Allow-Headers": "Content-Type",
      "Access-Control-Max-Age": "600",
    });
    response.status(204).end();
  });
}

/** No credentials are ever allowed, so `*` gives nothing away. */
function allowOrigin(setting: StartSetting, request: Request, response: Response): void {
  const { origins } = setting.playbooks.site();
  response.vary("Origin");
  const { origin } = request.headers;
  if (origin === undefined) {
    if (!origins) response.set("Access-Control-Allow-Origin", "*");
    return;
  }
  if (isOwnOrigin(request, setting.ownOrigin()) && origin !== "null") return;
  if (!isAllowedOrigin(origins, origin)) {
    throw new Refusal(
      "ORIGIN_REFUSED",
      "The chat is not allowed on this website. Its origin is not in site.yml.",
    );
  }
  response.set("Access-Control-Allow-Origin", origins ? origin : "*");
}
