import type { Request } from "express";
import type { Limited } from "../../engine/index.ts";
import { ACCESS, type RouteKey } from "../http/access.ts";
import { addressOf } from "../http/address.ts";
import { sentToken } from "../http/gate.ts";
import type { Refusal } from "../refusal.ts";
import type { Limits } from "./limits.ts";

type Gate<T> = (key: RouteKey, request: Request) => Promise<T>;

/**
 * The gate, with requests counted by internet address. People who are logged in are not counted: an office behind one
 * address, or a visitor who floods from it, must not keep them from their work. Neither are the routes by which the server
 * is watched.
 */
export function limitedGate<T>(gate: Gate<T>, limits: Limits | undefined): Gate<T> {
  if (!limits) return gate;
  const count = ({ ip }: Request) => limits.count("requests", { address: ip });
  return async (key, request) => {
    if (!key.includes(" /api/")) return await gate(key, request);
    const access = ACCESS[key];
    if (access === "open" || access === "visitor") {
      await count(request);
      return await gate(key, request);
    }
    try {
      return await gate(key, request);
    } catch (error) {
      await count(request);
      throw error;
    }
  };
}

/**
 * Knows what a request will be refused with in the end, as far as this process has refused the same before: so a flood costs
 * neither the reading of what it sends nor a question to the store. A visitor who has got another token since is not known by
 * it; they are refused later.
 *
 * @returns asks for a route, and for what the route counts for the visitor.
 */
export function knownRefusals(
  limits: Limits | undefined,
): (key: RouteKey, request: Request, limited: Limited | undefined) => Refusal | undefined {
  return (key, request, limited) => {
    const access = ACCESS[key];
    if (!limits || !key.includes(" /api/") || (access !== "open" && access !== "visitor")) return undefined;
    const refusal = limits.knownRefusal("requests", { address: request.ip });
    if (refusal || limited === undefined) return refusal;
    const visitor = sentToken(request);
    return limits.knownRefusal(limited, {
      ...(visitor !== undefined && { visitor }),
      address: addressOf(request),
    });
  };
}
