import type { ErrorRequestHandler, Request, Response } from "express";
import { waitWords } from "../limits/wait-words.ts";
import { faultDetails, type Log } from "../log.ts";
import { Refusal } from "../refusal.ts";
import { StoreAwayError } from "../stores/ports.ts";
import type { WireProblem } from "../wire/problem.ts";
import { acceptedLanguage } from "./accepted-language.ts";
import { STATUSES } from "./statuses.ts";

/**
 * Answers with problem+json.
 *
 * @param detail Words for whoever reads it. Default: those of the refusal.
 */
export function sendProblem(response: Response, refusal: Refusal, detail = refusal.message): void {
  const [status, title] = STATUSES[refusal.code];
  const { errors, owner, retryAfter, limit } = refusal.more;
  const problem: WireProblem = {
    type: `urn:parley:problem:${refusal.code.toLowerCase()}`,
    title,
    status,
    code: refusal.code,
    detail,
    errors: (errors ?? []).map(({ path, message }) => ({ path, message })),
    ...(owner !== undefined && { owner }),
  };
  if (retryAfter !== undefined) response.set("Retry-After", String(retryAfter));
  if (limit) {
    response.set("RateLimit-Policy", `"${limit.name}";q=${limit.most};w=${limit.seconds}`);
    response.set("RateLimit", `"${limit.name}";r=0;t=${retryAfter ?? limit.seconds}`);
  }
  const text = JSON.stringify(problem);
  response.status(status).set("Cache-Control", "no-store");
  // Not `send`: it works out a tag for caches, and this is kept by none.
  response.setHeader("Content-Type", "application/problem+json; charset=utf-8");
  response.setHeader("Content-Length", Buffer.byteLength(text));
  response.end(text);
}

/** Answers with problem+json, and tells whoever has to wait so in words that the chat shows as they are. */
export function sendRefusal(request: Request, response: Response, refusal: Refusal): void {
  sendProblem(response, refusal, inTheirLanguage(refusal, request, response));
}

/** The last handler of the API: every error becomes a problem, and one without a known code shows nothing of itself. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const refusal = refusalOf(error);
    if (refusal.code === "INTERNAL") {
      log.error("request.failed", {
        method: request.method,
        route: routeOf(request),
        ...faultDetails(error),
      });
    }
    if (response.headersSent) next(error);
    else sendRefusal(request, response, refusal);
  };
}

function inTheirLanguage(refusal: Refusal, request: Request, response: Response): string {
  const { limit, retryAfter } = refusal.more;
  if (!limit || retryAfter === undefined) return refusal.message;
  const { language, text } = waitWords(acceptedLanguage(request), retryAfter);
  response.set("Content-Language", language);
  return text;
}

function routeOf(request: { readonly route?: unknown }): string | undefined {
  const { route } = request;
  return typeof route === "object" && route !== null && "path" in route ? String(route.path) : undefined;
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof StoreAwayError) {
    return new Refusal("TRY_AGAIN", "The store does not answer. Send the same id again.", { retryAfter: 2 });
  }
  return (
    bodyRefusal(error) ?? new Refusal("INTERNAL", "Something went wrong on our side. It has been noted.")
  );
}

/** What Express and its body parser throw for input that cannot be read. */
function bodyRefusal(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined;
  const type = "type" in error ? error.type : undefined;
  if (type === "entity.too.large") return new Refusal("BODY_TOO_LARGE", "The body may have 16 KiB at most.");
  const status = "status" in error ? error.status : undefined;
  if (typeof status !== "number" || status < 400 || status > 499) return undefined;
  if (type === undefined) return new Refusal("INPUT_INVALID", "The address of the request cannot be read.");
  return new Refusal("BODY_UNREADABLE", "The body cannot be read as JSON.");
}
