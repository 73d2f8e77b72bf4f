import type { Message, Status } from "../../../server/wire/message.ts";
import type { Page, SendMessage } from "../../../server/wire/visitor.ts";
import type { WaitView } from "../../../server/wire/wait.ts";
import type { Start } from "../bridge.ts";
import { type Api, createApi } from "./api.ts";
import { subOf } from "./identify.ts";
import { createKeep, type Outgoing, type Session } from "./keep.ts";
import { type Link, type News, openLink } from "./link.ts";
import { lastSeq, mergeMessages, newMessages, unreadAfter, wholeUpTo } from "./log.ts";
import { type Pause, pause } from "./pause.ts";
import { backoff, type Ports } from "./ports.ts";
import { type Task, taskOf } from "./task.ts";
import { createTrouble } from "./trouble.ts";

export interface ChatState {
  /** idle: nothing begun. refused: the server begins none here. gone: it knows this conversation no more. */
  readonly phase: "idle" | "starting" | "open" | "refused" | "gone";
  readonly status: Status;
  readonly messages: readonly Message[];
  /** Messages up to here were there before the chat was opened: they are shown at once. */
  readonly history: number;
  readonly outgoing: readonly Outgoing[];
  /** True once trouble has lasted 2 s. */
  readonly connecting: boolean;
  readonly nextTryAt: number | undefined;
  /** What the server says while it asks for a moment. */
  readonly slowDown: string | undefined;
  readonly unread: number;
  /** Who of the team writes an answer now. */
  readonly typing: string | undefined;
  /** While a person is waited for: the place in the line and the promise. */
  readonly wait: WaitView | undefined;
}

/** What a visitor says: words, a button, several buttons, or "Change". */
export type Say = Omit<SendMessage, "id">;

const IDLE: ChatState = {
  phase: "idle",
  status: "bot",
  messages: [],
  history: 0,
  outgoing: [],
  connecting: false,
  nextTryAt: undefined,
  slowDown: undefined,
  unread: 0,
  typing: undefined,
  wait: undefined,
};

const TYPING_MS = 6_000;
const TYPING_EVERY_MS = 3_000;

/**
 * One visitor's conversation in one tab. Knows no DOM.
 *
 * What was sent is kept until the server has acknowledged it, over reloads too, and goes out in the order in which
 * it was written, always under the same id.
 */
