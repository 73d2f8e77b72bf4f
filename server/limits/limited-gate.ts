import type { Request } from "express";
import { ACCESS, type RouteKey } from "../http/access.ts";
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
