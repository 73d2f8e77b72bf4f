import { act, render } from "@testing-library/react";
import { createMemoryRouter } from "react-router";
import { NEW_INBOX } from "../../server/wire/inbox.ts";
import { Console } from "../Console.tsx";
import { createFeed } from "../live/feed.ts";
import { createParts, type Outside } from "../parts.ts";
import { routes } from "../routes.tsx";
import { AT, inboxOf, me } from "./examples.ts";

/** What the server answers to `METHOD /path?query` below /api/v1; a {@link Refused} is a problem. */
export type Answers = Record<string, (body: unknown) => unknown>;

export class Refused {
  readonly status: number;
  readonly problem: object;
  constructor(status: number, problem: object = {}) {
    this.status = status;
    this.problem = problem;
  }
}

/** The whole console at an address, on a server that is a table. Its answers may be changed while it runs. */
export function openConsole(
  path: string,
  answers: Answers,
  outside: Partial<Pick<Outside, "upload" | "storage" | "language">> = {},
) {
  const asked: { readonly what: string; readonly body: unknown; readonly csrf: string | null }[] = [];
  const streams: ((type: string, data?: unknown) => void)[] = [];
  const table: Answers = {
    "GET /me": () => me,
    "GET /inbox?queue=waiting": () => inboxOf(),
    "GET /inbox?queue=mine": () => inboxOf(),
    "GET /me/inbox": () => ({ ...NEW_INBOX, undo_seconds: 0 }),
    "GET /colleagues": () => ({ data: [] }),
    "GET /canned-replies": () => ({ v: 0, data: [] }),
    ...answers,
  };

  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const what = `${init?.method ?? "GET"} ${String(input).replace("/api/v1", "")}`;
    const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : undefined;
    asked.push({ what, body, csrf: new Headers(init?.headers).get("x-csrf-token") });
    const answer = await table[what]?.(body);
    if (answer === undefined && !(what in table)) return response(404, { code: "UNKNOWN", detail: what });
    if (answer instanceof Refused)
      return response(answer.status, { code: "REFUSED", detail: "", ...answer.problem });
    return response(200, answer);
  };

  const parts = createParts({
    fetch,
    upload: async () => ({ status: 0, text: "" }),
    storage: undefined,
    language: "en",
    ...outside,
    clock: createFeed(Date.parse(AT) + 60_000),
    openSource: () => {
      const listeners = new Map<string, (event: { readonly data?: unknown }) => void>();
      streams.push((type, data) => listeners.get(type)?.({ data: JSON.stringify(data) }));
      return {
        addEventListener: (type, listener) => {
          listeners.set(type, listener);
        },
        close: () => listeners.clear(),
      };
    },
  });
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  render(<Console parts={parts} router={router} />);
  return {
    table,
    asked,
    /** The address that is shown. */
    at: () => router.state.location.pathname + router.state.location.search,
    /** Something comes in by the newest stream. */
    stream: (type: string, data?: unknown) => act(async () => streams.at(-1)?.(type, data)),
  };
}

/** No answer at all, as when the cable is out. */
export function noAnswer(): never {
  throw new TypeError("Failed to fetch");
}

function response(status: number, body: unknown): Response {
  const text = body === undefined ? "" : JSON.stringify(body);
  return { ok: status < 400, status, text: async () => text, json: async () => body } as Response;
}