export function createClient(ports: Ports) {
  const keep = createKeep(ports.storage, ports.random);
  const listeners = new Set<() => void>();
  let state = IDLE;
  let session: Session | undefined;
  let api: Api | undefined;
  let link: Link | undefined;
  let waiting: Pause | undefined;
  let working = false;
  let gapAt = -1;
  let stopTyping = () => {};
  let typedAt = Number.NEGATIVE_INFINITY;
  /** What the site signed, until the server has answered it. Never kept. */
  let signed: string | undefined;
  const trouble = createTrouble(ports.clock, (connecting, nextTryAt) => set({ connecting, nextTryAt }));

  function set(part: Partial<ChatState>): void {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  }

  function remember(part: Partial<Session>): void {
    if (session === undefined || moved(part)) return;
    session = { ...session, ...part };
    keep.save(session);
  }

  /** Another tab has a new token for the same visitor: this one goes on with it. */
  function moved(part: Partial<Session> = {}): boolean {
    const stored = keep.load();
    const same = stored !== undefined && stored.token !== session?.token;
    if (same) takeUp({ ...stored, ...part }, stored.acknowledged ? "open" : "starting");
    return same;
  }

  function loseSession(): "moved" | "gone" {
    if (moved()) return "moved";
    set({ phase: "gone" });
    return "gone";
  }

  function takeUp(next: Session, phase: ChatState["phase"]): void {
    link?.close();
    waiting?.end();
    trouble.tell("link", undefined);
    session = next;
    gapAt = -1;
    keep.save(next);
    api = createApi(ports, next.token);
    set({ ...IDLE, phase, status: next.status, outgoing: keep.outbox(next.start.id) });
    if (next.acknowledged) connect(next, api);
    void work();
  }

  function connect({ start }: Session, to: Api): void {
    link = openLink(ports, to, start.id, {
      onNews: take,
      onTrouble: (nextTryAt) => {
        trouble.tell("link", nextTryAt);
        // The server is back: what waits to be sent need not wait for its own next try.
        if (nextTryAt === undefined && state.slowDown === undefined) waiting?.end();
      },
      onGone: () => void loseSession(),
      wholeUpTo: () => wholeUpTo(state.messages),
    });
  }

  /** @param typing undefined: nobody writes any more. */
  function takeTyping(typing: string | undefined): void {
    stopTyping();
    if (typing !== state.typing) set({ typing });
    if (typing !== undefined) stopTyping = ports.clock.after(TYPING_MS, () => takeTyping(undefined));
  }

  function take(news: News): void {
    if (news.typing !== undefined || news.messages.some(({ from }) => from === "rep"))
      takeTyping(news.typing);
    if (news.typing === undefined) takeNews(news);
  }

  function takeNews(news: News): void {
    const fresh = newMessages(state.messages, news.messages);
    const log = mergeMessages(state.messages, fresh);
    for (const message of fresh) land(message);
    const status = statusAfter(news);
    if (fresh.length > 0 || status !== state.status || state.phase === "starting") {
      const unread = unreadAfter(log, session?.seen ?? 0);
      set({ phase: "open", messages: log, history: historyAfter(log), status, unread });
    }
    if (status !== session?.status) remember({ status });
    const wait = status === "waiting" || status === "parked" ? (news.wait ?? state.wait) : undefined;
    if (JSON.stringify(wait) !== JSON.stringify(state.wait)) set({ wait });
    fillGap(log, news.seq ?? 0);
  }

  /** What the first answer after a reload brings is the past. */
  function historyAfter(log: readonly Message[]): number {
    return state.phase === "starting" || state.messages.length > 0 ? state.history : lastSeq(log);
  }

  /** An answer that was overtaken on its way says nothing about now. */
  function statusAfter({ status, seq }: News): Status {
    return status === undefined || (seq ?? Number.POSITIVE_INFINITY) < lastSeq(state.messages)
      ? state.status
      : status;
  }

  /** Asks once for each place where something is missing; the pull every 20 s does the rest. */
  function fillGap(log: readonly Message[], seq: number): void {
    const whole = wholeUpTo(log);
    if (Math.max(seq, lastSeq(log)) <= whole || gapAt === whole) return;
    gapAt = whole;
    link?.pull();
  }

  /** The server's message takes the place of the first echo that says the same. */
  function land(message: Message): void {
    if (message.from !== "visitor") return;
    const echo = state.outgoing.find(({ landed, label }) => !landed && label === message.text);
    if (echo !== undefined) replace({ ...echo, landed: true });
  }

  function replace(item: Outgoing): void {
    set({ outgoing: state.outgoing.map((old) => (old.body.id === item.body.id ? item : old)) });
    keep.put(item);
  }

  function drop(id: string): void {
    keep.drop(id);
    set({ outgoing: state.outgoing.filter(({ body }) => body.id !== id) });
  }

  /** Sends what is to be sent, one after the other, until nothing is left. */
  async function work(): Promise<void> {
    if (working) return;
    working = true;
    let attempt = 0;
    for (let task = nextTask(); task !== undefined; task = nextTask()) {
      const outcome = await task.send();
      // "Start over" in another tab or a removed message: the answer belongs to nobody.
      if (outcome.kind !== "later") {
        attempt = 0;
        allWell();
        task.settle();
        continue;
      }
      task.fail();
      const ms = outcome.waitMs ?? backoff(attempt++, ports.random);
      if (outcome.tooMany !== undefined) set({ slowDown: outcome.tooMany });
      else trouble.tell("outbox", ports.clock.now() + ms);
      waiting = pause(ports.clock, ms);
      await waiting.done;
    }
    working = false;
  }

  /** The server answered, so the stream need not wait for its next try either. */
  function allWell(): void {
    trouble.tell("outbox", undefined);
    if (state.connecting) link?.retryNow();
    set({ slowDown: undefined });
  }

  function nextTask(): Task | undefined {
    if (session === undefined || api === undefined || state.phase === "gone") return undefined;
    if (signed !== undefined) return identifyTask(session, api, signed);
    if (!session.acknowledged) return state.phase === "refused" ? undefined : beginTask(session, api);
    const item = state.outgoing.find((one) => one.state !== "refused");
    return item && sendTask(item, api);
  }

  /** The server takes the identity and a new token with it; the old one is worthless then. */
  function identifyTask(of: Session, to: Api, jwt: string): Task {
    const next = of.next ?? keep.newToken();
    if (of.next === undefined) remember({ next });
    const begun = of.acknowledged ? { conversation: of.start.id } : {};
    return taskOf(
      () => to.identify({ jwt, next, ...begun }),
      () => undefined,
      (outcome) => {
        signed = undefined;
        if (outcome.kind === "done") return goOnAs(of, next, subOf(jwt), outcome.value.same);
        if (outcome.code === "TOKEN_EXPIRED") return void loseSession();
        const { next: _spent, ...rest } = session ?? of;
        keepSession(rest);
      },
    );
  }

  function goOnAs(of: Session, token: string, sub: string | undefined, same: boolean): void {
    const { next: _spent, sub: _before, ...rest } = session ?? of;
    const known = { ...rest, token, ...(sub !== undefined && { sub }) };
    if (same) {
      takeUp(known, of.acknowledged ? "open" : "starting");
      return;
    }
    // Somebody else used this browser before: their conversation stays theirs.
    const start = { ...of.start, id: keep.newId() };
    takeUp({ ...known, start, acknowledged: false, seen: 0, status: "bot" }, "starting");
  }

  function keepSession(next: Session): void {
    session = next;
    keep.save(next);
  }

  function beginTask(of: Session, to: Api): Task {
    return taskOf(
      () => to.begin(of.start),
      () => undefined,
      (outcome) => {
        if (session?.start.id !== of.start.id) return;
        if (outcome.kind === "refused") return set({ phase: "refused" });
        const { conversation, messages } = outcome.value;
        remember({ acknowledged: true, playbook: conversation.playbook, status: conversation.status });
        take({ messages, status: conversation.status, seq: conversation.seq });
        connect(of, to);
      },
    );
  }

  function sendTask(item: Outgoing, to: Api): Task {
    const here = () => session?.start.id === item.conversation;
    return taskOf(
      () => to.send(item.conversation, item.body),
      () => {
        // What waits behind it is not on its way either.
        for (const now of state.outgoing.filter((one) => one.state === "sending")) {
          replace({ ...now, state: "unsent" });
        }
      },
      (outcome) => {
        if (!here()) return keep.drop(item.body.id);
        if (outcome.kind === "refused") {
          if ([401, 404].includes(outcome.status) && loseSession() === "moved") return;
          return replace({ ...item, state: "refused" });
        }
        take(outcome.value);
        drop(item.body.id);
      },
    );
  }

  function send(say: Say, label: string): void {
    if (session === undefined) return;
    const at = Math.max(ports.clock.now(), (state.outgoing.at(-1)?.at ?? 0) + 1);
    const body = { id: keep.newId(), ...say };
    const item: Outgoing = {
      conversation: session.start.id,
      body,
      label,
      at,
      state: state.outgoing.some((one) => one.state === "unsent") ? "unsent" : "sending",
      landed: false,
    };
    keep.put(item);
    set({ outgoing: [...state.outgoing, item] });
    void work();
  }

  return {
    state: (): ChatState => state,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Goes on with the conversation that this browser remembers. False: there is none. */
    resume: (): boolean => {
      const stored = session ?? keep.load();
      if (stored === undefined) return false;
      if (signed !== undefined && stored.sub === subOf(signed)) signed = undefined;
      if (session === undefined) takeUp(stored, stored.acknowledged ? "open" : "starting");
      return true;
    },
    /** The conversation that this browser remembers. */
    session: () => session ?? keep.load(),
    /** Goes on with a conversation by the link of a mail, in the place of what this browser remembers. */
    resumeBy: async (linkToken: string, page: Page): Promise<void> => {
      set({ phase: "starting" });
      const token = keep.tokenFor(linkToken);
      const outcome = await createApi(ports, token).resume(linkToken);
      if (outcome.kind === "later") return set({ phase: "idle" });
      if (outcome.kind === "refused") return set({ phase: "gone" });
      const { id, playbook, status } = outcome.value.conversation;
      takeUp({ token, start: { id, page }, acknowledged: true, playbook, status, seen: 0 }, "open");
    },
    /** Begins a new conversation; the visitor stays the same. */
    begin: (start: Start, page: Page): void => {
      const old = session ?? keep.load();
      const id = keep.newId();
      const { token = keep.newToken(), sub } = old ?? {};
      if (sub !== undefined && signed !== undefined && sub === subOf(signed)) signed = undefined;
      const body = { id, page, ...start };
      takeUp(
        {
          token,
          start: body,
          acknowledged: false,
          playbook: undefined,
          status: "bot",
          seen: 0,
          ...(sub !== undefined && { sub }),
        },
        "starting",
      );
    },
    /** What the site's server signed about the visitor. Goes to the server with the first act, not before. */
    identify: (jwt: string): void => {
      if (session?.sub !== undefined && session.sub === subOf(jwt)) return;
      signed = jwt;
      void work();
    },
    /** The playbook of the conversation, where the server has told it. */
    playbook: () => session?.playbook,
    /** The words that this browser's visitor agreed to before the last conversation began. */
    agreedTo: () => session?.start.consent,
    send,
    /** Uploads a file, then sends it as a message. Later: nothing is wrong with it, but it did not get through. */
    sendFile: async (file: File): Promise<"done" | "later" | "refused"> => {
      const id = session?.start.id;
      if (id === undefined || api === undefined) return "later";
      const outcome = await api.upload(id, file);
      if (outcome.kind === "done" && session?.start.id === id)
        send({ file: outcome.value.id }, outcome.value.name);
      return outcome.kind;
    },
    /** The visitor would rather not wait for a person. What did not get through can be tapped again. */
    stopWaiting: async (): Promise<void> => {
      const id = session?.start.id;
      if (id === undefined || api === undefined) return;
      const outcome = await api.stopWaiting(id, keep.newId());
      if (outcome.kind === "done" && session?.start.id === id) take(outcome.value);
    },
    /** The visitor writes, and a person is there to know it. What is written stays here. */
    typing: (): void => {
      const now = ports.clock.now();
      if (session === undefined || state.status !== "human" || now - typedAt < TYPING_EVERY_MS) return;
      typedAt = now;
      api?.typing(session.start.id);
    },
    /** Sends a message again, at once. */
    retry: (id: string): void => {
      const item = state.outgoing.find(({ body }) => body.id === id);
      if (item?.state === "refused") replace({ ...item, state: "sending" });
      waiting?.end();
      void work();
    },
    /** Takes back a message that has not arrived. */
    remove: drop,
    /** Tries now what waits for its next try. */
    retryNow: (): void => {
      if (state.phase === "refused") set({ phase: "starting" });
      link?.retryNow();
      waiting?.end();
      void work();
    },
    /** The visitor has the end of the log before their eyes. */
    markSeen: (): void => {
      const seen = lastSeq(state.messages);
      if (session !== undefined && seen > session.seen) remember({ seen });
      if (state.unread > 0) set({ unread: 0 });
    },
    close: (): void => {
      link?.close();
      waiting?.end();
      session = undefined;
    },
  };
}

export type Client = ReturnType<typeof createClient>;
