import type { Request, Response, Router } from "express";
import type { WidgetLook } from "../../engine/index.ts";
import { Refusal } from "../refusal.ts";
import { type StartReply, startReplySchema, startRequestSchema } from "../wire/visitor.ts";
import { wantedConsent } from "./consent.ts";
import { isOwnOrigin } from "./gate.ts";
import { isAllowedOrigin } from "./origins.ts";
import { type Route, route } from "./route.ts";
import { languageOf, offersFor, type RoutingSetting } from "./starting.ts";
import { visitHeard } from "./visit-heard.ts";

export interface StartSetting extends RoutingSetting {
  ownOrigin(): string;
  anybodyOnline(): boolean;
  /** Notes on which website the widget was asked for. Default: nobody wants to know. */
  saw?(origin: string, allowed: boolean): void;
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
        const { name, bot, widget } = setting.playbooks.site();
        const heard = visitHeard(request, setting.countryHeader);
        const consent = wantedConsent(setting.playbooks.site(), languageOf(body.facts, heard.language));
        const shown = widgetLook(widget);
        const look = {
          name,
          bot: bot.name,
          online: setting.anybodyOnline(),
          ...(shown && { widget: shown }),
          ...(consent && { consent }),
        };
        return { look, starts: [...offersFor(setting, body, heard)] };
      },
    ),
  ];
}

/** Undefined where the site says nothing of it, so that pages pay no bytes for it. */
function widgetLook({ color, position, launcher }: WidgetLook): StartReply["look"]["widget"] {
  if (color === undefined && launcher === undefined && position === "end") return undefined;
  return { position, ...(color !== undefined && { color }), ...(launcher !== undefined && { launcher }) };
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
  if (isOwnOrigin(request, setting.ownOrigin()) && origin !== "null") {
    setting.saw?.(origin, true);
    return;
  }
  const allowed = isAllowedOrigin(origins, origin);
  // A browser that is refused at its first question never comes to the second.
  if (request.method === "POST" || !allowed) setting.saw?.(origin, allowed);
  if (!allowed) {
    throw new Refusal(
      "ORIGIN_REFUSED",
      "The chat is not allowed on this website. Its origin is not among those of the site.",
    );
  }
  response.set("Access-Control-Allow-Origin", origins ? origin : "*");
}
