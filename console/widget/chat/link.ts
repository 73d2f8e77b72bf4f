import type { Message, Status } from "../../../server/wire/message.ts";
import type { WaitView } from "../../../server/wire/wait.ts";
import { type Api, isUpdate } from "./api.ts";
import { type Pause, pause } from "./pause.ts";
import { backoff, type Ports } from "./ports.ts";
import { createFrameReader, type Frame } from "./sse.ts";

/** Whole or partial news of a conversation. */
export interface News {
  readonly messages: readonly Message[];
  readonly status?: Status;
  /** The highest `seq` that exists, where it was told. */
  readonly seq?: number;
  /** While a person is waited for, where it was told. */
  readonly wait?: WaitView;
  /** Who of the team writes an answer now. */
  readonly typing?: string;
}

export interface LinkEvents {
  readonly onNews: (news: News) => void;
  /** When the next try is due; undefined: all is well. */
  readonly onTrouble: (nextTryAt: number | undefined) => void;
  /** The server knows no such conversation for this visitor. */
  readonly onGone: () => void;
  /** The highest `seq` before which nothing is missing. */
  readonly wholeUpTo: () => number;
}

const PULL_EVERY_MS = 20_000;
const SILENT_FOR_MS = 45_000;
const STEADY_AFTER_MS = 5_000;

/** Keeps one conversation up to date: a stream for speed, a pull on connect, on a gap and every 20 s for certainty. For ever, until closed. */
export function openLink(ports: Ports, api: Api, conversation: string, events: LinkEvents) {
  const { clock, tabs } = ports;
  const closing = new AbortController();
  const closed = () => closing.signal.aborted;
  let waiting: Pause | undefined;
  let pulling = false;
  let pullAgain = false;
  let stopPull = () => {};
  let attempt = 0;

  async function pull(): Promise<void> {
    if (closed()) return;
    pullAgain = pulling;
    if (pulling) return;
    pulling = true;
    stopPull();
    const outcome = await api.pull(conversation, events.wholeUpTo());
    pulling = false;
    if (closed()) return;
    stopPull = clock.after(PULL_EVERY_MS, () => void pull());
    if (outcome.kind === "done") events.onNews(outcome.value);
    else if (outcome.kind === "refused") gone(outcome.status);
    if (pullAgain) await pull();
  }

  function gone(status: number): void {
    if (status !== 404 && status !== 401) return;
    close();
    events.onGone();
  }

  async function follow(): Promise<void> {
    while (!closed()) {
      const wait = await streamOnce();
      if (closed()) return;
      const ms = wait ?? backoff(attempt++, ports.random);
      events.onTrouble(clock.now() + ms);
      waiting = pause(clock, ms);
      await waiting.done;
    }
  }

  /** Reads until the stream ends. Gives the wait that the server asked for, if it did. */
  async function streamOnce(): Promise<number | undefined> {
    const cut = new AbortController();
    const stop = () => cut.abort();
    closing.signal.addEventListener("abort", stop);
    const stopSteady = clock.after(STEADY_AFTER_MS, () => {
      attempt = 0;
    });
    try {
      const outcome = await api.stream(conversation, events.wholeUpTo(), cut.signal);
      if (outcome.kind === "later") return outcome.waitMs;
      if (outcome.kind === "refused") gone(outcome.status);
      else await read(outcome.value, stop);
      return undefined;
    } finally {
      stopSteady();
      closing.signal.removeEventListener("abort", stop);
    }
  }

  async function read(response: Response, stop: () => void): Promise<void> {
    events.onTrouble(undefined);
    if (!pulling) void pull();
    const reader = response.body?.getReader();
    const frames = createFrameReader();
    const decoder = new TextDecoder();
    // A dead connection can stay open for minutes without a byte; the server's heartbeat is far shorter.
    let stopWatch = clock.after(SILENT_FOR_MS, stop);
    try {
      for (;;) {
        const chunk = await reader?.read();
        stopWatch();
        if (chunk === undefined || chunk.done || closed()) return;
        stopWatch = clock.after(SILENT_FOR_MS, stop);
        for (const frame of frames(decoder.decode(chunk.value, { stream: true }))) take(frame);
      }
    } catch {
      // Cut off: the caller tries again.
    } finally {
      stopWatch();
      void reader?.cancel().catch(() => undefined);
    }
  }

  function take(frame: Frame): void {
    const news = newsOf(frame);
    if (news === undefined) return;
    events.onNews(news);
    tabs.tell({ conversation, ...news });
  }

  function close(): void {
    closing.abort();
    stopPull();
    waiting?.end();
  }

  tabs.hear((news) => {
    if (!closed() && isNewsOf(news, conversation)) events.onNews(news);
  });
  void pull();
  tabs.lead(`parley.${conversation}`, follow, closing.signal).catch(() => undefined);

  return {
    close,
    /** Fetches what is missing now. */
    pull: () => void pull(),
    /** Does not wait for the next try. */
    retryNow: () => {
      void pull();
      waiting?.end();
    },
  };
}

export type Link = ReturnType<typeof openLink>;

function newsOf({ event, data }: Frame): News | undefined {
  try {
    const value: unknown = JSON.parse(data);
    if (isUpdate(value)) return value;
    if (event === "message") return { messages: [value as Message] };
    if (event === "typing") return { messages: [], typing: String((value as { name?: unknown }).name) };
    if (event !== "status") return undefined;
    const told = typeof value === "string" ? { status: value } : (value as { status?: string; seq?: number });
    return { messages: [], ...told } as News;
  } catch {
    return undefined;
  }
}

function isNewsOf(value: unknown, conversation: string): value is News {
  const news = value as (Partial<News> & { readonly conversation?: string }) | null;
  return news?.conversation === conversation && Array.isArray(news.messages);
}
