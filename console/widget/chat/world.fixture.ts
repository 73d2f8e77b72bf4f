import type { Message, Status } from "../../../server/wire/message.ts";
import type { Ports } from "./ports.ts";

type Answer = Response | Error | Promise<Response>;

/** A browser and a server for the client, without time of their own. */
export function makeWorld(stored: Map<string, string> = new Map()) {
  const timers: { at: number; run: () => void }[] = [];
  const requests: {
    method: string;
    path: string;
    body: Record<string, unknown>;
    headers: Record<string, string>;
  }[] = [];
  const streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  let now = 1_000_000;
  let counter = 0;
  let answer: (path: string, body: Record<string, unknown>) => Answer = () => new Error("no network");

  const ports: Ports = {
    base: "https://chat.example/api/v1/",
    fetch: async (url, init) => {
      const path = url.replace("https://chat.example/api/v1/", "");
      const body = JSON.parse(String(init.body ?? "{}")) as Record<string, unknown>;
      requests.push({
        method: init.method ?? "GET",
        path,
        body,
        headers: init.headers as Record<string, string>,
      });
      const given = await answer(path, body);
      if (given instanceof Error) throw given;
      return given;
    },
    storage: {
      get: (key) => stored.get(key),
      set: (key, value) => stored.set(key, value),
      remove: (key) => stored.delete(key),
      keys: () => [...stored.keys()],
    },
    clock: {
      now: () => now,
      after: (ms, run) => {
        const timer = { at: now + ms, run };
        timers.push(timer);
        return () => {
          if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1);
        };
      },
    },
    random: {
      bytes: (count) => Uint8Array.from({ length: count }, () => counter++ % 256),
      fraction: () => 0,
    },
    tabs: { lead: (_name, run) => run(), tell: () => undefined, hear: () => undefined },
  };

  return {
    ports,
    stored,
    requests,
    streams,
    posts: (end: string) => requests.filter(({ method, path }) => method === "POST" && path.endsWith(end)),
    answer: (with_: typeof answer) => {
      answer = with_;
    },
    /** Lets everything run that is due within `ms`. */
    pass: async (ms: number) => {
      const until = now + ms;
      await settle();
      for (let due = nextDue(until); due !== undefined; due = nextDue(until)) {
        now = Math.max(now, due.at);
        timers.splice(timers.indexOf(due), 1);
        due.run();
        await settle();
      }
      now = until;
    },
  };

  function nextDue(until: number) {
    return timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
  }
}

export type World = ReturnType<typeof makeWorld>;

/** A server that keeps one conversation and applies each id once. */
export function makeServer(world: World) {
  const log: Message[] = [];
  const answers = new Map<string, object>();
  const server = { log, status: "bot" as Status, add, answer, applied: 0 };

  function add(...messages: readonly Partial<Message>[]): readonly Message[] {
    const added = messages.map(
      (message, index): Message => ({
        seq: log.length + index + 1,
        from: "bot",
        at: "2026-11-23T10:00:00Z",
        ...message,
      }),
    );
    log.push(...added);
    return added;
  }

  function answer(path: string, body: Record<string, unknown>): Response {
    if (path === "conversations") {
      if (log.length === 0)
        add({ text: "Hi!", name: "Robin" }, { text: "What should I call you?", name: "Robin" });
      const conversation = {
        id: body["id"],
        playbook: "b2b",
        version: "v",
        status: server.status,
        seq: log.length,
      };
      return json({ conversation, messages: log.slice(0, 2) }, 201);
    }
    if (path.endsWith("/messages")) {
      const id = String(body["id"]);
      if (!answers.has(id)) {
        server.applied++;
        const messages = add(
          { from: "visitor", text: String(body["text"] ?? body["choice"]) },
          { text: "Noted." },
        );
        answers.set(id, { seq: log.length, status: server.status, messages });
      }
      return json(answers.get(id));
    }
    const after = Number(/after=(\d+)/.exec(path)?.[1] ?? 0);
    const accept = world.requests.at(-1)?.headers["accept"];
    if (accept === "text/event-stream") {
      return new Response(
        new ReadableStream<Uint8Array>({ start: (controller) => void world.streams.push(controller) }),
      );
    }
    return json({ seq: log.length, status: server.status, messages: log.slice(after) });
  }
  return server;
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

/** Lets everything run that is ready; nothing here waits for time. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}
