import { infiniteQueryOptions, QueryCache, QueryClient, queryOptions } from "@tanstack/react-query";
import type { InboxDetail, InboxPage, Queue } from "../../server/wire/rep.ts";
import type { Update } from "../../server/wire/visitor.ts";
import type { Api } from "./api.ts";
import { ApiProblem } from "./api-problem.ts";

export const keys = {
  me: ["me"],
  inbox: ["inbox"],
  conversations: ["conversation"],
  leads: ["leads"],
  visitors: ["visitors"],
  people: ["people"],
  sessions: ["sessions"],
  keys: ["keys"],
  audit: ["audit"],
  undelivered: ["undelivered"],
  webhooks: ["webhooks"],
  canned: ["canned"],
  ownInbox: ["own-inbox"],
  colleagues: ["colleagues"],
  desks: ["desks"],
} as const;

/** The console's query client: it asks again when no answer came, and forgets who is logged in on the first 401. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => noteLogOut(client, error) }),
    defaultOptions: {
      queries: { staleTime: 5_000, networkMode: "always", retry: mayHelp, retryDelay: (n) => 500 * 2 ** n },
      mutations: { networkMode: "always", retry: false },
    },
  });
  return client;
}

/** After a 401 nobody is logged in any more, whatever the page still shows. */
export function noteLogOut(client: QueryClient, error: unknown): void {
  if (error instanceof ApiProblem && error.status === 401) client.setQueryData(keys.me, null);
}

function mayHelp(failures: number, error: Error): boolean {
  return failures < 2 && error instanceof ApiProblem && (error.status === 0 || error.status >= 500);
}

export const meQuery = (api: Api) =>
  queryOptions({ queryKey: keys.me, queryFn: () => api.me(), staleTime: Number.POSITIVE_INFINITY });

/** @param q what is searched for; then the queue does not count. */
export const inboxQuery = (api: Api, queue: Queue, q?: string) =>
  infiniteQueryOptions({
    queryKey: [...keys.inbox, ...(q === undefined ? [queue] : ["search", q])],
    queryFn: ({ pageParam }) => api.inbox(queue, pageParam, q),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    meta: { first: () => api.inbox(queue, undefined, q) },
  });

export const cannedQuery = (api: Api) =>
  queryOptions({ queryKey: keys.canned, queryFn: () => api.canned(), staleTime: 60_000 });

export const ownInboxQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.ownInbox,
    queryFn: () => api.ownInbox(),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const desksQuery = (api: Api) => queryOptions({ queryKey: keys.desks, queryFn: () => api.desks() });

export const colleaguesQuery = (api: Api) =>
  queryOptions({ queryKey: keys.colleagues, queryFn: () => api.colleagues(), staleTime: 60_000 });

const conversationKey = (id: string) => [...keys.conversations, id] as const;

export const conversationQuery = (api: Api, id: string) =>
  queryOptions({ queryKey: conversationKey(id), queryFn: () => api.conversation(id) });

/** Below the conversation's key: whatever changes that changes these. */
export const aboutQuery = (api: Api, id: string) =>
  queryOptions({ queryKey: [...conversationKey(id), "about"], queryFn: () => api.about(id) });

export const steeringQuery = (api: Api, id: string) =>
  queryOptions({ queryKey: [...conversationKey(id), "steer"], queryFn: () => api.steering(id) });

export const visitorsQuery = (api: Api) =>
  queryOptions({ queryKey: keys.visitors, queryFn: () => api.visitors() });

