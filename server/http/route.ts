import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import type { Static, TSchema } from "typebox";
import type { Limited } from "../../engine/index.ts";
import type { Log } from "../log.ts";
import { Refusal } from "../refusal.ts";
import type { Timekeeper } from "../timekeeper.ts";
import { traced } from "../tracing.ts";
import type { ACCESS, RouteKey, SCOPES } from "./access.ts";
import type { Admission } from "./admission.ts";
import { makeCheck } from "./check.ts";
import type { Caller, Member } from "./gate.ts";
import { sendRefusal } from "./send-problem.ts";

/** What goes in and out of a route. Without a schema nothing is taken in; without `reply` nothing is sent. */
export interface RouteSchemas {
  readonly summary: string;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** Largest body, KiB. Default 16. */
  readonly bodyKiB?: number;
  readonly reply?: TSchema;
  /** Default 200, or 204 without a reply. */
  readonly status?: number;
  /** The route may also answer with a stream of events. */
  readonly stream?: boolean;
  /** The route takes a turn: it waits where too many run already. */
  readonly turn?: boolean;
  /** What the handler counts for the visitor: whoever is known to have had too much of it is refused before all else. */
  readonly limited?: Limited;
  /** The body is the bytes of a file; the handler reads it. */
  readonly upload?: boolean;
  /** The answer is the bytes of a file. */
  readonly download?: boolean;
  /** The answer is plain text. */
  readonly plain?: boolean;
}

/** Who asks, as the gate of the route's access found out: a visitor is the hash of their first token. */
export type Who<K extends RouteKey> = (typeof ACCESS)[K] extends "open"
  ? undefined
  : (typeof ACCESS)[K] extends "operator"
    ? undefined
    : (typeof ACCESS)[K] extends "visitor"
      ? string
      : K extends keyof typeof SCOPES
        ? Caller
        : Member;

type In<S, Name extends keyof RouteSchemas> = S extends { readonly [N in Name]: infer T extends TSchema }
  ? Static<T>
  : undefined;

/** Without a reply there is nothing to return. */
type Out<S> = S extends { readonly reply: infer T extends TSchema } ? Static<T> : undefined;

export interface Call<K extends RouteKey, S extends RouteSchemas> {
  readonly who: Who<K>;
  readonly params: In<S, "params">;
  readonly query: In<S, "query">;
  readonly body: In<S, "body">;
  readonly request: Request;
  readonly response: Response;
}

/** Returned by a handler that answers by itself. */
export const ANSWERED = Symbol("answered");

export interface Route {
  readonly key: RouteKey;
  readonly schemas: RouteSchemas;
  readonly run: (request: Request, response: Response, who: unknown) => Promise<void>;
}

/**
 * One route: what it takes, what it gives, and what it does. Input that does not fit is refused with every fault found, and
 * a reply that does not fit is our fault and never leaves.
 */
export function route<const K extends RouteKey, const S extends RouteSchemas>(
  key: K,
  schemas: S,
  handle: (call: Call<K, S>) => Promise<Out<S> | typeof ANSWERED> | Out<S> | typeof ANSWERED,
): Route {
  const read = {
    params: reader("path", schemas.params),
    query: reader("query", schemas.query),
    body: reader("body", schemas.body),
  };
  const write = schemas.reply && makeCheck(schemas.reply);
  return {
    key,
    schemas,
    run: async (request, response, who) => {
      const call = {
        who,
        params: read.params(request.params),
        query: read.query({ ...request.query }),
        body: read.body(request.body),
        request,
        response,
      } as Call<K, S>;
      const reply = await handle(call);
      if (reply === ANSWERED) return;
      response.set("Cache-Control", "no-store");
      if (!write) {
        response.status(schemas.status ?? 204).end();
        return;
      }
      // What would be sent, not what the handler holds: fields that are undefined do not leave.
      const text = JSON.stringify(reply);
      const checked = write(JSON.parse(text));
      if (checked.faults)
        throw new InvalidReplyError(key, checked.faults.map((fault) => fault.path).join(" "));
      response.status(schemas.status ?? 200).type("application/json");
      response.send(text);
    },
  };
}

/** A reply of ours has the wrong shape. */
export class InvalidReplyError extends Error {
  override readonly name = "InvalidReplyError";
  readonly key: RouteKey;
  /** Where in the reply; without values. */
  readonly paths: string;
  constructor(key: RouteKey, paths: string) {
    super(`the reply of ${key} is wrong at ${paths}`);
    this.key = key;
    this.paths = paths;
  }
}

