import type { Identified, Identify } from "../../../server/wire/identity.ts";
import type { SayVisit, VisitReply } from "../../../server/wire/live.ts";
import type { WireFile } from "../../../server/wire/message.ts";
import type { WireProblem } from "../../../server/wire/problem.ts";
import type { SendMessage, StartConversation, Started, Update } from "../../../server/wire/visitor.ts";
import type { Ports } from "./ports.ts";

/**
 * What became of a request. `later`: nothing is wrong with it, send the same again. `tooMany`: what the server says to a
 * visitor who sends too much.
 */
export type Outcome<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "later"; readonly waitMs: number | undefined; readonly tooMany: string | undefined }
  | { readonly kind: "refused"; readonly status: number; readonly code: string };

const TIMEOUT_MS = 15_000;
const UPLOAD_TIMEOUT_MS = 180_000;

/** The visitor's part of the HTTP API, for one token. Nothing here throws. */
export function createApi(ports: Ports, token: string) {
  const conversation = (id: string) => `conversations/${encodeURIComponent(id)}`;
  const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
  const post = { method: "POST", headers: { ...headers, "content-type": "application/json" } };

  async function ask<T>(
    path: string,
    init: RequestInit,
    is: (value: unknown) => value is T,
    most = TIMEOUT_MS,
  ): Promise<Outcome<T>> {
    const timeout = new AbortController();
    const stop = ports.clock.after(most, () => timeout.abort());
    try {
      const response = await ports.fetch(ports.base + path, { ...init, ...PLAIN, signal: timeout.signal });
      if (!response.ok) return await whyNot(response, ports.clock.now());
      const value: unknown = await response.json();
      return is(value) ? { kind: "done", value } : LATER;
    } catch {
      return LATER;
    } finally {
      stop();
    }
  }

  return {
    identify: (body: Identify) => ask("identity", { ...post, body: JSON.stringify(body) }, isIdentified),
    begin: (body: StartConversation) =>
      ask("conversations", { ...post, body: JSON.stringify(body) }, isStarted),
    /** Takes up a conversation by the link of a mail. */
    resume: (link: string) => ask("resume", { ...post, body: JSON.stringify({ link }) }, isStarted),
    /** Says where the visitor is. `left` outlives the page. */
    visit: (id: string, body: SayVisit) =>
      ask(
        `${conversation(id)}/visit`,
        { ...post, body: JSON.stringify(body), ...(body.left === true && { keepalive: true }) },
        isVisitReply,
      ),
    send: (id: string, body: SendMessage) =>
      ask(`${conversation(id)}/messages`, { ...post, body: JSON.stringify(body) }, isUpdate),
    /** Nobody waits for an answer: one that is lost is said again with the next letters. */
    typing: (id: string) => void ask(`${conversation(id)}/typing`, post, isUpdate),
    stopWaiting: (id: string, act: string) =>
      ask(`${conversation(id)}/stop-waiting`, { ...post, body: JSON.stringify({ id: act }) }, isUpdate),
    upload: (id: string, file: File) =>
      ask(
        `${conversation(id)}/files?name=${encodeURIComponent(file.name.slice(-150))}`,
        { method: "POST", headers: { ...headers, "content-type": "application/octet-stream" }, body: file },
        isFile,
        UPLOAD_TIMEOUT_MS,
      ),
    pull: (id: string, after: number) =>
      ask(`${conversation(id)}/events?after=${after}`, { headers }, isUpdate),
    /** The stream's response as it is, or why there is none. */
    stream: async (id: string, after: number, signal: AbortSignal): Promise<Outcome<Response>> => {
      const resume = after > 0 ? { "last-event-id": String(after) } : {};
      const accept = { ...headers, ...resume, accept: "text/event-stream" };
      try {
        const url = `${ports.base}${conversation(id)}/events?after=${after}`;
        const response = await ports.fetch(url, { headers: accept, ...PLAIN, signal });
        return response.ok ? { kind: "done", value: response } : await whyNot(response, ports.clock.now());
      } catch {
        return LATER;
      }
    },
  };
}

export type Api = ReturnType<typeof createApi>;

const PLAIN: RequestInit = { credentials: "omit", cache: "no-store" };
const LATER = { kind: "later", waitMs: undefined, tooMany: undefined } as const;

async function whyNot(response: Response, now: number): Promise<Outcome<never>> {
  const { status } = response;
  const problem = (await response.json().catch(() => undefined)) as Partial<WireProblem> | undefined;
  if (status >= 500 || [408, 425, 429].includes(status)) {
    return {
      kind: "later",
      waitMs: waitOf(response.headers.get("retry-after"), now),
      tooMany: status === 429 ? (problem?.detail ?? "") : undefined,
    };
  }
  return { kind: "refused", status, code: problem?.code ?? "" };
}

/** `Retry-After` holds seconds or a date. */
function waitOf(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  const wait = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return wait >= 0 ? wait : undefined;
}

function isIdentified(value: unknown): value is Identified {
  return typeof (value as Partial<Identified> | null)?.same === "boolean";
}

export function isUpdate(value: unknown): value is Update {
  const update = value as Partial<Update> | null;
  return (
    typeof update?.seq === "number" && typeof update.status === "string" && Array.isArray(update.messages)
  );
}

function isVisitReply(value: unknown): value is VisitReply {
  return typeof (value as Partial<VisitReply> | null)?.open === "boolean";
}

function isFile(value: unknown): value is WireFile {
  const file = value as Partial<WireFile> | null;
  return typeof file?.id === "string" && typeof file.name === "string";
}

function isStarted(value: unknown): value is Started {
  const started = value as Partial<Started> | null;
  return typeof started?.conversation?.id === "string" && Array.isArray(started.messages);
}