export const leadsQuery = (api: Api, search: string) =>
  infiniteQueryOptions({
    queryKey: [...keys.leads, "list", search],
    queryFn: ({ pageParam }) => api.leads(search, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

export const leadQuery = (api: Api, id: string) =>
  queryOptions({ queryKey: [...keys.leads, "one", id], queryFn: () => api.lead(id) });

export const peopleQuery = (api: Api) => queryOptions({ queryKey: keys.people, queryFn: () => api.people() });

export const sessionsQuery = (api: Api) =>
  queryOptions({ queryKey: keys.sessions, queryFn: () => api.sessions() });

export const keysQuery = (api: Api) => queryOptions({ queryKey: keys.keys, queryFn: () => api.keys() });

export const auditQuery = (api: Api) =>
  infiniteQueryOptions({
    queryKey: keys.audit,
    queryFn: ({ pageParam }) => api.audit(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

export const undeliveredQuery = (api: Api) =>
  infiniteQueryOptions({
    queryKey: keys.undelivered,
    queryFn: ({ pageParam }) => api.undelivered(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

export const endpointsQuery = (api: Api) =>
  queryOptions({ queryKey: keys.webhooks, queryFn: () => api.webhooks() });

/** Puts a fresh answer of the server in place of what was known of a conversation; the lists are asked again. */
export function keepConversation(client: QueryClient, detail: InboxDetail): void {
  client.setQueryData(conversationKey(detail.conversation.id), detail);
  refreshInbox(client);
}

/** As {@link keepConversation}, and what stands beside the conversation is asked again. */
export function keepSteered(client: QueryClient, detail: InboxDetail): void {
  keepConversation(client, detail);
  for (const beside of ["about", "steer"])
    refresh(client, [...conversationKey(detail.conversation.id), beside]);
  refresh(client, keys.leads);
}

/** Adds the messages of `update` to a conversation that is open, once each, in their order. */
export function addMessages(client: QueryClient, id: string, update: Update): void {
  client.setQueryData(conversationKey(id), (known: InboxDetail | undefined) => {
    if (!known) return known;
    const bySeq = new Map([...known.messages, ...update.messages].map((message) => [message.seq, message]));
    const messages = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
    return {
      ...known,
      seq: Math.max(known.seq, update.seq),
      messages,
      conversation: { ...known.conversation, status: update.status },
    };
  });
  refreshInbox(client);
}

type Lists = { readonly pages: readonly InboxPage[]; readonly pageParams: readonly unknown[] };

/** From so many pages on, a list is not loaded anew as a whole: only its first page is. */
const WHOLE_PAGES = 3;

/**
 * Asks again for the lists of the inbox. Of one that somebody has scrolled far down, the first page comes anew and the others
 * stay, else each message of any visitor would load all of them.
 */
export function refreshInbox(client: QueryClient): void {
  for (const query of client.getQueryCache().findAll({ queryKey: keys.inbox })) {
    const data = query.state.data as Lists | undefined;
    if (data && data.pages.length > WHOLE_PAGES && query.isActive())
      void renewFirstPage(client, query.queryKey);
    else client.invalidateQueries({ queryKey: query.queryKey, exact: true }).catch(() => undefined);
  }
}

async function renewFirstPage(client: QueryClient, queryKey: readonly unknown[]): Promise<void> {
  const load = client.getQueryCache().find({ queryKey })?.options.meta?.["first"] as
    | (() => Promise<InboxPage>)
    | undefined;
  const first = await load?.().catch(() => undefined);
  if (!first) return;
  client.setQueryData(queryKey, (data: Lists | undefined) => {
    const [before, ...rest] = data?.pages ?? [];
    if (!data || !before) return data;
    // The cursor of the old page leads on: the new one's may be far from where the second page begins.
    return { ...data, pages: [{ ...first, next_cursor: before.next_cursor }, ...rest] };
  });
}

/** All rows of a list, each once: a row that has moved up is not where it was as well. */
export function rowsOf(pages: readonly InboxPage[] | undefined): readonly InboxPage["data"][number][] {
  const rows = new Map<string, InboxPage["data"][number]>();
  for (const page of pages ?? []) for (const row of page.data) if (!rows.has(row.id)) rows.set(row.id, row);
  return [...rows.values()];
}

/** Asks again for what is on the screen under `key`; a failure shows there. */
export function refresh(client: QueryClient, key: readonly string[]): void {
  client.invalidateQueries({ queryKey: key }).catch(() => undefined);
}