const readJson = (kib: number) => express.json({ limit: kib * 1024, strict: true, type: "application/json" });
const USUAL_KIB = 16;

interface MountSetting {
  readonly gate: (key: RouteKey, request: Request) => Promise<unknown>;
  readonly log: Log;
  readonly timekeeper: Pick<Timekeeper, "now">;
  /** What routes that take a turn wait for. Default: nothing. */
  readonly admission?: Admission;
  /** What a request will be refused with anyway. Default: that is not known. */
  readonly knownRefusal?: (
    key: RouteKey,
    request: Request,
    limited: Limited | undefined,
  ) => Refusal | undefined;
  /** Hears of each answer that was sent whole, except streams. */
  readonly onAnswer?: ((request: Answered) => void) | undefined;
}

interface Answered {
  readonly route: RouteKey;
  readonly status: number;
  readonly seconds: number;
}

/** Puts the routes on a router, each behind the gate of its access. */
export function mount(
  router: Router,
  routes: readonly Route[],
  { gate, log, timekeeper, admission, knownRefusal, onAnswer }: MountSetting,
): void {
  for (const { key, schemas, run } of routes) {
    const [method, path] = key.split(" ") as ["GET" | "POST" | "PUT" | "PATCH" | "DELETE", string];
    const enter: RequestHandler = async (request, response, next) => {
      if (onAnswer) hear(response, key, timekeeper, onAnswer);
      const known = knownRefusal?.(key, request, schemas.limited);
      // Not by way of `next`: an error would be carried past every other route.
      if (known) return sendRefusal(request, response, known);
      const who = await gate(key, request);
      response.locals["who"] = who;
      if (schemas.turn === true) admission?.refuseCrowd(nameOf(who));
      next();
    };
    const answer: RequestHandler = async (request, response) => {
      try {
        const who: unknown = response.locals["who"];
        const work = () => traced(key, {}, () => run(request, response, who));
        // Only when the whole body is there: a place is not for somebody who sends slowly.
        await (admission && schemas.turn === true ? admission.run(nameOf(who), work) : work());
      } catch (error) {
        if (!(error instanceof InvalidReplyError)) throw error;
        log.error("reply.invalid", { route: error.key, paths: error.paths });
        throw new Refusal("REPLY_INVALID", "Something went wrong on our side. It has been noted.");
      }
    };
    const handlers = schemas.body ? [enter, readJson(schemas.bodyKiB ?? USUAL_KIB), answer] : [enter, answer];
    if (method === "GET") router.get(path, ...handlers);
    else if (method === "POST") router.post(path, ...handlers);
    else if (method === "PUT") router.put(path, ...handlers);
    else if (method === "PATCH") router.patch(path, ...handlers);
    else router.delete(path, ...handlers);
  }
}

function hear(
  response: Response,
  route: RouteKey,
  timekeeper: Pick<Timekeeper, "now">,
  onAnswer: (request: Answered) => void,
): void {
  const began = timekeeper.now();
  response.once("finish", () => {
    const isStream = String(response.getHeader("Content-Type")).startsWith("text/event-stream");
    if (isStream) return;
    onAnswer({ route, status: response.statusCode, seconds: (timekeeper.now() - began) / 1000 });
  });
}

/** A visitor is the hash of the token; a person and a program have an id. */
function nameOf(who: unknown): string {
  if (typeof who === "string") return who;
  return typeof who === "object" && who !== null && "actor" in who ? (who as Caller).actor.id : "";
}

function reader(part: string, schema: TSchema | undefined): (input: unknown) => unknown {
  const check = schema && makeCheck(schema);
  return (input) => {
    if (!check) {
      // A route without parameters says nothing about them; query parameters that nobody asked for are refused.
      if (part === "query" && Object.keys(input ?? {}).length > 0)
        throw invalid(part, Object.keys(input ?? {}));
      return undefined;
    }
    const checked = check(input);
    if (!checked.faults) return checked.value;
    throw new Refusal("INPUT_INVALID", `The ${part} of the request is not right.`, {
      errors: checked.faults.map(({ path, message }) => ({
        path: `/${part}${path === "/" ? "" : path}`,
        message,
      })),
    });
  };
}

function invalid(part: string, names: readonly string[]): Refusal {
  return new Refusal("INPUT_INVALID", `The ${part} of the request is not right.`, {
    errors: names.map((name) => ({ path: `/${part}/${name}`, message: "is not known here" })),
  });
}
