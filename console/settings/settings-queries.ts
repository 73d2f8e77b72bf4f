import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Api } from "../api/api.ts";

export const settingsKeys = {
  settings: ["settings"],
  sightings: ["sightings"],
  server: ["server"],
  deliveries: ["deliveries"],
  hours: ["hours"],
} as const;

const SEEN_AGAIN_MS = 5_000;

export const settingsQuery = (api: Api) =>
  queryOptions({ queryKey: settingsKeys.settings, queryFn: () => api.settings() });

export const sightingsQuery = (api: Api) =>
  queryOptions({
    queryKey: settingsKeys.sightings,
    queryFn: () => api.sightings(),
    refetchInterval: SEEN_AGAIN_MS,
  });

export const serverQuery = (api: Api) =>
  queryOptions({ queryKey: settingsKeys.server, queryFn: () => api.server() });

export const deliveriesQuery = (api: Api, webhook: string) =>
  infiniteQueryOptions({
    queryKey: [...settingsKeys.deliveries, webhook],
    queryFn: ({ pageParam }) => api.deliveries(webhook, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
