import type { QueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { type Api, createApi } from "./api/api.ts";
import { makeId } from "./api/make-id.ts";
import { addMessages, createQueryClient, noteLogOut } from "./api/queries.ts";
import { createDrafts, type Drafts } from "./inbox/drafts.ts";
import { createOutgoing, type Outgoing } from "./inbox/outgoing.ts";
import type { Feed } from "./live/feed.ts";
import type { Source, StreamParts } from "./live/inbox-stream.ts";

/** What the screens stand on; one of each for a page, made once. */
export interface Parts {
  readonly api: Api;
  readonly client: QueryClient;
  readonly outgoing: Outgoing;
  readonly drafts: Drafts;
  readonly stream: StreamParts;
  /** The time, once a second. */
  readonly clock: Feed<number>;
}

/** What differs between the browser and a test. */
export interface Outside {
  readonly fetch: typeof fetch;
  readonly openSource: (url: string) => Source;
  readonly clock: Feed<number>;
}

export function createParts({ fetch, openSource, clock }: Outside): Parts {
  const api = createApi(fetch);
  const client = createQueryClient();
  const outgoing = createOutgoing({
    post: async (conversation, reply) => {
      try {
        return await api.reply(conversation, reply);
      } catch (error) {
        noteLogOut(client, error);
        throw error;
      }
    },
    makeId,
    onSent: (conversation, update) => addMessages(client, conversation, update),
  });
  return {
    api,
    client,
    outgoing,
    drafts: createDrafts(),
    clock,
    stream: {
      open: () => openSource("/api/v1/events"),
      now: Date.now,
      random: Math.random,
      later: (act, ms) => {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
    },
  };
}

const PartsContext = createContext<Parts | undefined>(undefined);
export const PartsProvider = PartsContext.Provider;

export function useParts(): Parts {
  const parts = useContext(PartsContext);
  if (!parts) throw new Error("useParts is called outside of PartsProvider");
  return parts;
}
