import type { QueryClient } from "@tanstack/react-query";
import type { i18n } from "i18next";
import { createContext, useContext } from "react";
import { type Api, createApi } from "./api/api.ts";
import { makeId } from "./api/make-id.ts";
import { addMessages, createQueryClient, noteLogOut } from "./api/queries.ts";
import { createDrafts, type DraftStorage, type Drafts } from "./inbox/drafts.ts";
import { createOutgoing, type Outgoing } from "./inbox/outgoing.ts";
import { createUpload, type Upload, type UploadBytes } from "./inbox/upload.ts";
import type { Feed } from "./live/feed.ts";
import type { Source, StreamParts } from "./live/inbox-stream.ts";
import { createSignals, type Signals } from "./live/signals.ts";
import { type Acts, createActs } from "./shortcuts/acts.ts";
import { createWords } from "./words/words.ts";

/** What the screens stand on; one of each for a page, made once. */
export interface Parts {
  readonly api: Api;
  readonly client: QueryClient;
  readonly outgoing: Outgoing;
  readonly drafts: Drafts;
  readonly stream: StreamParts;
  /** Who looks at what, and who writes. */
  readonly signals: Signals;
  /** What can be done now by a key or a command. */
  readonly acts: Acts;
  readonly upload: Upload;
  readonly words: i18n;
  /** The time, once a second. */
  readonly clock: Feed<number>;
}

/** What differs between the browser and a test. */
export interface Outside {
  readonly fetch: typeof fetch;
  readonly openSource: (url: string) => Source;
  readonly clock: Feed<number>;
  readonly upload: UploadBytes;
  /** Undefined where the browser keeps nothing. */
  readonly storage: DraftStorage | undefined;
  /** What the browser asks for, such as "de-AT". */
  readonly language: string | undefined;
}

export function createParts({ fetch, openSource, clock, upload, storage, language }: Outside): Parts {
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
    now: () => clock.current(),
    later,
  });
  return {
    api,
    client,
    outgoing,
    drafts: createDrafts(storage),
    signals: createSignals(() => clock.current()),
    acts: createActs(),
    upload: createUpload(upload, () => api.csrf()),
    words: createWords(language),
    clock,
    stream: {
      open: () => openSource("/api/v1/events"),
      now: Date.now,
      random: Math.random,
      later,
    },
  };
}

function later(act: () => void, ms: number): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

const PartsContext = createContext<Parts | undefined>(undefined);
export const PartsProvider = PartsContext.Provider;

export function useParts(): Parts {
  const parts = useContext(PartsContext);
  if (!parts) throw new Error("useParts is called outside of PartsProvider");
  return parts;
}
